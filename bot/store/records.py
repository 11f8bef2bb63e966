"""Requests as they are read back: rows made into values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from adapters.contract import ChatKind, Destination, Origin
from bot.store.database import Database
from bot.store.requests.values import Problem
from bot.store.states import OPEN, State
from restoration.errors import Value
from restoration.report import Report
from restoration.results.wanted import Wanted


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
    state: State
    stage: str | None
    progress: float
    wanted: Wanted
    error: Problem | None
    report: Report | None
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
    state: State
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
        done = [part.progress if part.state in (State.QUEUED, State.RUNNING) else 1.0 for part in current]
        return sum(done) / len(done)


_REQUEST = """
select id, adapter, chat, kind, thread, sender, language, answers, context, upload_limit_bytes, state,
  revision, created, closes, expires, status_message, status_key from request
"""

_PARTS = """
select p.request, p.number, p.message, p.recompressed, p.blob, coalesce(p.sha256, '') as sha256,
  coalesce(p.media_type, '') as media_type, coalesce(p.size_bytes, 0) as size_bytes, p.width, p.height,
  p.revision, w.state, w.stage, w.progress, w.wishes as wanted, w.error_code, w.error_parameters,
  d.outcome as report, d.revision as done, w.restore_job as job,
  extract(epoch from w.started - w.created)::float as waited_seconds
from part p
join work w on w.request = p.request and w.part = p.number and w.revision = p.revision
left join lateral (select outcome, revision from work where request = p.request and part = p.number
  and state = 'restored' order by revision desc limit 1) d on true
where p.request in (select id from request{}) order by p.request, p.number
"""

_RESULTS = """
select request, part, revision, name, blob, media_type, size_bytes, sha256, width, height
from result where request in (select id from request{})
"""

_ONE = " where id = %(request)s"
_SEVERAL = " where id = any(%(requests)s)"
_OF_CHAT = " where adapter = %(adapter)s and chat = %(chat)s order by created desc, id limit 500"

_STILL_OPEN = "select id from request where adapter = %(adapter)s and state = any(%(open)s)"

_PLACES = """
with line as (
  select id, status, row_number() over (order by status = 'doing' desc, priority desc, id) - 1 as before
  from procrastinate_jobs where queue_name = 'restore' and status in ('todo', 'doing')
)
select r.id as request,
  min(before) filter (where line.status = 'todo') - count(*) filter (where line.status = 'doing') as place
from request r join work w on w.request = r.id and w.revision = r.revision
  join line on line.id = w.restore_job
where r.id = any(%(requests)s) and r.state = 'queued' group by r.id having bool_or(line.status = 'todo')
"""
"""Its own photos do not count as those before it."""

_ORIGINALS = """
select case when r.answers = '' then %(asked_by)s else p.message end as message, p.number, p.blob,
  p.recompressed
from part p join request r on r.id = p.request
where r.adapter = %(adapter)s and r.chat = %(chat)s and p.blob is not null
  and (r.status_message = %(message)s
    or exists (select 1 from delivery d where d.request = r.id and d.messages @> %(messages)s))
order by p.number
"""
"""Where the chat moved, the photo's own number means nothing, and the command's takes its place."""

_HAS_ALBUM = """
select id from request
where adapter = %(adapter)s and chat = %(chat)s and sender = %(sender)s and album = any(%(albums)s)
  and created > now() - interval '10 minutes'
"""

_Results = Mapping[tuple[str, int, int], Mapping[str, Result]]
"""(request, part, revision) -> name -> result."""


@dataclass(frozen=True, slots=True)
class Original:
    """A photo that results were made from: the message that brought it, and its blob."""

    message: str
    number: int
    blob: str
    recompressed: bool


async def one(database: Database, request: str) -> RequestRecord | None:
    """One request, None when it is gone."""
    found = await _read(database, _ONE, request=request)
    return found[0] if found else None


async def placed(
    database: Database, requests: Sequence[str]
) -> Mapping[str, tuple[RequestRecord, int | None]]:
    """Requests by their ids with their places, as `places` has them; what is gone is missing."""
    *rows, waiting = await database.snapshot(
        *_questions(_SEVERAL), (_pair, _PLACES), values={"requests": list(requests)}
    )
    places: dict[str, int] = dict(waiting)
    return {record.id: (record, places.get(record.id)) for record in _assembled(rows)}


async def of_chat(database: Database, adapter: str, chat: str) -> tuple[RequestRecord, ...]:
    """All requests of a chat, the newest first."""
    return await _read(database, _OF_CHAT, adapter=adapter, chat=chat)


async def still_open(database: Database, adapter: str) -> list[str]:
    """The ids of an adapter's requests that are not done."""
    return await database.column(_STILL_OPEN, adapter=adapter, open=[str(state) for state in OPEN])


async def places(database: Database, waiting: Sequence[str]) -> Mapping[str, int]:
    """How many photos are worked on or wait before the first of each request, by its id; what does not wait
    has no place."""
    return dict(await database.records(_pair, _PLACES, requests=list(waiting)))


async def originals(
    database: Database, adapter: str, chat: str, message: str, asked_by: str
) -> list[Original]:
    """The photos that the results in a message were made from; none where it holds no results of ours, or
    they are no longer kept. `asked_by` is the message that asks."""
    where = {"adapter": adapter, "chat": chat, "message": message, "messages": Jsonb([message])}
    return await database.records(Original, _ORIGINALS, **where, asked_by=asked_by)


async def has_album(database: Database, adapter: str, origin: Origin, albums: Sequence[str]) -> bool:
    """Whether a person's request in a chat holds photos of one of these albums, and is fresh."""
    where = {"adapter": adapter, "chat": origin.chat, "sender": origin.sender, "albums": list(albums)}
    return bool(await database.column(_HAS_ALBUM, **where))


async def _read(database: Database, where: str, **values: Any) -> tuple[RequestRecord, ...]:
    return _assembled(await database.snapshot(*_questions(where), values=values))


def _questions(where: str) -> tuple[tuple[Callable[..., Any], str], ...]:
    return (dict, _REQUEST + where), (_result, _RESULTS.format(where)), (dict, _PARTS.format(where))


def _pair(request: str, place: int) -> tuple[str, int]:
    return request, place


def _result(request: str, part: int, revision: int, **file: Any) -> tuple[tuple[str, int, int], Result]:
    return (request, part, revision), Result(**file)


def _assembled(answers: Sequence[Sequence[Any]]) -> tuple[RequestRecord, ...]:
    heads, files, photos = answers
    results: dict[tuple[str, int, int], dict[str, Result]] = {}
    for work, result in files:
        results.setdefault(work, {})[result.name] = result
    parts: dict[str, list[PartRecord]] = {}
    for photo in photos:
        parts.setdefault(photo["request"], []).append(_part(results, **photo))
    return tuple(_request(parts.get(head["id"], []), **head) for head in heads)


def _part(
    results: _Results,
    request: str,
    done: int | None,
    state: str,
    wanted: Mapping[str, Any],
    report: Mapping[str, Any] | None,
    error_code: str | None,
    error_parameters: Mapping[str, Value],
    **same: Any,
) -> PartRecord:
    return PartRecord(
        state=State(state),
        wanted=Wanted.from_json(wanted),
        error=Problem(error_code, error_parameters) if error_code else None,
        report=Report.from_json(report) if report else None,
        results=results.get((request, same["number"], done), {}) if done is not None else {},
        **same,
    )


def _request(
    parts: Sequence[PartRecord], kind: str, state: str, upload_limit_bytes: int | None, **same: Any
) -> RequestRecord:
    return RequestRecord(
        kind=ChatKind(kind),
        state=State(state),
        upload_limit_bytes=upload_limit_bytes or 50_000_000,
        parts=tuple(parts),
        **same,
    )
