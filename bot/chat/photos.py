"""Photos that are sent, or asked for by a command: looked at, kept, and taken as one request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from psycopg.types.json import Jsonb

from adapters.contract import (
    Acknowledgement,
    Adapter,
    ChatKind,
    IncomingCommand,
    IncomingPhoto,
    Origin,
    Picture,
    Reference,
    Refusal,
    Wishes,
)
from bot.chat import wording
from bot.chat.chats import Chat
from bot.chat.limits import check_photo, check_size
from bot.messages import Catalogue
from bot.messages.errors import told
from bot.queue.jobs import Queue
from bot.store import requests
from bot.store.batcher import Together
from bot.store.blobs import Blobs
from bot.store.database import Database
from bot.store.requests import Kept, NewPart, NewRequest, Problem, Rules, Taken
from bot.store.wishes import Wanted, check_mask, checked
from restoration.errors import CodedError
from restoration.recipe import ColorChoice

_ORIGINALS = """
select case when r.answers = '' then %s else p.message end, p.number, p.blob, p.recompressed
from part p join request r on r.id = p.request
where r.adapter = %s and r.chat = %s and p.blob is not null
  and (r.status_message = %s
    or exists (select 1 from delivery d where d.request = r.id and d.messages @> %s))
order by p.number
"""
"""Where the chat moved, the photo's own number means nothing, and the command's takes its place."""


class Photos:
    """Takes photos."""

    def __init__(self, database: Database, blobs: Blobs, queue: Queue, rules: Rules) -> None:
        self._database = database
        self._blobs = blobs
        self._queue = queue
        self._rules = rules
        self._taken: Together[NewRequest, Taken] = Together(self._take_all)

    async def finished(self) -> None:
        """Wait for what is being taken."""
        await self._taken.finished()

    async def _take_all(self, arrived: Sequence[NewRequest]) -> Sequence[Taken | Exception]:
        async with self._database.journey() as connection:
            return await requests.take(connection, self._queue, self._rules, arrived)

    async def continues(self, adapter: str, event: IncomingPhoto) -> bool:
        """Whether a photo belongs to an album that was taken; late, it becomes a request of its own."""
        albums = [picture.group for picture in event.pictures if picture.group]
        if not albums:
            return False
        row = await self._database.row(
            "select 1 from request where adapter = %s and chat = %s and sender = %s and album = any(%s)"
            " and created > now() - interval '10 minutes'",
            *(adapter, event.origin.chat, event.origin.sender, albums),
        )
        return row is not None

    async def remember(self, adapter: str, event: IncomingPhoto) -> None:
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

    async def sent(
        self, adapter: Adapter, event: IncomingPhoto, chat: Chat, catalogue: Catalogue
    ) -> Acknowledgement:
        """Take the photos of a message that is for the bot."""
        pictures = event.pictures
        if event.origin.kind is ChatKind.GROUP:
            pictures = await self._with_siblings(adapter.name, event.origin, pictures)
        return await self._take(adapter, event.origin, pictures, event.wishes, chat, catalogue)

    async def asked(
        self, adapter: Adapter, event: IncomingCommand, chat: Chat, catalogue: Catalogue
    ) -> Acknowledgement:
        """Take the photos that a command is about, with what was seen of their album; where it answers
        pictures of the bot's own, those that they were made from."""
        if not event.pictures:
            how = wording.how(catalogue, adapter.name)
            return Acknowledgement(text=how or catalogue.say("answer.which_photo"))
        pictures = await self._originals(adapter.name, event)
        pictures = pictures or await self._with_siblings(adapter.name, event.origin, event.pictures)
        asked_by: str | None = event.origin.message
        if all(picture.message == asked_by for picture in event.pictures):
            asked_by = None  # it came with them
        return await self._take(
            adapter, event.origin, pictures, event.wishes, chat, catalogue, asked_by=asked_by
        )

    async def _take(
        self,
        adapter: Adapter,
        origin: Origin,
        pictures: tuple[Picture, ...],
        wishes: Wishes,
        chat: Chat,
        catalogue: Catalogue,
        *,
        asked_by: str | None = None,
    ) -> Acknowledgement:
        """Take photos as one request; `asked_by` is the message of the command that asks, which makes a new
        one."""
        wanted = checked(wishes, Wanted(color=ColorChoice(chat.color)))
        if wishes.mask is not None:
            check_mask(wishes.mask, self._rules.limits.megapixels)
            wanted = replace(wanted, mask=(await self._blobs.put(wishes.mask)).name)
        album = pictures[0].group if asked_by is None else None
        parts = [await self._part(adapter, origin, picture, asked_by) for picture in pictures]
        kept = [part.source.blob.name for part in parts if isinstance(part.source, Kept)]
        refused = [part.source for part in parts if isinstance(part.source, Problem)]
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
            wished=wishes != Wishes(),
            album=album,
            upload_limit_bytes=origin.upload_limit_bytes or adapter.capabilities.upload_limit_bytes,
            trace=self._queue.trace(),
        )
        try:
            taken = await self._taken.ask(new)
        except CodedError:
            await self._blobs.discard(kept)
            raise
        if taken.repeated or len(parts) > 1:  # what arrived before was kept then
            await self._blobs.discard(kept)
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
            else:
                media_type = check_photo(picture.file, self._rules.limits)
                source = Kept(await self._blobs.put(picture.file), media_type)
        except CodedError as problem:
            source = Problem(problem.code, dict(problem.parameters))
        return NewPart(key, picture.message, source, picture.recompressed)

    async def _originals(self, adapter: str, event: IncomingCommand) -> tuple[Picture, ...]:
        """The photos that a result was made from; nothing where it is none, or they are no longer kept."""
        message = event.pictures[0].message
        rows = await self._database.rows(
            _ORIGINALS,
            *(event.origin.message, adapter, event.origin.chat, message, Jsonb([message])),
        )
        return tuple(
            [
                Picture(
                    message=sent, index=number, file=await self._blobs.get(blob), recompressed=recompressed
                )
                for sent, number, blob, recompressed in rows
            ]
        )

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
