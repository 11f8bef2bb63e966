"""What is taken, written down in a few statements for all of it."""

from __future__ import annotations

from typing import Any

from psycopg.types.json import Jsonb

from adapters.contract import Reference
from bot.store.blobs import keep
from bot.store.database import Connection, run
from bot.store.jobs import Job, Jobs
from bot.store.requests.values import Kept, NewPart, NewRequest, Problem, Rules
from bot.store.requests.works import WorkKey, original_columns, set_failed

_REQUESTS = """
insert into request (id, adapter, chat, kind, thread, sender, language, answers, context, upload_limit_bytes,
  album, closes, expires)
select id, adapter, chat, kind, thread, sender, language, answers, context, upload_limit_bytes, album,
  now() + make_interval(secs => open_seconds), now() + make_interval(secs => kept_seconds)
from jsonb_to_recordset(%(rows)s) as given (id text, adapter text, chat text, kind text, thread text,
  sender text, language text, answers text, context jsonb, upload_limit_bytes bigint, album text,
  open_seconds float, kept_seconds float)
"""

_PARTS = """
with given as (
  select * from jsonb_to_recordset(%(rows)s) as given (request text, number integer, key text, message text,
    reference jsonb, recompressed boolean, blob text, sha256 text, size_bytes bigint, media_type text,
    wishes jsonb)
), photo as (
  insert into part (request, number, key, message, reference, recompressed, blob, sha256, size_bytes,
    media_type)
  select request, number, key, message, reference, recompressed, blob, sha256, size_bytes, media_type
  from given
), task as (
  insert into work (request, part, revision, wishes) select request, number, 0, wishes from given
)
delete from loose_blob where blob in (select blob from given)
"""
"""The last line is what `keep` does."""


class Batch:
    """Collects rows and jobs until they are written."""

    def __init__(self) -> None:
        self.requests: dict[str, None] = {}
        """All that were added, in their order."""
        self._heads: list[dict[str, Any]] = []
        self._parts: list[dict[str, Any]] = []
        self._masks: list[str] = []
        self._jobs: list[Job] = []
        self._problems: list[tuple[WorkKey, Problem]] = []

    def add_request(self, request: str, rules: Rules, new: NewRequest) -> None:
        """A new request."""
        origin = new.origin
        self._heads.append(
            {
                "id": request,
                "adapter": new.adapter,
                "chat": origin.chat,
                "kind": str(origin.kind),
                "thread": origin.thread,
                "sender": origin.sender,
                "language": new.language,
                "answers": new.answers,
                "context": dict(origin.context),
                "upload_limit_bytes": new.upload_limit_bytes,
                "album": new.album,
                "open_seconds": rules.queue.album_seconds if new.album is not None else 0,
                "kept_seconds": rules.kept.total_seconds(),
            }
        )

    def add_part(self, request: str, number: int, new: NewRequest, part: NewPart, priority: int) -> None:
        """A part of a request, with its first work and the job for it."""
        source = part.source
        self.requests[request] = None
        self._parts.append(
            {
                "request": request,
                "number": number,
                "key": part.key,
                "message": part.message,
                "reference": _reference(source),
                "recompressed": part.recompressed,
                "wishes": new.wanted.to_json(),
                **original_columns(source),
            }
        )
        if new.wanted.mask:
            self._masks.append(new.wanted.mask)
        if isinstance(source, Problem):
            self._problems.append((WorkKey(request, number, 0), source))
        elif isinstance(source, Kept):
            self._jobs.append(Job(request, number, 0, priority, trace=new.trace))
        else:
            self._jobs.append(Job(request, number, 0, fetched_by=new.adapter, trace=new.trace))

    async def write(self, connection: Connection, jobs: Jobs) -> None:
        """Write what was added since the last time."""
        if self._heads:
            await run(connection, _REQUESTS, rows=Jsonb(self._heads))
        if self._parts:
            await run(connection, _PARTS, rows=Jsonb(self._parts))
        if self._masks:
            await keep(connection, *self._masks)
        await jobs.put(connection, self._jobs)
        for key, problem in self._problems:
            await set_failed(connection, key, problem)
        self._heads, self._parts, self._masks, self._jobs, self._problems = [], [], [], [], []


def _reference(source: Kept | Reference | Problem) -> dict[str, Any] | None:
    return {"id": source.id, "details": dict(source.details)} if isinstance(source, Reference) else None
