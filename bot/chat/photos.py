"""Photos that are sent, or asked for by a command: looked at, kept, and taken as one request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
from bot.chat.limits import check_photo, check_size
from bot.chat.wishes import check_mask, checked
from bot.messages import Catalogue
from bot.messages.errors import error_sentence
from bot.queue.jobs import Queue
from bot.store import records, requests
from bot.store.batcher import Batcher
from bot.store.blobs import Blobs
from bot.store.chats import Chat, siblings
from bot.store.database import Database
from bot.store.requests import Kept, NewPart, NewRequest, Problem, Rules, Taken
from restoration.errors import CodedError
from restoration.recipe import ColorChoice
from restoration.results.wanted import Wanted


class Photos:
    """Takes photos."""

    def __init__(self, database: Database, blobs: Blobs, queue: Queue, rules: Rules) -> None:
        self._database = database
        self._blobs = blobs
        self._queue = queue
        self._rules = rules
        self._batcher: Batcher[NewRequest, Taken] = Batcher(self._take_all)

    async def finished(self) -> None:
        """Wait for what is being taken."""
        await self._batcher.finished()

    async def _take_all(self, arrived: Sequence[NewRequest]) -> Sequence[Taken | Exception]:
        return await requests.take(self._database, self._queue, self._rules, arrived)

    async def continues(self, adapter: str, event: IncomingPhoto) -> bool:
        """Whether a photo belongs to an album that was taken; late, it becomes a request of its own."""
        albums = [picture.group for picture in event.pictures if picture.group]
        return bool(albums) and await records.has_album(self._database, adapter, event.origin, albums)

    async def on_message(
        self, adapter: Adapter, event: IncomingPhoto, chat: Chat, catalogue: Catalogue
    ) -> Acknowledgement:
        """Take the photos of a message that is for the bot."""
        pictures = event.pictures
        if event.origin.kind is ChatKind.GROUP:
            pictures = await self._with_siblings(adapter.name, event.origin, pictures)
        return await self._take(adapter, event.origin, pictures, event.wishes, chat, catalogue)

    async def on_command(
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
        wanted = await self._wanted(wishes, chat)
        album = pictures[0].group if asked_by is None else None
        parts = [await self._part(adapter, origin, picture, asked_by) for picture in pictures]
        refused = [part.source for part in parts if isinstance(part.source, Problem)]
        if len(refused) == len(parts) and album is None:
            text = error_sentence(catalogue, refused[0])
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
        taken = await self._taken_with_others(new)
        return Acknowledgement(request=taken.request, repeated=taken.repeated)

    async def _wanted(self, wishes: Wishes, chat: Chat) -> Wanted:
        """What is wished, over what the chat has chosen; a painted mask is kept."""
        wanted = checked(wishes, Wanted(color=ColorChoice(chat.color)))
        if wishes.mask is None:
            return wanted
        check_mask(wishes.mask, self._rules.limits.megapixels)
        return replace(wanted, mask=(await self._blobs.put(wishes.mask)).name)

    async def _taken_with_others(self, new: NewRequest) -> Taken:
        """Take it, together with what arrives at the same time; originals that nothing came to need go."""
        kept = [part.source.blob.name for part in new.parts if isinstance(part.source, Kept)]
        try:
            taken = await self._batcher.ask(new)
        except CodedError:
            await self._blobs.discard(kept)
            raise
        if taken.repeated or len(new.parts) > 1:  # what arrived before was kept then
            await self._blobs.discard(kept)
        return taken

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
            source = Problem(problem.code, problem.parameters)
        return NewPart(key, picture.message, source, picture.recompressed)

    async def _originals(self, adapter: str, event: IncomingCommand) -> tuple[Picture, ...]:
        """The photos that a result was made from; nothing where it is none, or they are no longer kept."""
        origin, message = event.origin, event.pictures[0].message
        found = await records.originals(self._database, adapter, origin.chat, message, origin.message)
        return tuple(
            [
                Picture(
                    message=each.message,
                    index=each.number,
                    file=await self._blobs.get(each.blob),
                    recompressed=each.recompressed,
                )
                for each in found
            ]
        )

    async def _with_siblings(
        self, adapter: str, origin: Origin, pictures: tuple[Picture, ...]
    ) -> tuple[Picture, ...]:
        albums = [picture.group for picture in pictures if picture.group]
        if not albums:
            return pictures
        seen = await siblings(self._database, adapter, origin.chat, albums)
        known = {(picture.message, picture.index) for picture in pictures}
        return (*pictures, *(each for each in seen if (each.message, each.index) not in known))
