"""What goes between this process's adapters and the database: files that are fetched, statuses and replies
that are sent.

Every send is written down before and after it, so that a restart repeats at most the one that was under way.
"""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import logging
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

from psycopg.types.json import Jsonb

from adapters.contract import (
    Adapter,
    Capabilities,
    Content,
    Delayed,
    DeliveryRefused,
    Enclosure,
    FetchRefused,
    Reference,
    Refused,
    Reply,
    RequestState,
    Status,
)
from bot import records, requests, wording
from bot.blobs import Blobs
from bot.database import OUTAGE, Database
from bot.errors import BotError, FileGone, TooManyBytes, WorkFailed
from bot.jobs import Later, Queue
from bot.limits import check_photo
from bot.messages import Catalogue
from bot.observability.logs import bound
from bot.observability.metrics import Metrics
from bot.records import PartRecord, RequestRecord
from bot.requests import Kept, Problem, Rules
from restoration.errors import RestorationError

log = logging.getLogger(__name__)

_PATIENCE = 20
"""How many more times what is only delayed is tried than what fails."""

_OUTAGE_SECONDS = 1.0
"""When what the database was missing for is tried again."""

_SHOWN_AS_PHOTO = ("image/jpeg", "image/png")


class Post:
    """Fetches, shows and sends, for the adapters that this process holds."""

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        queue: Queue,
        rules: Rules,
        metrics: Metrics,
        adapters: Mapping[str, Adapter],
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._queue = queue
        self._rules = rules
        self._metrics = metrics
        self._adapters = adapters
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    # ------------------------------------------------------------------------------------------- fetch

    async def fetch(self, request: str, part: int, revision: int, attempts: int) -> None:
        """The task `fetch`: download a photo that an event referred to, look at its header, queue the work on
        it.

        Raises:
            Later: the platform does not give it now.
        """
        row = await self._database.row(
            "select r.adapter, p.reference, r.sender from part p join request r on r.id = p.request"
            " join work w on (w.request, w.part) = (p.request, p.number)"
            " where p.request = %s and p.number = %s and w.revision = %s and w.done is null"
            " and p.reference is not null",
            *(request, part, revision),
        )
        if row is None:
            return
        adapter_name, reference, sender = row
        adapter = self._adapters[adapter_name]
        limit = int(self._rules.limits.megabytes * 1e6)
        with bound(request=request, part=part):
            try:
                data = await adapter.fetch(Reference(reference["id"], reference["details"]), limit)
                kept = Kept(await self._blobs.put(data), check_photo(data, self._rules.limits))
            except Delayed as problem:
                self._still_patient(attempts, problem, _PATIENCE)
                if attempts < self._rules.queue.attempts * _PATIENCE:
                    raise Later(problem.seconds) from problem
                await self._fail(request, part, revision, FileGone())
            except FetchRefused as problem:
                too_large = TooManyBytes(megabytes=round(limit / 1e6, 1), limit=round(limit / 1e6, 1))
                await self._fail(
                    request, part, revision, too_large if problem.reason == "too_large" else FileGone()
                )
            except (RestorationError, BotError) as problem:
                await self._fail(request, part, revision, problem)
            except OUTAGE as problem:
                if attempts < self._rules.queue.attempts * _PATIENCE:
                    raise Later(_OUTAGE_SECONDS) from problem
                await self._fail(request, part, revision, WorkFailed())
            except Exception as problem:
                if attempts + 1 < self._rules.queue.attempts:
                    log.exception("Fetched again later")
                    raise Later() from problem
                log.exception("Not fetched")
                await self._fail(request, part, revision, WorkFailed())
            else:
                await self._fetched(adapter_name, sender, (request, part, revision), kept)

    def _still_patient(self, attempts: int, problem: Delayed, times: int) -> None:
        log.info("Delayed: %s (attempt %d of %d)", problem, attempts + 1, self._rules.queue.attempts * times)

    async def _fetched(self, adapter: str, sender: str, place: tuple[str, int, int], kept: Kept) -> None:
        async with self._database.transaction() as connection:
            if await requests.keep_original(connection, place[0], place[1], kept):
                unfinished = await requests.unfinished(connection, adapter, sender)
                await self._queue.restore(connection, *place, priority=-unfinished)
                await requests.announce(connection, place[0])

    async def _fail(
        self, request: str, part: int, revision: int, problem: RestorationError | BotError
    ) -> None:
        async with self._database.transaction() as connection:
            known = Problem(problem.code, dict(problem.parameters))
            if await requests.fail(connection, request, part, revision, known):
                await requests.settle(connection, self._queue, request)
                await requests.announce(connection, request)

    # ---------------------------------------------------------------------------------------- statuses

    async def show(self, request: str) -> float | None:
        """Bring a request's status message up to date; how long to wait where the platform says so, else
        None."""
        async with self._alone(request):
            record = await records.one(self._database, request)
            if record is None or record.adapter not in self._adapters or record.state.final:
                return None
            adapter = self._adapters[record.adapter]
            if record.status_message is not None and not adapter.capabilities.edits:
                return None
            catalogue = Catalogue(record.language)
            place = (
                await records.place(self._database, record) if record.state is RequestState.QUEUED else None
            )
            status = self._status(
                record,
                wording.waiting_text(catalogue, record, place),
                progress=record.progress if record.state is RequestState.RUNNING else None,
                buttons=wording.buttons(catalogue, record, can_color=False, files=False),
            )
            if status.key == record.status_key:
                return None
            try:
                await self._update(adapter, status)
            except Delayed as problem:
                self._metrics.sent(adapter.name, "status", "delayed")
                return problem.seconds
            except Refused as problem:
                log.info("A status was refused: %s", problem)
                self._metrics.sent(adapter.name, "status", "refused")
        return None

    def _status(self, record: RequestRecord, text: str, **more: Any) -> Status:
        said = f"{record.state} {text} {more.get('progress')} {record.revision}"
        key = f"{record.id}-{hashlib.sha256(said.encode()).hexdigest()[:16]}"
        return Status(
            key=key,
            request=record.id,
            to=record.destination,
            message=record.status_message,
            state=record.state,
            text=text,
            revision=record.revision,
            **more,
        )

    async def _update(self, adapter: Adapter, status: Status) -> None:
        message = await adapter.update(status)
        self._metrics.sent(adapter.name, "status", "sent")
        await self._database.do(
            "update request set status_message = coalesce(%s, status_message), status_key = %s where id = %s",
            *(message, status.key, status.request),
        )

    # ----------------------------------------------------------------------------------------- replies

    async def deliver(self, request: str, revision: int, what: str, attempts: int) -> None:
        """The task `deliver`: the versions as a reply, then the status message as before/after picture with
        report.

        Raises:
            Later: the platform does not take it now.
        """
        async with self._alone(request):
            record = await records.one(self._database, request)
            if record is None or record.adapter not in self._adapters:
                return
            adapter = self._adapters[record.adapter]
            with bound(request=request):
                try:
                    if what == "files":
                        await self._files(adapter, record)
                    elif what == "end" and record.state is RequestState.CANCELLED:
                        await self._show_final(adapter, record, record.state)
                    elif record.state is RequestState.RESTORED and record.revision == revision:
                        await self._all(adapter, record)
                except Delayed as problem:
                    self._metrics.sent(adapter.name, "reply", "delayed")
                    self._still_patient(attempts, problem, _PATIENCE)
                    if attempts >= self._rules.queue.attempts * _PATIENCE:
                        await self._end(record, RequestState.FAILED)
                        return
                    raise Later(problem.seconds) from problem
                except OUTAGE as problem:
                    if attempts < self._rules.queue.attempts * _PATIENCE:
                        raise Later(_OUTAGE_SECONDS) from problem
                    await self._end(record, RequestState.FAILED)
                except Exception as problem:
                    if attempts + 1 < self._rules.queue.attempts * 2:
                        log.exception("Delivered again later")
                        raise Later() from problem
                    log.exception("Not delivered")
                    await self._end(record, RequestState.FAILED)

    async def _all(self, adapter: Adapter, record: RequestRecord) -> None:
        restored = [part for part in record.current if part.state == "restored"]
        if not adapter.capabilities.keeps_pictures:
            enclosures = [
                self._enclosure(record, part, name, adapter.capabilities, as_file=not part.recompressed)
                for part in restored
                for name in _changed(part)
            ]
            await self._send(adapter, record, "reply", enclosures)
        state = RequestState.DELIVERED if restored else RequestState.FAILED
        await self._show_final(adapter, record, state)
        await self._end(record, state)
        for part in record.current:
            if part.state == "restored" and part.outcome:
                self._metrics.restored(part.outcome, part.waited_seconds)
            elif part.error:
                self._metrics.failed(part.error[0])

    async def _files(self, adapter: Adapter, record: RequestRecord) -> None:
        enclosures = [
            self._enclosure(record, part, name, adapter.capabilities, as_file=True)
            for part in record.parts
            for name in ("restored", "colorized")
            if name in part.results
        ]
        await self._send(adapter, record, "files", enclosures)

    def _enclosure(
        self, record: RequestRecord, part: PartRecord, name: str, can: Capabilities, *, as_file: bool
    ) -> Enclosure:
        """The version in full where the platform takes it, else a copy that fits."""
        result = part.results[name]
        fit = part.results.get(f"fit.{name}")
        limit = min(record.upload_limit_bytes, can.upload_limit_bytes)
        if result.size_bytes > limit:
            result = fit if fit and fit.size_bytes <= limit else part.results[f"preview.{name}"]
        if not as_file and (
            result.size_bytes > can.photo_limit_bytes
            or result.width + result.height > can.photo_limit_px
            or result.media_type not in _SHOWN_AS_PHOTO
        ):
            result = part.results[f"preview.{name}"]
        content = records.content(self._blobs, record, part, result)
        return Enclosure(part=part.number, version=name, content=content, as_file=as_file)

    async def _send(
        self, adapter: Adapter, record: RequestRecord, piece: str, enclosures: Sequence[Enclosure]
    ) -> None:
        """Send pictures in albums, each album once; those sent as files and those shown do not mix in one."""
        for number, album in enumerate(_albums(enclosures, adapter.capabilities)):
            name = f"{piece}-{number}"
            if not await self._sending(record, name):
                continue
            reply = Reply(
                key=f"{record.id}-{record.revision}-{name}",
                request=record.id,
                to=record.destination,
                enclosures=album,
                text=Catalogue(record.language).say("reply.caption") if number == 0 else "",
                revision=record.revision,
            )
            try:
                messages = await adapter.deliver(reply)
            except DeliveryRefused as problem:
                log.warning("A reply was refused: %s", problem)
                self._metrics.sent(adapter.name, "reply", "refused")
                await self._sent(record, name, "refused", (), problem.reason)
            else:
                self._metrics.sent(adapter.name, "reply", "sent")
                await self._sent(record, name, "sent", messages, None)

    async def _sending(self, record: RequestRecord, piece: str) -> bool:
        """Write down that a piece is about to be sent; false where it was."""
        row = await self._database.row(
            "insert into delivery (request, revision, piece, state) values (%s, %s, %s, 'sending')"
            " on conflict (request, revision, piece) do update set changed = now() returning state",
            *(record.id, record.revision, piece),
        )
        return bool(row and row[0] == "sending")

    async def _sent(
        self, record: RequestRecord, piece: str, state: str, messages: Sequence[str], reason: str | None
    ) -> None:
        await self._database.do(
            "update delivery set state = %s, messages = %s, reason = %s, changed = now()"
            " where (request, revision, piece) = (%s, %s, %s)",
            *(state, Jsonb(list(messages)), reason, record.id, record.revision, piece),
        )

    async def _show_final(self, adapter: Adapter, record: RequestRecord, state: RequestState) -> None:
        if not await self._sending(record, "status"):
            return
        catalogue, can = Catalogue(record.language), adapter.capabilities
        final = replace(record, state=state)
        hint = await self._first_hint(record) if state is RequestState.DELIVERED else False
        networks = await coloring(self._database)
        status = self._status(
            final,
            wording.final_text(catalogue, final, hint=hint, limit=can.text_limit),
            picture=self._comparison(record) if state is RequestState.DELIVERED else None,
            buttons=wording.buttons(catalogue, final, can_color=networks, files=not can.keeps_pictures)
            if can.buttons
            else (),
        )
        try:
            await self._update(adapter, status)
        except DeliveryRefused as problem:
            log.warning("A status was refused: %s", problem)
            self._metrics.sent(adapter.name, "status", "refused")
            await self._sent(record, "status", "refused", (), problem.reason)
        else:
            await self._sent(record, "status", "sent", (), None)

    def _comparison(self, record: RequestRecord) -> Content | None:
        for part in record.current:
            if "compare" in part.results and list(_changed(part)):
                return records.content(self._blobs, record, part, part.results["compare"])
        return None

    async def _first_hint(self, record: RequestRecord) -> bool:
        """Whether to say, once per chat, that files come out better than photos."""
        if not any(part.recompressed for part in record.current):
            return False
        changed = await self._database.do(
            "insert into chat (adapter, chat, kind, told_quality) values (%s, %s, %s, true)"
            " on conflict (adapter, chat) do update set told_quality = true where not chat.told_quality",
            *(record.adapter, record.chat, str(record.kind)),
        )
        return bool(changed)

    async def _end(self, record: RequestRecord, state: RequestState) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "update request set state = %s, changed = now(), expires = now() + %s"
                " where id = %s and revision = %s and state = 'restored'",
                [str(state), self._rules.kept, record.id, record.revision],
            )
            await requests.announce(connection, record.id)

    @asynccontextmanager
    async def _alone(self, request: str) -> AsyncIterator[None]:
        """One thing at a time for each request, so that a late progress never overtakes the end."""
        lock = self._locks.setdefault(request, asyncio.Lock())
        async with lock:
            yield


async def coloring(database: Database) -> bool:
    """Whether some worker that is alive can colourise."""
    row = await database.row(
        "select bool_or((networks ->> 'colorize')::boolean) from worker"
        " where seen > now() - interval '15 seconds'"
    )
    return bool(row and row[0])


def _changed(part: PartRecord) -> Iterator[str]:
    """The versions that differ from the original."""
    if "restored" in part.results and (
        part.outcome is None or not part.outcome.untouched or part.wanted.turned
    ):
        yield "restored"
    if "colorized" in part.results:
        yield "colorized"


def _albums(enclosures: Sequence[Enclosure], can: Capabilities) -> Iterator[tuple[Enclosure, ...]]:
    """As many together as the platform takes."""
    for _, alike in itertools.groupby(enclosures, key=lambda enclosure: enclosure.as_file):
        album: list[Enclosure] = []
        for enclosure in alike:
            size = sum(each.content.size_bytes for each in (*album, enclosure))
            if album and (len(album) >= can.album_size or size > can.album_limit_bytes):
                yield tuple(album)
                album = []
            album.append(enclosure)
        yield tuple(album)
