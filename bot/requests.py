"""Requests in the database: taken, adjusted, cancelled, deleted; each in one transaction with its jobs.

A request has parts (photos), a part has works (runs of the engine: the first, and one per adjustment), a work
has results.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from psycopg.types.json import Jsonb

from adapters.contract import Json, Origin, Reference
from bot.blobs import Blob, keep
from bot.database import Connection
from bot.errors import AlbumTooLong, BotError, Parameter, QueueFull, QuotaReached, TooManyUnfinished
from bot.jobs import Queue
from bot.sections import LimitsSettings, QueueSettings, RetentionSettings
from bot.wishes import Wanted

CHANNEL = "heirloom"
"""Where changes of requests are announced, as JSON: adapter, chat, request."""

_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True, slots=True)
class Kept:
    """An original that is here: its blob, and what its header says."""

    blob: Blob
    media_type: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a part fails, as a code with parameters."""

    code: str
    parameters: dict[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewPart:
    """A photo that arrives.

    Attributes:
        key: platform:bot:chat:message:index.
        message: the message that holds it.
        source: the original, where to fetch it, or why it is not taken.
        recompressed: whether the platform has shrunk it.
    """

    key: str
    message: str
    source: Kept | Reference | Problem
    recompressed: bool = False


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What arrives together.

    Attributes:
        adapter: the platform.
        origin: where from.
        answers: the message to answer to.
        language: to answer in.
        parts: one or more.
        wanted: what to do with each.
        wished: whether anybody said so; otherwise it is what the chat chose.
        album: the platform's id of the album that the parts belong to, whose other parts arrive on their own.
        upload_limit_bytes: largest file that can be sent there.
    """

    adapter: str
    origin: Origin
    answers: str
    language: str
    parts: Sequence[NewPart]
    wanted: Wanted
    wished: bool
    album: str | None
    upload_limit_bytes: int


@dataclass(frozen=True, slots=True)
class Taken:
    """The request that something became part of, and whether it had been before."""

    request: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings that requests are held to."""

    queue: QueueSettings
    limits: LimitsSettings
    retention: RetentionSettings

    @property
    def kept(self) -> timedelta:
        """How long after the last work."""
        return timedelta(hours=self.retention.hours)


def new_id() -> str:
    """Twelve letters that nobody guesses and that fit into a button."""
    return "".join(secrets.choice(_LETTERS) for _ in range(12))


def person(adapter: str, sender: str) -> str:
    """A digest that a quota is counted under."""
    return hashlib.sha256(f"{adapter}\0{sender}".encode()).hexdigest()


async def announce(connection: Connection, request: str) -> None:
    """Tell everybody, once this transaction commits, that a request changed."""
    await connection.execute(
        "select pg_notify(%s, json_build_object('adapter', adapter, 'chat', chat, 'request', id)::text)"
        " from request where id = %s",
        [CHANNEL, request],
    )


async def take(connection: Connection, queue: Queue, rules: Rules, new: NewRequest) -> Taken:
    """Write a request, or further parts of an album, with a job for each part; what is known already stays as
    it is.

    Raises:
        Refused: a limit is reached; nothing was written.
    """
    async with connection.pipeline():  # a statement whose answer nobody reads is not waited for
        return await _take(connection, queue, rules, new)


async def _take(connection: Connection, queue: Queue, rules: Rules, new: NewRequest) -> Taken:
    await _lock(connection, f"person {new.adapter} {new.origin.sender}")
    if new.album is not None:
        await _lock(connection, f"album {new.adapter} {new.origin.chat} {new.album}")
    keys = [part.key for part in new.parts]
    known = await _all(connection, "select request, key from part where key = any(%s)", [keys])
    fresh = [part for part in new.parts if part.key not in {key for _, key in known}]
    if not fresh:
        return Taken(known[0][0], repeated=True)
    own = await _room(connection, rules, new, len(fresh))
    request, first = await _request_for(connection, rules, new, len(fresh))
    if first and not new.wished:  # what was wished with one part of an album is wished for all
        ((wishes,),) = await _all(
            connection,
            "select wishes from work where request = %s and part = 0 and revision = 0",
            [request],
        )
        new = replace(new, wanted=Wanted.from_json(wishes))
    if new.wanted.mask:
        await keep(connection, new.wanted.mask)
    for number, part in enumerate(fresh, first):
        await _write_part(connection, queue, new, part, (request, number), priority=-(own + number - first))
    if first or any(isinstance(part.source, Problem) for part in fresh):
        await settle(connection, queue, request)
    await announce(connection, request)
    return Taken(request)


async def _room(connection: Connection, rules: Rules, new: NewRequest, count: int) -> int:
    """How many photos of this person are unfinished; raises Refused where there is no room for `count`
    more."""
    ((waiting, own),) = await _all(
        connection,
        "select count(*), count(*) filter (where r.adapter = %s and r.sender = %s)"
        " from work w join request r on r.id = w.request where w.done is null",
        [new.adapter, new.origin.sender],
    )
    if waiting + count > rules.queue.longest:
        raise QueueFull()
    if own + count > rules.limits.unfinished:
        raise TooManyUnfinished(limit=rules.limits.unfinished)
    await charge(connection, rules, new.adapter, new.origin.sender, count)
    return int(own)


async def unfinished(connection: Connection, adapter: str, sender: str) -> int:
    """How many photos of a person wait or are worked on."""
    ((count,),) = await _all(
        connection,
        "select count(*) from work w join request r on r.id = w.request"
        " where w.done is null and r.adapter = %s and r.sender = %s",
        [adapter, sender],
    )
    return int(count)


async def charge(connection: Connection, rules: Rules, adapter: str, sender: str, count: int) -> None:
    """Count photos against a person's day; raises QuotaReached."""
    ((used,),) = await _all(
        connection,
        "select coalesce(sum(photos), 0) from usage where person = %s and hour > now() - interval '24 hours'",
        [person(adapter, sender)],
    )
    if used + count > rules.limits.photos_per_day:
        raise QuotaReached(limit=rules.limits.photos_per_day)
    await connection.execute(
        "insert into usage (person, hour, photos) values (%s, date_trunc('hour', now()), %s)"
        " on conflict (person, hour) do update set photos = usage.photos + excluded.photos",
        [person(adapter, sender), count],
    )


async def _request_for(connection: Connection, rules: Rules, new: NewRequest, count: int) -> tuple[str, int]:
    """The album's open request or a new one, and the number of its next part."""
    if new.album is not None:
        found = await _all(
            connection,
            "select id, (select coalesce(max(number) + 1, 0) from part where request = id) from request"
            " where adapter = %s and chat = %s and album = %s and sender = %s and revision = 0"
            " and state in ('queued', 'running', 'restored') and closes > now() for update",
            [new.adapter, new.origin.chat, new.album, new.origin.sender],
        )
        if found:
            request, first = found[0]
            if first + count > rules.limits.album:
                raise AlbumTooLong(limit=rules.limits.album)
            await connection.execute(
                "update request set closes = now() + %s, state = 'queued' where id = %s",
                [timedelta(seconds=rules.queue.album_seconds), request],
            )
            return str(request), int(first)
    if count > rules.limits.album:
        raise AlbumTooLong(limit=rules.limits.album)
    request, origin = new_id(), new.origin
    await connection.execute(
        "insert into request (id, adapter, chat, kind, thread, sender, language, answers, context,"
        " upload_limit_bytes, album, closes, expires)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, now() + %s, now() + %s)",
        [
            *(
                request,
                new.adapter,
                origin.chat,
                str(origin.kind),
                origin.thread,
                origin.sender,
                new.language,
            ),
            *(new.answers, Jsonb(dict(origin.context)), new.upload_limit_bytes, new.album),
            timedelta(seconds=rules.queue.album_seconds if new.album is not None else 0),
            rules.kept,
        ],
    )
    return request, 0


async def _write_part(
    connection: Connection,
    queue: Queue,
    new: NewRequest,
    part: NewPart,
    place: tuple[str, int],
    priority: int,
) -> None:
    source = part.source
    request, number = place
    await connection.execute(
        "insert into part (request, number, key, message, reference, recompressed,"
        " blob, sha256, size_bytes, media_type) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [request, number, part.key, part.message, _reference(source), part.recompressed, *_original(source)],
    )
    await connection.execute(
        "insert into work (request, part, revision, wishes) values (%s, %s, 0, %s)",
        [request, number, Jsonb(new.wanted.to_json())],
    )
    if isinstance(source, Kept):
        await keep(connection, source.blob.name)
        await queue.restore(connection, request, number, 0, priority)
    elif isinstance(source, Reference):
        await queue.fetch(connection, new.adapter, request, number, 0)
    else:
        await fail(connection, request, number, 0, source)


def _reference(source: Kept | Reference | Problem) -> Jsonb | None:
    return (
        Jsonb({"id": source.id, "details": dict(source.details)}) if isinstance(source, Reference) else None
    )


def _original(source: Kept | Reference | Problem) -> tuple[str | int | None, ...]:
    if not isinstance(source, Kept):
        return None, None, None, None
    return source.blob.name, source.blob.sha256, source.blob.size_bytes, source.media_type


async def keep_original(connection: Connection, request: str, part: int, kept: Kept) -> bool:
    """Tie an original that was fetched to its part; false where the part is gone or has one."""
    changed = await connection.execute(
        "update part set blob = %s, sha256 = %s, size_bytes = %s, media_type = %s, reference = null"
        " where request = %s and number = %s and blob is null",
        [*_original(kept), request, part],
    )
    if changed.rowcount:
        await keep(connection, kept.blob.name)
    return bool(changed.rowcount)


async def fail(
    connection: Connection, request: str, part: int, revision: int, problem: Problem | BotError
) -> bool:
    """Set a work down as failed; false where it was done already. `settle` comes after."""
    changed = await connection.execute(
        "update work set state = 'failed', done = now(), error_code = %s, error_parameters = %s"
        " where (request, part, revision) = (%s, %s, %s) and done is null",
        [problem.code, Jsonb(dict(problem.parameters)), request, part, revision],
    )
    return bool(changed.rowcount)


async def settle(connection: Connection, queue: Queue, request: str) -> None:
    """After a work of the request changed: when all are done, queue the delivery, for when the album is
    closed."""
    rows = await _all(
        connection, "select adapter, revision, closes, state from request where id = %s for update", [request]
    )
    if not rows or rows[0][3] in ("delivered", "failed", "cancelled"):
        return
    adapter, revision, closes, _ = rows[0]
    ((waiting, running),) = await _all(
        connection,
        "select count(*) filter (where done is null), count(*) filter (where state = 'running')"
        " from work where request = %s and revision = %s",
        [request, revision],
    )
    state = "restored" if not waiting else "running" if running else "queued"
    await connection.execute("update request set state = %s, changed = now() where id = %s", [state, request])
    if not waiting:
        await queue.deliver(connection, adapter, request, revision, at=closes if closes > _now() else None)


async def adjust(
    connection: Connection, queue: Queue, rules: Rules, request: str, wanted: dict[int, Wanted]
) -> int | None:
    """Queue new work for some parts of a request; its number, None where the request is gone.

    What is still under way for those parts is stopped: the newer wish counts.

    Raises:
        Refused: a limit is reached.
    """
    rows = await _all(
        connection, "select adapter, sender, revision from request where id = %s for update", [request]
    )
    if not rows:
        return None
    adapter, sender, revision = rows[0]
    await _lock(connection, f"person {adapter} {sender}")
    await charge(connection, rules, adapter, sender, len(wanted))
    await _stop_works(connection, queue, request)
    revision += 1
    for part, wish in wanted.items():
        await connection.execute(
            "insert into work (request, part, revision, wishes) values (%s, %s, %s, %s)",
            [request, part, revision, Jsonb(wish.to_json())],
        )
        await connection.execute(
            "update part set revision = %s where request = %s and number = %s", [revision, request, part]
        )
        if wish.mask:
            await keep(connection, wish.mask)
        await queue.restore(
            connection, request, part, revision, priority=1
        )  # a person waits for a small change
    await connection.execute(
        "update request set revision = %s, state = 'queued', changed = now(), expires = now() + %s,"
        " status_key = null where id = %s",
        [revision, rules.kept, request],
    )
    await announce(connection, request)
    return int(revision)


async def renew_context(connection: Connection, request: str, context: Json) -> None:
    """What the adapter needs to answer is what came with the last press, which may reach further."""
    await connection.execute("update request set context = %s where id = %s", [Jsonb(dict(context)), request])


async def move(connection: Connection, adapter: str, chat: str, to: str) -> None:
    """Take everything of a chat along to its new id; the ids of its messages are forgotten."""
    await connection.execute(
        "update request set chat = %s, answers = '', status_message = null, status_key = null"
        " where adapter = %s and chat = %s",
        [to, adapter, chat],
    )
    await connection.execute("delete from seen_photo where adapter = %s and chat = %s", [adapter, chat])
    for table, key in (("chat", "chat"), ("access", "id")):
        settled = f"select 1 from {table} there where there.adapter = %s and there.{key} = %s"  # noqa: S608 -- ours
        await connection.execute(
            f"update {table} set {key} = %s where adapter = %s and {key} = %s"  # noqa: S608 -- ours
            f" and not exists ({settled})".encode(),
            [to, adapter, chat, adapter, to],
        )


async def cancel(connection: Connection, queue: Queue, request: str) -> bool:
    """Stop a request that is not done; false where it is, or gone."""
    changed = await connection.execute(
        "update request set state = 'cancelled', changed = now()"
        " where id = %s and state in ('queued', 'running', 'restored')",
        [request],
    )
    if changed.rowcount:
        await _stop_works(connection, queue, request)
        await announce(connection, request)
    return bool(changed.rowcount)


async def delete(connection: Connection, queue: Queue, request: str) -> bool:
    """Delete a request with photos, results and jobs; blobs go with the next sweep. False where it was
    gone."""
    await announce(connection, request)
    await _stop_works(connection, queue, request)
    gone = await connection.execute("delete from request where id = %s", [request])
    return bool(gone.rowcount)


async def _stop_works(connection: Connection, queue: Queue, request: str) -> None:
    rows = await _all(
        connection,
        "update work set state = 'cancelled', done = now() where request = %s and done is null"
        " returning fetch_job, restore_job",
        [request],
    )
    await queue.cancel(connection, [job for row in rows for job in row if job is not None])


async def _lock(connection: Connection, what: str) -> None:
    await connection.execute("select pg_advisory_xact_lock(hashtext(%s))", [what])


async def _all(connection: Connection, query: str, values: list[Any]) -> list[tuple[Any, ...]]:
    return await (await connection.execute(query.encode(), values)).fetchall()


def _now() -> datetime:
    return datetime.now(UTC)


def change(payload: str) -> tuple[str, str, str]:
    """Adapter, chat and request of an announcement."""
    said = json.loads(payload)
    return said["adapter"], said["chat"], said["request"]
