"""Taking photos: one request, or further parts of an album, with a job for each part."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from psycopg.types.json import Jsonb

from adapters.contract import Reference
from bot.blobs import keep
from bot.database import Connection
from bot.errors import AlbumTooLong
from bot.jobs import Queue
from bot.requests.announcements import announce
from bot.requests.quotas import room, standing
from bot.requests.statements import fetch_all, lock
from bot.requests.values import Kept, NewPart, NewRequest, Problem, Rules, Taken, new_id
from bot.requests.works import fail, original_columns, settle
from bot.wishes import Wanted


async def take(connection: Connection, queue: Queue, rules: Rules, new: NewRequest) -> Taken:
    """Write a request, or further parts of an album, with a job for each part; what is known already stays as
    it is.

    Raises:
        Refused: a limit is reached; nothing was written.
    """
    await lock(connection, f"person {new.adapter} {new.origin.sender}")
    if new.album is not None:
        await lock(connection, f"album {new.adapter} {new.origin.chat} {new.album}")
    now = await standing(connection, new)
    fresh = [part for part in new.parts if part.key not in now.known]
    if not fresh:
        return Taken(now.known[new.parts[0].key], repeated=True)
    await room(connection, rules, new, now, len(fresh))
    request, first = await _request_for(connection, rules, new, len(fresh))
    if first and not new.wished:  # what was wished with one part of an album is wished for all
        ((wishes,),) = await fetch_all(
            connection,
            "select wishes from work where request = %s and part = 0 and revision = 0",
            [request],
        )
        new = replace(new, wanted=Wanted.from_json(wishes))
    if new.wanted.mask:
        await keep(connection, new.wanted.mask)
    for number, part in enumerate(fresh, first):
        await _write_part(
            connection, queue, new, part, (request, number), priority=-(now.own + number - first)
        )
    if first or any(isinstance(part.source, Problem) for part in fresh):
        await settle(connection, queue, request)
    await announce(connection, request)
    return Taken(request)


async def _request_for(connection: Connection, rules: Rules, new: NewRequest, count: int) -> tuple[str, int]:
    """The album's open request or a new one, and the number of its next part.

    One is open for some time after its last part, and for late ones as long as others are not done: nothing
    of it was delivered then.
    """
    if new.album is not None:
        found = await fetch_all(
            connection,
            "select id, (select coalesce(max(number) + 1, 0) from part where request = id) from request"
            " where adapter = %s and chat = %s and album = %s and sender = %s and revision = 0"
            " and (state in ('queued', 'running') or (state = 'restored' and closes > now())) for update",
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
    columns = original_columns(source)
    await connection.execute(
        "with photo as (insert into part (request, number, key, message, reference, recompressed,"
        " blob, sha256, size_bytes, media_type) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)),"
        " task as (insert into work (request, part, revision, wishes) values (%s, %s, 0, %s))"
        " delete from loose_blob where blob = %s",  # as `keep` does
        [
            *(request, number, part.key, part.message, _reference(source), part.recompressed, *columns),
            *(request, number, Jsonb(new.wanted.to_json()), columns[0]),
        ],
    )
    if isinstance(source, Kept):
        await queue.restore(connection, request, number, 0, priority)
    elif isinstance(source, Reference):
        await queue.fetch(connection, new.adapter, request, number, 0)
    else:
        await fail(connection, request, number, 0, source)


def _reference(source: Kept | Reference | Problem) -> Jsonb | None:
    return (
        Jsonb({"id": source.id, "details": dict(source.details)}) if isinstance(source, Reference) else None
    )
