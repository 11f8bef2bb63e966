"""`receive`: whether to act on an event, and the answer to it; the same on every platform.

What is decided here is committed before `receive` returns, and a second arrival of the same event changes
nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from psycopg.types.json import Jsonb

from adapters.contract import (
    Acknowledgement,
    Adapter,
    Button,
    Buttons,
    ChatKind,
    ChatMoved,
    Event,
    IncomingAction,
    IncomingCommand,
    IncomingPhoto,
    NotNow,
    Origin,
    Picture,
    Reference,
    Refusal,
    RequestState,
    Wishes,
)
from bot import records, requests
from bot.blobs import Blobs
from bot.commands import COMMANDS, Command, Deed, Press, Right, command, parsed
from bot.database import OUTAGE, Connection, Database
from bot.errors import BotError
from bot.jobs import Queue
from bot.limits import check_access, check_photo, check_size
from bot.messages import Catalogue, closest, languages
from bot.messages.errors import told
from bot.observability.metrics import Metrics
from bot.records import RequestRecord
from bot.requests import Kept, NewPart, NewRequest, Problem, Rules
from bot.wishes import Wanted, check_mask, checked
from bot.wording import choice
from restoration.errors import RestorationError

log = logging.getLogger(__name__)

_KNOWN = Problem("known")
"""Stands for a photo that arrives again: not kept twice; `requests.take` finds its first arrival."""


@dataclass(frozen=True, slots=True)
class Chat:
    """What a chat has chosen."""

    language: str | None = None
    automatic: bool = False


class Service:
    """Answers events; one for all adapters of the process."""

    def __init__(
        self, database: Database, blobs: Blobs, queue: Queue, rules: Rules, metrics: Metrics
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._queue = queue
        self._rules = rules
        self._metrics = metrics

    def ear(self, adapter: Adapter) -> Callable[[Event], Awaitable[Acknowledgement]]:
        """The `receive` of one adapter."""

        async def receive(event: Event) -> Acknowledgement:
            try:
                answer = await self.receive(adapter, event)
            except OUTAGE as problem:
                log.warning("An event is taken later: %s", type(problem).__name__)
                raise NotNow(1.0) from problem
            self._metrics.arrived(adapter.name, _kind(event), _answer(answer))
            return answer

        return receive

    async def receive(self, adapter: Adapter, event: Event) -> Acknowledgement:
        """Decide, commit, answer."""
        if isinstance(event, ChatMoved):
            async with self._database.transaction() as connection:
                await requests.move(connection, adapter.name, event.chat, event.to)
            return Acknowledgement()
        chat = await self._chat(adapter.name, event.origin)
        language = closest([locale for locale in (chat.language, event.origin.locale) if locale])
        catalogue = Catalogue(language)
        try:
            if isinstance(event, IncomingPhoto) and not await self._acts(adapter.name, event, chat):
                await self._remember(adapter.name, event)
                return Acknowledgement()
            await check_access(self._database, self._rules.limits, adapter.name, event.origin)
            if isinstance(event, IncomingPhoto):
                return await self._photo(adapter, event, catalogue)
            if isinstance(event, IncomingCommand):
                return await self._command(adapter, event, catalogue)
            return await self._action(adapter, event, catalogue)
        except (BotError, RestorationError) as problem:
            sentence = told(catalogue, problem)
            return Acknowledgement(text=sentence, refusal=Refusal(problem.code, sentence))

    # ------------------------------------------------------------------------------------------ photos

    async def _acts(self, adapter: str, event: IncomingPhoto, chat: Chat) -> bool:
        """A photo is acted on in private, when the bot was spoken to, and in groups that have switched it on;
        and where the rest of its album is."""
        origin = event.origin
        if origin.kind is ChatKind.PRIVATE or origin.addressed or chat.automatic:
            return True
        albums = [picture.group for picture in event.pictures if picture.group]
        return (
            bool(albums)
            and await self._database.row(
                "select 1 from request where adapter = %s and chat = %s and sender = %s and album = any(%s)"
                " and closes > now()",
                *(adapter, origin.chat, origin.sender, albums),
            )
            is not None
        )

    async def _photo(self, adapter: Adapter, event: IncomingPhoto, catalogue: Catalogue) -> Acknowledgement:
        pictures = event.pictures
        if event.origin.kind is ChatKind.GROUP:
            pictures = await self._with_siblings(adapter.name, event.origin, pictures)
        return await self._take(adapter, event.origin, pictures, event.wishes, catalogue)

    async def _remember(self, adapter: str, event: IncomingPhoto) -> None:
        """Note where a photo is that nobody asked for yet: somebody may, by a command that answers it."""
        for picture in event.pictures:
            if isinstance(picture.file, Reference):
                reference = {"id": picture.file.id, "details": dict(picture.file.details)}
                await self._database.do(
                    "insert into seen_photo (adapter, chat, message, number, album, sender, reference,"
                    " recompressed) values (%s, %s, %s, %s, %s, %s, %s, %s) on conflict do nothing",
                    *(adapter, event.origin.chat, picture.message, picture.index, picture.group),
                    *(event.origin.sender, Jsonb(reference), picture.recompressed),
                )

    async def _take(
        self,
        adapter: Adapter,
        origin: Origin,
        pictures: tuple[Picture, ...],
        wishes: Wishes,
        catalogue: Catalogue,
        *,
        asked_by: str | None = None,
    ) -> Acknowledgement:
        """Take photos as one request; `asked_by` is the message of the command that asks, which makes a new
        one."""
        wanted = checked(wishes)
        if wishes.mask is not None:
            check_mask(wishes.mask, self._rules.limits.megapixels)
            wanted = replace(wanted, mask=(await self._blobs.put(wishes.mask)).name)
        album = pictures[0].group if asked_by is None else None
        parts = [await self._part(adapter, origin, picture, asked_by) for picture in pictures]
        refused = [
            part.source for part in parts if isinstance(part.source, Problem) and part.source is not _KNOWN
        ]
        if len(refused) == len(parts) and album is None:
            text = told(catalogue, refused[0])
            return Acknowledgement(text=text, refusal=Refusal(refused[0].code, text))
        new = NewRequest(
            adapter=adapter.name,
            origin=origin,
            answers=pictures[0].message,
            language=catalogue.language,
            parts=parts,
            wanted=wanted,
            album=album,
            upload_limit_bytes=origin.upload_limit_bytes or adapter.capabilities.upload_limit_bytes,
        )
        async with self._database.transaction() as connection:
            taken = await requests.take(connection, self._queue, self._rules, new)
        return Acknowledgement(request=taken.request, repeated=taken.repeated)

    async def _part(
        self, adapter: Adapter, origin: Origin, picture: Picture, asked_by: str | None
    ) -> NewPart:
        """Look at one photo, and keep it where its bytes came along."""
        message = picture.message if asked_by is None else f"{asked_by}>{picture.message}"
        key = f"{adapter.name}:{adapter.account}:{origin.chat}:{message}:{picture.index}"
        source: Kept | Reference | Problem
        try:
            if isinstance(picture.file, Reference):
                limit = adapter.capabilities.download_limit_bytes
                check_size(picture.size_bytes or 0, self._rules.limits, limit)
                source = picture.file
            elif await self._known(key):
                source = _KNOWN
            else:
                media_type = check_photo(picture.file, self._rules.limits)
                source = Kept(await self._blobs.put(picture.file), media_type)
        except (BotError, RestorationError) as problem:
            source = Problem(problem.code, dict(problem.parameters))
        return NewPart(key, picture.message, source, picture.recompressed)

    async def _known(self, key: str) -> bool:
        return await self._database.row("select 1 from part where key = %s", key) is not None

    # ---------------------------------------------------------------------------------------- commands

    async def _command(
        self, adapter: Adapter, event: IncomingCommand, catalogue: Catalogue
    ) -> Acknowledgement:
        row = command(event.name)
        if row is None:
            return Acknowledgement(text=catalogue.say("answer.unknown"))
        if row.right is Right.ADMIN and not event.origin.sender_is_admin:
            return Acknowledgement(text=catalogue.say("answer.admins_only"))
        if row.groups_only and event.origin.kind is ChatKind.PRIVATE:
            return Acknowledgement(text=catalogue.say("answer.groups_only"))
        if row.deed is Deed.RESTORE:
            return await self._asked(adapter, event, row, catalogue)
        if row.deed is Deed.AUTOMATIC:
            return await self._automatic(adapter.name, event.origin, event.argument, catalogue)
        if row.deed is Deed.LANGUAGE:
            return await self._language(adapter.name, event.origin, event.argument, catalogue)
        if row.deed is Deed.FORGET:
            return await self._forget(adapter.name, event.origin, catalogue)
        return Acknowledgement(text=self._said(row, catalogue))

    def _said(self, row: Command, catalogue: Catalogue) -> str:
        if row.name == "privacy":  # the page says the same
            return catalogue.say("privacy", hours=self._rules.retention.hours)
        text = catalogue.say(f"answer.{row.name}")
        if row.name in ("start", "help"):
            listed = (f"/{each.name} – {catalogue.say(f'command.{each.name}')}" for each in COMMANDS)
            text = "\n".join([text, "", *listed]) if row.name == "help" else text
        return text

    async def _asked(
        self, adapter: Adapter, event: IncomingCommand, row: Command, catalogue: Catalogue
    ) -> Acknowledgement:
        """Restore the photos that a command is about, with what was seen of their album."""
        if not event.pictures:
            return Acknowledgement(text=catalogue.say("answer.which_photo"))
        wishes = event.wishes
        if row.colorize is not None and wishes.colorize is None:
            wishes = replace(wishes, colorize=row.colorize)
        pictures = await self._with_siblings(adapter.name, event.origin, event.pictures)
        asked_by = event.origin.message
        if all(picture.message == asked_by for picture in event.pictures):
            return await self._take(adapter, event.origin, pictures, wishes, catalogue)  # it came with them
        return await self._take(adapter, event.origin, pictures, wishes, catalogue, asked_by=asked_by)

    async def _with_siblings(
        self, adapter: str, origin: Origin, pictures: tuple[Picture, ...]
    ) -> tuple[Picture, ...]:
        albums = [picture.group for picture in pictures if picture.group]
        if not albums:
            return pictures
        rows = await self._database.rows(
            "select message, number, album, reference, recompressed from seen_photo"
            " where adapter = %s and chat = %s and album = any(%s) order by at, message, number",
            *(adapter, origin.chat, albums),
        )
        had = {(picture.message, picture.index) for picture in pictures}
        more = [
            Picture(
                message=message,
                index=number,
                group=album,
                file=Reference(reference["id"], reference["details"]),
                recompressed=recompressed,
            )
            for message, number, album, reference, recompressed in rows
            if (message, number) not in had
        ]
        return (*pictures, *more)

    async def _automatic(
        self, adapter: str, origin: Origin, argument: str, catalogue: Catalogue
    ) -> Acknowledgement:
        word = argument.strip().lower()
        if word not in ("on", "off"):
            options = [("on", catalogue.say("choice.on")), ("off", catalogue.say("choice.off"))]
            return Acknowledgement(
                text=catalogue.say("answer.automatic"), buttons=choice("automatic", options)
            )
        await self._choose(adapter, origin, "automatic", word == "on")
        said = [catalogue.say(f"answer.automatic.{word}")]
        if word == "on" and not origin.sees_all:
            said.append(catalogue.say("answer.automatic.blind"))
            if catalogue.knows(tap := f"rights.{adapter}"):
                said.append(catalogue.say(tap))
        return Acknowledgement(text=" ".join(said))

    async def _language(
        self, adapter: str, origin: Origin, argument: str, catalogue: Catalogue
    ) -> Acknowledgement:
        wanted = argument.strip().lower()
        if wanted not in languages():
            options = [(code, Catalogue(code).say("language.name")) for code in languages()]
            return Acknowledgement(text=catalogue.say("answer.language"), buttons=_pairs("language", options))
        await self._choose(adapter, origin, "language", wanted)
        return Acknowledgement(text=Catalogue(wanted).say("answer.language.set"))

    async def _choose(self, adapter: str, origin: Origin, column: str, value: Any) -> None:
        await self._database.do(
            f"insert into chat (adapter, chat, kind, {column}) values (%s, %s, %s, %s)"  # noqa: S608 -- ours
            f" on conflict (adapter, chat) do update set {column} = excluded.{column}",
            *(adapter, origin.chat, str(origin.kind), value),
        )

    async def _forget(self, adapter: str, origin: Origin, catalogue: Catalogue) -> Acknowledgement:
        """Delete everything of a person on this platform, and the settings of their private chat."""
        rows = await self._database.rows(
            "select id from request where adapter = %s and sender = %s", adapter, origin.sender
        )
        async with self._database.transaction() as connection:
            for (request,) in rows:
                await requests.delete(connection, self._queue, request)
            for table in ("seen_photo", "answered"):
                await connection.execute(
                    f"delete from {table} where adapter = %s and sender = %s".encode(),  # noqa: S608 -- ours
                    [adapter, origin.sender],
                )
            if origin.kind is ChatKind.PRIVATE:
                await connection.execute(
                    "delete from chat where adapter = %s and chat = %s", [adapter, origin.chat]
                )
        await self._sweep()
        return Acknowledgement(text=catalogue.say("answer.forget", number=len(rows)))

    # ----------------------------------------------------------------------------------------- buttons

    async def _action(self, adapter: Adapter, event: IncomingAction, catalogue: Catalogue) -> Acknowledgement:
        press = parsed(event.action)
        if press is None:
            return Acknowledgement(text=catalogue.say("answer.no_such_button"))
        origin, deed = event.origin, press.button.deed
        if press.button.right is Right.ADMIN:
            if not origin.sender_is_admin:
                return Acknowledgement(text=catalogue.say("answer.admins_only"))
            set_ = self._language if deed is Deed.LANGUAGE else self._automatic
            return await set_(adapter.name, origin, press.about, catalogue)
        record = await records.one(self._database, press.about)
        if record is None or (record.adapter, record.chat) != (adapter.name, origin.chat):
            return Acknowledgement(text=catalogue.say("answer.send_again"))
        if record.sender != origin.sender and not (origin.sender_is_admin and origin.kind is ChatKind.GROUP):
            return Acknowledgement(text=catalogue.say("answer.not_yours"))
        key = f"{adapter.name}:{adapter.account}:{origin.chat}:press:{event.press}"
        return await self._pressed(key, event, press, record, catalogue)

    async def _pressed(
        self, key: str, event: IncomingAction, press: Press, record: RequestRecord, catalogue: Catalogue
    ) -> Acknowledgement:
        mask = None
        if event.wishes.mask is not None:
            check_mask(event.wishes.mask, self._rules.limits.megapixels)
            mask = (await self._blobs.put(event.wishes.mask)).name
        async with self._database.transaction() as connection:
            before = await (
                await connection.execute(
                    "insert into answered (key, adapter, sender, answer) values (%s, %s, %s, %s)"
                    " on conflict (key) do nothing returning key",
                    [key, record.adapter, event.origin.sender, Jsonb({})],
                )
            ).fetchone()
            if before is None:
                return Acknowledgement(request=record.id, repeated=True)
            if event.origin.context:
                await requests.renew_context(connection, record.id, event.origin.context)
            answer = await self._do(connection, event, press, record, mask, catalogue)
        if press.button.deed is Deed.DELETE:
            await self._sweep()
        return answer

    async def _do(
        self,
        connection: Connection,
        event: IncomingAction,
        press: Press,
        record: RequestRecord,
        mask: str | None,
        catalogue: Catalogue,
    ) -> Acknowledgement:
        deed = press.button.deed
        if deed is Deed.DELETE:
            await requests.delete(connection, self._queue, record.id)
            return Acknowledgement(request=record.id, text=catalogue.say("answer.deleted"))
        if deed is Deed.CANCEL:
            stopped = await requests.cancel(connection, self._queue, record.id)
            if stopped:
                await self._queue.deliver(connection, record.adapter, record.id, record.revision, what="end")
            return Acknowledgement(
                request=record.id, text=catalogue.say("answer.cancelled" if stopped else "answer.too_late")
            )
        if deed is Deed.FILES:
            if record.state in (RequestState.QUEUED, RequestState.RUNNING):
                return Acknowledgement(text=catalogue.say("answer.still_working"))
            await self._queue.deliver(connection, record.adapter, record.id, record.revision, what="files")
            return Acknowledgement(request=record.id, text=catalogue.say("answer.files"))
        return await self._adjust(connection, event, press, record, mask, catalogue)

    async def _adjust(
        self,
        connection: Connection,
        event: IncomingAction,
        press: Press,
        record: RequestRecord,
        mask: str | None,
        catalogue: Catalogue,
    ) -> Acknowledgement:
        wanted: dict[int, Wanted] = {}
        for part in record.parts:
            if part.blob is None or (press.part is not None and press.part != part.number):
                continue
            if press.button.change is None:
                wish = checked(event.wishes, part.wanted)
                wanted[part.number] = replace(wish, mask=mask) if mask else wish
            elif part.outcome is not None:
                wanted[part.number] = press.button.change(part.wanted, part.outcome.recipe)
        if not wanted:
            state = "answer.send_again" if record.state is not RequestState.QUEUED else "answer.still_working"
            return Acknowledgement(text=catalogue.say(state))
        await requests.adjust(connection, self._queue, self._rules, record.id, wanted)
        return Acknowledgement(request=record.id, text=catalogue.say("answer.working"))

    # ------------------------------------------------------------------------------------------- chats

    async def _chat(self, adapter: str, origin: Origin) -> Chat:
        row = await self._database.row(
            "select language, automatic from chat where adapter = %s and chat = %s", adapter, origin.chat
        )
        return Chat(*row) if row else Chat()

    async def _sweep(self) -> None:
        """Delete the blobs that were just let go; what fails is done by the upkeep."""
        try:
            await self._blobs.sweep()
        except Exception:
            log.exception("Blobs are deleted later")


def _pairs(name: str, options: list[tuple[str, str]]) -> Buttons:
    """Two buttons in each row."""
    made = [Button(f"{name}:{value}", label) for value, label in options]
    return tuple(tuple(made[first : first + 2]) for first in range(0, len(made), 2))


def _kind(event: Event) -> str:
    kinds: Mapping[type, str] = {
        IncomingPhoto: "photo",
        IncomingCommand: "command",
        IncomingAction: "action",
        ChatMoved: "move",
    }
    return kinds[type(event)]


def _answer(answer: Acknowledgement) -> str:
    if answer.refusal:
        return "refused"
    if answer.repeated:
        return "repeated"
    if answer.request:
        return "taken"
    return "said" if answer.text else "ignored"
