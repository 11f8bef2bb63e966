"""The works of requests: fetched, begun, finished, failed; and what follows when all of a request are done.

A work is one run of the engine over a photo. It is done once: whoever comes second finds it done and leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from psycopg.types.json import Jsonb

from adapters.contract import Reference
from bot.store.blobs import Blob, keep
from bot.store.database import Connection, Database, records, run
from bot.store.jobs import Job, Jobs
from bot.store.requests.announcements import announce
from bot.store.requests.values import Kept, Problem
from bot.store.states import REQUEST_CHANGES, WORK_CHANGES, State, before
from restoration.errors import CodedError
from restoration.report import Report
from restoration.results.wanted import Wanted

_THIS = "(request, part, revision) = (%(request)s, %(part)s, %(revision)s)"

_BEGIN = """
update work set state = %(state)s, attempts = attempts + 1, started = now()
from part p, request r
where (work.request, work.part, work.revision) = (%(request)s, %(part)s, %(revision)s)
  and work.state = any(%(before)s) and p.request = work.request and p.number = work.part
  and r.id = work.request and r.state <> 'cancelled' and p.blob is not null
returning work.attempts, work.wishes as wanted, p.blob as original, r.upload_limit_bytes
"""

_BEGIN_REQUEST = "update request set state = 'running' where id = %(request)s and state = 'queued'"

_PROGRESS = f"""
update work set stage = %(stage)s, progress = %(progress)s where {_THIS} and state = 'running'
"""  # noqa: S608 -- ours

_EARLIER = """
select revision, wishes as wanted, outcome as report from work
where request = %(request)s and part = %(part)s and revision < %(revision)s and state = 'restored'
order by revision desc limit 1
"""

_RESULT_BLOBS = f"select name, blob from result where {_THIS}"  # noqa: S608 -- ours

_FINISH = f"""
update work set state = %(state)s, done = now(), stage = null, progress = 1, outcome = %(outcome)s
where {_THIS} and state = any(%(before)s)
"""  # noqa: S608 -- ours

_MEASURED = """
update part set width = %(width)s, height = %(height)s where request = %(request)s and number = %(part)s
"""

_RESULT = """
insert into result (request, part, revision, name, blob, size_bytes, sha256, media_type, width, height)
values (%(request)s, %(part)s, %(revision)s, %(name)s, %(blob)s, %(size_bytes)s, %(sha256)s, %(media_type)s,
  %(width)s, %(height)s)
"""

_PUT_BACK = f"""
update work set state = 'queued', attempts = attempts - 1, stage = null, progress = 0
where {_THIS} and state = 'running'
"""  # noqa: S608 -- ours

_FAIL = f"""
update work set state = %(state)s, done = now(), error_code = %(code)s, error_parameters = %(parameters)s
where {_THIS} and state = any(%(before)s)
"""  # noqa: S608 -- ours

_HEAD = "select adapter, revision, closes, state from request where id = %(request)s for update"

_UNFINISHED_WORKS = """
select count(*) filter (where done is null) as waiting, count(*) filter (where state = 'running') as running
from work where request = %(request)s and revision = %(revision)s
"""

_CHANGE_REQUEST = """
update request set state = %(state)s, changed = now()
where id = %(request)s and state = any(%(before)s)
"""

_STOP = """
update work set state = %(state)s, done = now() where request = %(request)s and state = any(%(before)s)
returning fetch_job, restore_job
"""


_NOTE_JOBS = """
update work w set restore_job = coalesce(j.restore_job, w.restore_job),
  fetch_job = coalesce(j.fetch_job, w.fetch_job)
from unnest(%(requests)s::text[], %(parts)s::integer[], %(revisions)s::integer[],
    %(restore_jobs)s::bigint[], %(fetch_jobs)s::bigint[])
  as j (request, part, revision, restore_job, fetch_job)
where (w.request, w.part, w.revision) = (j.request, j.part, j.revision)
"""


class WorkKey(NamedTuple):
    """Which work: a request, one of its parts, and the revision."""

    request: str
    part: int
    revision: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A work that was begun: how often by now, and what it needs."""

    attempts: int
    wanted: Wanted
    original: str
    upload_limit_bytes: int


@dataclass(frozen=True, slots=True)
class EarlierWork:
    """An earlier work on the same photo that is done, with the blobs of its results by name."""

    revision: int
    wanted: Wanted
    report: Report
    blobs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NewResult:
    """A file that a work left, written as a blob."""

    name: str
    blob: Blob
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Head:
    adapter: str
    revision: int
    closes: datetime
    state: State


async def begin(database: Database, key: WorkKey) -> Begun | None:
    """Count an attempt; None where there is nothing to do any more."""

    def made(wanted: Mapping[str, Any], **rest: Any) -> Begun:
        return Begun(wanted=Wanted.from_json(wanted), **rest)

    async with database.transaction() as connection:
        changed = {"state": State.RUNNING, "before": before(WORK_CHANGES, State.RUNNING)}
        found = await records(connection, made, _BEGIN, **key._asdict(), **changed)
        if not found:
            return None
        await run(connection, _BEGIN_REQUEST, request=key.request)
        await announce(connection, key.request)
    return found[0]


async def progress(database: Database, key: WorkKey, stage: str, share: float) -> None:
    """Write down and announce which stage a work is in, and how far 0..1 it is."""
    async with database.transaction() as connection:
        await run(connection, _PROGRESS, **key._asdict(), stage=stage, progress=share)
        await announce(connection, key.request)


async def earlier(database: Database, key: WorkKey) -> EarlierWork | None:
    """The newest work on the same photo that is done, None where there is none."""

    def made(revision: int, wanted: Mapping[str, Any], report: Mapping[str, Any]) -> EarlierWork:
        return EarlierWork(revision, Wanted.from_json(wanted), Report.from_json(report), {})

    found = await database.record(made, _EARLIER, **key._asdict())
    if found is None:
        return None
    results = key._replace(revision=found.revision)
    pairs = await database.records(lambda name, blob: (name, blob), _RESULT_BLOBS, **results._asdict())
    return EarlierWork(found.revision, found.wanted, found.report, dict(pairs))


async def finish(
    database: Database,
    jobs: Jobs,
    key: WorkKey,
    report: Report,
    results: Sequence[NewResult],
    size: tuple[int, int],
) -> bool:
    """Write down what a work left, and the upright photo's `size` (width, height); false where somebody was
    faster, and the results' blobs are swept."""
    place = key._asdict()
    async with database.transaction() as connection:
        changed = {"state": State.RESTORED, "before": before(WORK_CHANGES, State.RESTORED)}
        if not await run(connection, _FINISH, **place, **changed, outcome=Jsonb(report.to_json())):
            return False
        await run(connection, _MEASURED, **place, width=size[0], height=size[1])
        for result in results:
            blob = {
                "blob": result.blob.name,
                "size_bytes": result.blob.size_bytes,
                "sha256": result.blob.sha256,
            }
            picture = {"media_type": result.media_type, "width": result.width, "height": result.height}
            await run(connection, _RESULT, **place, **blob, **picture, name=result.name)
        await keep(connection, *(result.blob.name for result in results))
        await settle(connection, jobs, key.request)
        await announce(connection, key.request)
    return True


async def put_back(database: Database, key: WorkKey) -> None:
    """Take an attempt back: an orderly stop is none, nor is an outage."""
    await database.run(_PUT_BACK, **key._asdict())


async def fail(database: Database, jobs: Jobs, key: WorkKey, problem: CodedError) -> None:
    """Write a work down as failed, unless it is done."""
    async with database.transaction() as connection:
        if await set_failed(connection, key, Problem(problem.code, problem.parameters)):
            await settle(connection, jobs, key.request)
            await announce(connection, key.request)


async def set_failed(connection: Connection, key: WorkKey, problem: Problem) -> int:
    """As `fail`, inside the caller's transaction; `settle` comes after."""
    changed = {"state": State.FAILED, "before": before(WORK_CHANGES, State.FAILED)}
    what = {"code": problem.code, "parameters": Jsonb(dict(problem.parameters))}
    return await run(connection, _FAIL, **key._asdict(), **changed, **what)


async def note_jobs(connection: Connection, jobs: Sequence[Job], ids: Sequence[int | None]) -> None:
    """Write down which jobs do which works; `ids` are the queue's, in the order of `jobs`."""
    fetches = [job.fetched_by is not None for job in jobs]
    await run(
        connection,
        _NOTE_JOBS,
        requests=[job.request for job in jobs],
        parts=[job.part for job in jobs],
        revisions=[job.revision for job in jobs],
        restore_jobs=[None if fetch else id for fetch, id in zip(fetches, ids, strict=True)],
        fetch_jobs=[id if fetch else None for fetch, id in zip(fetches, ids, strict=True)],
    )


async def settle(connection: Connection, jobs: Jobs, request: str) -> None:
    """After a work of the request changed: when all are done, queue the delivery, for when the album is
    closed."""
    found = await records(connection, _Head, _HEAD, request=request)
    if not found or State(found[0].state).final:
        return
    head = found[0]
    ((waiting, running),) = await records(
        connection,
        lambda waiting, running: (waiting, running),
        _UNFINISHED_WORKS,
        **{"request": request, "revision": head.revision},
    )
    state = State.RESTORED if not waiting else State.RUNNING if running else State.QUEUED
    await change_request(connection, request, state)
    if not waiting:
        at = head.closes if head.closes > datetime.now(UTC) else None
        await jobs.deliver(connection, head.adapter, request, head.revision, at=at)


async def change_request(connection: Connection, request: str, state: State) -> int:
    """Bring a request into a state, where its own may be followed by that; how many were."""
    allowed = before(REQUEST_CHANGES, state)
    return await run(connection, _CHANGE_REQUEST, request=request, state=state, before=allowed)


async def stop_works(connection: Connection, jobs: Jobs, request: str) -> None:
    """Cancel what is not done of a request, with its jobs."""
    stopped = {"state": State.CANCELLED, "before": before(WORK_CHANGES, State.CANCELLED)}
    pairs = await records(
        connection, lambda fetch_job, restore_job: (fetch_job, restore_job), _STOP, request=request, **stopped
    )
    await jobs.cancel(connection, [job for pair in pairs for job in pair if job is not None])


def original_columns(source: Kept | Reference | Problem) -> dict[str, str | int | None]:
    """The columns of a part that say where its original is and what it is; empty where it is not here."""
    if not isinstance(source, Kept):
        return dict.fromkeys(("blob", "sha256", "size_bytes", "media_type"))
    blob = source.blob
    return {
        "blob": blob.name,
        "sha256": blob.sha256,
        "size_bytes": blob.size_bytes,
        "media_type": source.media_type,
    }
