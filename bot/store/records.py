"""Requests as they are read back: rows made into values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapters.contract import ChatKind, Content, ContentGone, Destination, RequestState
from bot.store.blobs import BlobGone, Blobs
from bot.store.database import Database, Row
from bot.store.outcome import Outcome
from bot.store.wishes import Wanted


@dataclass(frozen=True, slots=True)
class Result:
    """One stored file of a work."""

    name: str
    blob: str
    media_type: str
    size_bytes: int
    sha256: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PartRecord:
    """A photo of a request with its newest work, and its newest results, which may be of an earlier one."""

    number: int
    message: str
    recompressed: bool
    blob: str | None
    sha256: str
    media_type: str
    size_bytes: int
    width: int
    height: int
    revision: int
    state: str
    stage: str | None
    progress: float
    wanted: Wanted
    error: tuple[str, Mapping[str, Any]] | None
    outcome: Outcome | None
    results: Mapping[str, Result]
    job: int | None
    waited_seconds: float | None

    @property
    def colored(self) -> bool:
        """Whether there is a coloured version."""
        return "colorized" in self.results


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """A request with its parts."""

    id: str
    adapter: str
    chat: str
    kind: ChatKind
    thread: str | None
    sender: str
    language: str
    answers: str
    context: Mapping[str, Any]
    upload_limit_bytes: int
    state: RequestState
    revision: int
    created: datetime
    closes: datetime
    expires: datetime
    status_message: str | None
    status_key: str | None
    parts: tuple[PartRecord, ...]

    @property
    def destination(self) -> Destination:
        """Where to answer."""
        return Destination(
            chat=self.chat,
            kind=self.kind,
            thread=self.thread,
            answers=self.answers,
            sender=self.sender,
            context=self.context,
            language=self.language,
        )

    @property
    def current(self) -> tuple[PartRecord, ...]:
        """The parts that the newest revision is about."""
        return tuple(part for part in self.parts if part.revision == self.revision)

    @property
    def progress(self) -> float:
        """0..1 over the parts of the newest revision."""
        current = self.current
        if self.state.final or not current:
            return 1.0
        done = [
            1.0 if part.state in ("restored", "failed", "cancelled") else part.progress for part in current
        ]
        return sum(done) / len(done)


_REQUEST = (
    "select id, adapter, chat, kind, thread, sender, language, answers, context, upload_limit_bytes, state,"
    " revision, created, closes, expires, status_message, status_key from request"
)

_PARTS = """
select p.request, p.number, p.message, p.recompressed, p.blob, p.sha256, p.media_type, p.size_bytes, p.width,
p.height,
  p.revision, w.state, w.stage, w.progress, w.wishes, w.error_code, w.error_parameters, d.outcome, d.revision,
  w.restore_job, extract(epoch from w.started - w.created)
from part p
join work w on w.request = p.request and w.part = p.number and w.revision = p.revision
left join lateral (select outcome, revision from work where request = p.request and part = p.number
  and state = 'restored' order by revision desc limit 1) d on true
where p.request in (select id from request{}) order by p.request, p.number
"""

_RESULTS = (
    "select request, part, revision, name, blob, media_type, size_bytes, sha256, width, height"
    " from result where request in (select id from request{})"
)


async def one(database: Database, request: str) -> RequestRecord | None:
    """One request, None when it is gone."""
    found = await _read(database, " where id = %s", request)
    return found[0] if found else None


async def placed(
    database: Database, requests: Sequence[str]
) -> Mapping[str, tuple[RequestRecord, int | None]]:
    """Requests by their ids with their places, as `places` has them; what is gone is missing."""
    own = (list(requests),)
    *rows, waiting = await database.answers(
        *((query, own) for query in _queries(" where id = any(%s)")), (_PLACES, own)
    )
    places: dict[str, int] = dict(waiting)
    return {record.id: (record, places.get(record.id)) for record in _records(rows)}


async def of_chat(database: Database, adapter: str, chat: str) -> tuple[RequestRecord, ...]:
    """All requests of a chat, the newest first."""
    where = " where adapter = %s and chat = %s order by created desc, id limit 500"
    return await _read(database, where, adapter, chat)


async def still_open(database: Database, adapter: str) -> tuple[str, ...]:
    """The ids of an adapter's requests that are not done."""
    rows = await database.rows(
        "select id from request where adapter = %s and state in ('queued', 'running', 'restored')", adapter
    )
    return tuple(row[0] for row in rows)


async def _read(database: Database, where: str, *values: Any) -> tuple[RequestRecord, ...]:
    return _records(await database.answers(*((query, values) for query in _queries(where))))


def _queries(where: str) -> tuple[str, str, str]:
    return _REQUEST + where, _RESULTS.format(where), _PARTS.format(where)


def _records(answers: Sequence[Sequence[Row]]) -> tuple[RequestRecord, ...]:
    heads, files, photos = answers
    results: dict[tuple[str, int, int], dict[str, Result]] = {}
    for request, number, revision, *rest in files:
        results.setdefault((request, number, revision), {})[rest[0]] = Result(*rest)
    parts: dict[str, list[PartRecord]] = {}
    for row in photos:
        parts.setdefault(row[0], []).append(_part(row, results))
    return tuple(_request(head, parts.get(head[0], [])) for head in heads)


def _part(row: Sequence[Any], results: Mapping[tuple[str, int, int], Mapping[str, Result]]) -> PartRecord:
    request, number, message, recompressed, blob, sha256, media_type, size, width, height = row[:10]
    revision, state, stage, progress, wishes, code, parameters, outcome, done, job, waited = row[10:]
    return PartRecord(
        number=number,
        message=message,
        recompressed=recompressed,
        blob=blob,
        sha256=sha256 or "",
        media_type=media_type or "",
        size_bytes=size or 0,
        width=width,
        height=height,
        revision=revision,
        state=state,
        stage=stage,
        progress=progress,
        wanted=Wanted.from_json(wishes),
        error=(code, parameters) if code else None,
        outcome=Outcome.from_json(outcome) if outcome else None,
        results=results.get((request, number, done), {}) if done is not None else {},
        job=job,
        waited_seconds=None if waited is None else float(waited),
    )


def _request(head: Sequence[Any], parts: Sequence[PartRecord]) -> RequestRecord:
    return RequestRecord(
        id=head[0],
        adapter=head[1],
        chat=head[2],
        kind=ChatKind(head[3]),
        thread=head[4],
        sender=head[5],
        language=head[6],
        answers=head[7],
        context=head[8],
        upload_limit_bytes=head[9] or 50_000_000,
        state=RequestState(head[10]),
        revision=head[11],
        created=head[12],
        closes=head[13],
        expires=head[14],
        status_message=head[15],
        status_key=head[16],
        parts=tuple(parts),
    )


_PLACES = """
with line as (
  select id, status, row_number() over (order by status = 'doing' desc, priority desc, id) - 1 as before
  from procrastinate_jobs where queue_name = 'restore' and status in ('todo', 'doing')
)
select r.id, min(before) filter (where line.status = 'todo') - count(*) filter (where line.status = 'doing')
from request r join work w on w.request = r.id and w.revision = r.revision
  join line on line.id = w.restore_job
where r.id = any(%s) and r.state = 'queued' group by r.id having bool_or(line.status = 'todo')
"""
"""Its own photos do not count as those before it."""


async def places(database: Database, waiting: Sequence[str]) -> Mapping[str, int]:
    """How many photos are worked on or wait before the first of each request, by its id; what does not wait
    has no place."""
    return dict(await database.rows(_PLACES, list(waiting)))


_SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/tiff": "tif"}


def content(blobs: Blobs, record: RequestRecord, part: PartRecord, result: Result) -> Content:
    """A result as an adapter sends or serves it, under a name of ours: day, part and version."""
    number = f"-{part.number + 1}" if len(record.parts) > 1 else ""
    suffix = _SUFFIXES.get(result.media_type, "bin")
    name = f"{record.created:%Y-%m-%d}-{record.id[:4]}{number}-{result.name.replace('.', '-')}.{suffix}"

    async def read() -> bytes:
        try:
            return await blobs.get(result.blob)
        except BlobGone as problem:
            raise ContentGone(name) from problem

    return Content(
        name=name,
        media_type=result.media_type,
        size_bytes=result.size_bytes,
        sha256=result.sha256,
        width=result.width,
        height=result.height,
        read=read,
    )


def original(blobs: Blobs, record: RequestRecord, part: PartRecord) -> Content | None:
    """The photo as it was sent."""
    if part.blob is None:
        return None
    result = Result(
        "original", part.blob, part.media_type, part.size_bytes, part.sha256, part.width, part.height
    )
    return content(blobs, record, part, result)
