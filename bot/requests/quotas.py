"""How much one person may have under way, and may ask for in a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.database import Connection
from bot.errors import QueueFull, QuotaReached, TooManyUnfinished
from bot.requests.statements import fetch_all
from bot.requests.values import NewRequest, Rules, person


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts against a photo that arrives.

    Attributes:
        known: the requests of those of its keys that arrived before.
        waiting: unfinished photos of everybody.
        own: unfinished photos of its sender.
        used: photos that the sender asked for within a day.
    """

    known: Mapping[str, str]
    waiting: int
    own: int
    used: int


async def standing(connection: Connection, new: NewRequest) -> Standing:
    """See `Standing`; one question, because each is waited for."""
    sender = (new.adapter, new.origin.sender)
    ((known, waiting, own, used),) = await fetch_all(
        connection,
        "select (select coalesce(json_object_agg(key, request), '{}') from part where key = any(%s)),"
        " count(*), count(*) filter (where r.adapter = %s and r.sender = %s),"
        " (select coalesce(sum(photos), 0) from usage where person = %s"
        " and hour > now() - interval '24 hours')"
        " from work w join request r on r.id = w.request where w.done is null",
        [[part.key for part in new.parts], *sender, person(*sender)],
    )
    return Standing(known, int(waiting), int(own), int(used))


async def room(connection: Connection, rules: Rules, new: NewRequest, now: Standing, count: int) -> None:
    """Count `count` photos for their sender; raises Refused where there is no room for them."""
    if now.waiting + count > rules.queue.longest:
        raise QueueFull()
    if now.own + count > rules.limits.unfinished:
        raise TooManyUnfinished(limit=rules.limits.unfinished)
    await _count(connection, rules, person(new.adapter, new.origin.sender), now.used, count)


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
    who = person(adapter, sender)
    ((used,),) = await fetch_all(
        connection,
        "select coalesce(sum(photos), 0) from usage where person = %s and hour > now() - interval '24 hours'",
        [who],
    )
    await _count(connection, rules, who, int(used), count)


async def _count(connection: Connection, rules: Rules, who: str, used: int, count: int) -> None:
    if used + count > rules.limits.photos_per_day:
        raise QuotaReached(limit=rules.limits.photos_per_day)
    await connection.execute(
        "insert into usage (person, hour, photos) values (%s, date_trunc('hour', now()), %s)"
        " on conflict (person, hour) do update set photos = usage.photos + excluded.photos",
        [who, count],
    )
