"""What those who run an installation can ask of it in a chat: figures, and who may use it."""

from __future__ import annotations

import re

from adapters.contract import Acknowledgement, ChatKind, IncomingCommand
from bot.chat.access import Access
from bot.messages import Catalogue
from bot.store import figures
from bot.store.chats import Subject, admit, who_sent
from bot.store.database import Database
from bot.store.workers import alive

_SUBJECT = re.compile(r"(?:(?P<adapter>[a-z]{1,20}):)?(?P<id>[^\s:]{1,64})")


class Operators:
    """Answers operators."""

    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access

    async def day(self, catalogue: Catalogue) -> Acknowledgement:
        """How the service is doing, from the requests that are kept."""
        day = await figures.day(self._database)
        workers = len(await alive(self._database))
        lines = [
            catalogue.say("stats.done", restored=day.restored, failed=day.failed),
            catalogue.say("stats.people", number=day.people),
            catalogue.say("stats.queue", waiting=day.waiting, running=day.running),
            catalogue.say("stats.seconds", seconds=float(day.seconds)),
            catalogue.say("stats.workers", number=workers),
        ]
        return Acknowledgement(text="\n".join(lines))

    async def admit(
        self, adapter: str, event: IncomingCommand, catalogue: Catalogue, *, allowed: bool
    ) -> Acknowledgement:
        """Allow or block whom a command names: by id, by answering a message of theirs, or the group it is
        given in."""
        subject = await self._subject(adapter, event)
        if subject is None:
            return Acknowledgement(text=catalogue.say("answer.whom"))
        if not allowed and subject.kind == "person" and self._access.is_operator(subject.adapter, subject.id):
            return Acknowledgement(text=catalogue.say("answer.block.operator"))
        await admit(self._database, subject, allowed=allowed)
        word = "allow" if allowed else "block"
        return Acknowledgement(text=catalogue.say(f"answer.{word}.{subject.kind}", id=subject.id))

    async def _subject(self, adapter: str, event: IncomingCommand) -> Subject | None:
        named = event.argument.strip()
        if named:
            match = _SUBJECT.fullmatch(named)
            return Subject(match["adapter"] or adapter, "person", match["id"]) if match else None
        if event.person is not None:
            return Subject(adapter, "person", event.person)
        if event.pictures:
            return await self._who_sent(adapter, event)
        if event.origin.kind is ChatKind.GROUP:
            return Subject(adapter, "chat", event.origin.chat)
        return None

    async def _who_sent(self, adapter: str, event: IncomingCommand) -> Subject | None:
        """The sender of the photo that the command answers, where the photo was seen."""
        message = event.pictures[0].message
        sender = await who_sent(self._database, adapter, event.origin.chat, message)
        return None if sender is None else Subject(adapter, "person", sender)
