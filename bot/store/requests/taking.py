"""Taking photos: one request, or further parts of an album, with a job for each part; many in one
transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.errors import AlbumTooLong, Refused
from bot.store.database import Connection
from bot.store.jobs import Jobs
from bot.store.requests.announcements import announce
from bot.store.requests.quotas import Standing
from bot.store.requests.sheet import Sheet
from bot.store.requests.statements import fetch_all, lock
from bot.store.requests.values import NewRequest, Problem, Rules, Taken, new_id
from bot.store.requests.works import settle
from bot.store.wishes import Wanted


async def take(
    connection: Connection, queue: Jobs, rules: Rules, arrived: Sequence[NewRequest]
) -> list[Taken | Exception]:
    """Write requests, or further parts of albums, with a job for each part; what is known already stays as it
    is.

    For each that a limit forbids, there is a Refused instead, and nothing of it was written.
    """
    await lock(connection, *(f"person {new.adapter} {new.origin.sender}" for new in arrived))
    albums = [f"album {new.adapter} {new.origin.chat} {new.album}" for new in arrived if new.album]
    if albums:
        await lock(connection, *albums)
    now = await Standing.read(connection, arrived)
    sheet = Sheet()
    answers: list[Taken | Exception] = []
    for new in arrived:
        try:
            answers.append(await _take(connection, queue, rules, new, now, sheet))
        except Refused as problem:
            answers.append(problem)
    await sheet.write(connection, queue)
    if now.charged:
        await now.write(connection)
        await announce(connection, *sheet.requests)
    return answers


async def _take(
    connection: Connection, queue: Jobs, rules: Rules, new: NewRequest, now: Standing, sheet: Sheet
) -> Taken:
    fresh = [part for part in new.parts if part.key not in now.known]
    if not fresh:
        return Taken(now.known[new.parts[0].key], repeated=True)
    now.check(rules, new.person, len(fresh))
    if len(fresh) > rules.limits.album:
        raise AlbumTooLong(limit=rules.limits.album)
    found = await _open_album(connection, queue, rules, new, len(fresh), sheet) if new.album else None
    request, first = found or (new_id(), 0)
    if found is None:
        sheet.put_request(request, rules, new)
    elif first and not new.wished:  # what was wished with one part of an album is wished for all
        ((wishes,),) = await fetch_all(
            connection,
            "select wishes from work where request = %s and part = 0 and revision = 0",
            [request],
        )
        new = replace(new, wanted=Wanted.from_json(wishes))
    before = now.own[new.person]
    now.count(new.person, len(fresh))
    for number, part in enumerate(fresh, first):
        now.known[part.key] = request
        sheet.put_part(request, number, new, part, priority=-(before + number - first))
    if first or any(isinstance(part.source, Problem) for part in fresh):
        await sheet.write(connection, queue)
        await settle(connection, queue, request)
    return Taken(request)


async def _open_album(
    connection: Connection, queue: Jobs, rules: Rules, new: NewRequest, count: int, sheet: Sheet
) -> tuple[str, int] | None:
    """The album's open request, and the number of its next part.

    One is open for some time after its last part, and for late ones as long as others are not done: nothing
    of it was delivered then.
    """
    await sheet.write(connection, queue)  # its first parts may have come just before
    found = await fetch_all(
        connection,
        "select id, (select coalesce(max(number) + 1, 0) from part where request = id) from request"
        " where adapter = %s and chat = %s and album = %s and sender = %s and revision = 0"
        " and (state in ('queued', 'running') or (state = 'restored' and closes > now())) for update",
        [new.adapter, new.origin.chat, new.album, new.origin.sender],
    )
    if not found:
        return None
    request, first = found[0]
    if first + count > rules.limits.album:
        raise AlbumTooLong(limit=rules.limits.album)
    await connection.execute(
        "update request set closes = now() + %s, state = 'queued' where id = %s",
        [timedelta(seconds=rules.queue.album_seconds), request],
    )
    return str(request), int(first)
