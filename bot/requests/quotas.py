"""How much one person may have under way, and may ask for in a day."""

from __future__ import annotations

from bot.database import Connection
from bot.errors import QueueFull, QuotaReached, TooManyUnfinished
from bot.requests.statements import fetch_all
from bot.requests.values import NewRequest, Rules, person


async def room(connection: Connection, rules: Rules, new: NewRequest, count: int) -> int:
    """How many photos of this person are unfinished; raises Refused where there is no room for `count`
    more."""
    ((waiting, own),) = await fetch_all(
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
    ((count,),) = await fetch_all(
        connection,
        "select count(*) from work w join request r on r.id = w.request"
        " where w.done is null and r.adapter = %s and r.sender = %s",
        [adapter, sender],
    )
    return int(count)


async def charge(connection: Connection, rules: Rules, adapter: str, sender: str, count: int) -> None:
    """Count photos against a person's day; raises QuotaReached."""
    ((used,),) = await fetch_all(
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
