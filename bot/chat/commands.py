"""What each command does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from adapters.contract import Acknowledgement, Adapter, ChatKind, IncomingCommand, Origin
from bot.chat import wording
from bot.chat.access import Access
from bot.chat.choices import Choices
from bot.chat.operators import Operators
from bot.chat.photos import Photos
from bot.chat.table import COMMANDS, Command, Deed, Right, command
from bot.messages import Catalogue
from bot.store import requests
from bot.store.blobs import Blobs
from bot.store.chats import Chat
from bot.store.database import Database
from bot.store.jobs import Jobs
from bot.store.requests import Rules


@dataclass(frozen=True, slots=True)
class Given:
    """A command that may be given, and all that answering it takes."""

    adapter: Adapter
    event: IncomingCommand
    row: Command
    chat: Chat
    catalogue: Catalogue

    @property
    def platform(self) -> str:
        """Where it was given."""
        return self.adapter.name

    @property
    def origin(self) -> Origin:
        """By whom."""
        return self.event.origin

    @property
    def word(self) -> str:
        """What stands behind it."""
        return self.event.argument.strip().lower()

    @property
    def how(self) -> str:
        """How photos are asked for, where the platform has ways of its own; else nothing."""
        return wording.how(self.catalogue, self.platform)

    def called(self, row: Command) -> str:
        """What people type for a command: some platforms translate its name."""
        name = f"{self.platform}.name.{row.name}"
        return self.catalogue.say(name) if self.catalogue.knows(name) else row.name


class Commands:
    """Answers commands."""

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        jobs: Jobs,
        rules: Rules,
        choices: Choices,
        photos: Photos,
        access: Access,
    ) -> None:
        operators = Operators(database, access)
        self._database = database
        self._blobs = blobs
        self._jobs = jobs
        self._rules = rules
        self._photos = photos
        self._access = access
        self._deeds: Mapping[Deed, Callable[[Given], Awaitable[Acknowledgement]]] = {
            Deed.START: self._start,
            Deed.HELP: self._help,
            Deed.PRIVACY: self._privacy,
            Deed.RESTORE: self._restore,
            Deed.SETTINGS: lambda it: choices.settings(
                it.platform, it.origin, it.catalogue, unasked=it.adapter.capabilities.unasked
            ),
            Deed.AUTOMATIC: lambda it: choices.automatic(it.platform, it.origin, it.word, it.catalogue),
            Deed.LANGUAGE: lambda it: choices.language(it.platform, it.origin, it.word, it.catalogue),
            Deed.CANCEL: self._cancel,
            Deed.FORGET: self._forget,
            Deed.STATS: lambda it: operators.day(it.catalogue),
            Deed.ALLOW: lambda it: operators.admit(it.platform, it.event, it.catalogue, allowed=True),
            Deed.BLOCK: lambda it: operators.admit(it.platform, it.event, it.catalogue, allowed=False),
        }

    async def given(
        self, adapter: Adapter, event: IncomingCommand, chat: Chat, catalogue: Catalogue
    ) -> Acknowledgement:
        """Answer one."""
        row = command(event.name)
        if row is None:
            return Acknowledgement(text=catalogue.say("answer.unknown"))
        if row.right is Right.ADMIN and not event.origin.sender_is_admin:
            return Acknowledgement(text=catalogue.say("answer.admins_only"))
        if row.right is Right.OPERATOR and not self._access.is_operator(adapter.name, event.origin.sender):
            return Acknowledgement(text=catalogue.say("answer.operators_only"))
        if row.groups_only and event.origin.kind is ChatKind.PRIVATE:
            return Acknowledgement(text=catalogue.say("answer.groups_only"))
        return await self._deeds[row.deed](Given(adapter, event, row, chat, catalogue))

    async def _start(self, it: Given) -> Acknowledgement:
        if it.origin.kind is ChatKind.GROUP:
            sentences = [it.catalogue.say("answer.start.group"), it.how or it.catalogue.say("answer.how")]
        else:
            sentences = [it.catalogue.say("answer.start"), it.how]
        return Acknowledgement(text=" ".join(filter(None, sentences)))

    async def _help(self, it: Given) -> Acknowledgement:
        operator = self._access.is_operator(it.platform, it.origin.sender)
        unasked = it.origin.kind is ChatKind.GROUP and it.adapter.capabilities.unasked
        listed = (
            f"/{it.called(row)} – {it.catalogue.say(f'command.{row.name}')}"
            for row in COMMANDS
            if (operator or row.right is not Right.OPERATOR) and (unasked or not row.groups_only)
        )
        return Acknowledgement(text="\n".join([it.how or it.catalogue.say("answer.help"), "", *listed]))

    async def _privacy(self, it: Given) -> Acknowledgement:
        forget = it.called(next(row for row in COMMANDS if row.deed is Deed.FORGET))
        return Acknowledgement(
            text=it.catalogue.say("privacy", hours=self._rules.retention.hours, forget=forget)
        )

    async def _restore(self, it: Given) -> Acknowledgement:
        event = it.event
        if it.row.colorize is not None and event.wishes.colorize is None:
            event = replace(event, wishes=replace(event.wishes, colorize=it.row.colorize))
        return await self._photos.on_command(it.adapter, event, it.chat, it.catalogue)

    async def _cancel(self, it: Given) -> Acknowledgement:
        """Stop what the person has under way in this chat."""
        who = {"adapter": it.platform, "chat": it.origin.chat, "sender": it.origin.sender}
        stopped = await requests.cancel_all(self._database, self._jobs, self._rules, **who)
        return Acknowledgement(text=it.catalogue.say("answer.cancel", number=stopped))

    async def _forget(self, it: Given) -> Acknowledgement:
        """Delete everything of a person on this platform, and the settings of their private chat."""
        origin = it.origin
        private_chat = origin.chat if origin.kind is ChatKind.PRIVATE else None
        who = {"adapter": it.platform, "sender": origin.sender}
        forgotten = await requests.forget(
            self._database, self._jobs, self._rules, **who, private_chat=private_chat
        )
        await self._blobs.tidy()
        return Acknowledgement(text=it.catalogue.say("answer.forget", number=forgotten))
