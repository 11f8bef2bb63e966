"""How much one person may have under way, and may ask for in a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.errors import QueueFull, QuotaReached, TooManyUnfinished
from bot.store.database import Connection
from bot.store.requests.statements import fetch_all
from bot.store.requests.values import NewRequest, Rules, person


@dataclass(slots=True)
class Standing:
    """What counts against photos that arrive; what is taken is counted here at once, and written by `write`.

    Attributes:
        known: the requests of those of their keys that arrived before.
        waiting: unfinished photos of everybody.
        own: unfinished photos of each sender.
        used: photos that each sender asked for within a day.
        charged: photos that were taken since.
    """

    known: dict[str, str]
    waiting: int
    own: dict[str, int]
    used: dict[str, int]
    charged: dict[str, int] = field(default_factory=dict)

    @classmethod
    async def read(cls, connection: Connection, arrived: Sequence[NewRequest]) -> Standing:
        """As it stands now."""
        senders = {new.person: (new.adapter, new.origin.sender) for new in arrived}
        asked = await connection.execute(
            "select key, request from part where key = any(%s)",
            [[part.key for new in arrived for part in new.parts]],
        )
        everybody = await connection.execute("select count(*) from work where done is null")
        each = await connection.execute(
            "select s.person,"
            " (select count(*) from request r join work w on w.request = r.id"
            " where r.adapter = s.adapter and r.sender = s.sender and w.done is null),"
            " (select coalesce(sum(u.photos), 0) from usage u"
            " where u.person = s.person and u.hour > now() - interval '24 hours')"
            " from unnest(%s::text[], %s::text[], %s::text[]) as s (person, adapter, sender)",
            [
                list(senders),
                [adapter for adapter, _ in senders.values()],
                [sender for _, sender in senders.values()],
            ],
        )
        known: dict[str, str] = dict(await asked.fetchall())
        ((waiting,),) = await everybody.fetchall()
        rows = await each.fetchall()
        return cls(
            known,
            int(waiting),
            {who: int(own) for who, own, _ in rows},
            {who: int(used) for who, _, used in rows},
        )

    def check(self, rules: Rules, who: str, count: int) -> None:
        """Raises Refused where there is no room for `count` photos of a person."""
        if self.waiting + count > rules.queue.longest:
            raise QueueFull()
        if self.own[who] + count > rules.limits.unfinished:
            raise TooManyUnfinished(limit=rules.limits.unfinished)
        _check_day(rules, self.used[who], count)

    def count(self, who: str, count: int) -> None:
        """Count photos that are taken."""
        self.waiting += count
        self.own[who] += count
        self.used[who] += count
        self.charged[who] = self.charged.get(who, 0) + count

    async def write(self, connection: Connection) -> None:
        """Write down what was taken."""
        await _charge(connection, self.charged)


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
    _check_day(rules, int(used), count)
    await _charge(connection, {who: count})


def _check_day(rules: Rules, used: int, count: int) -> None:
    if used + count > rules.limits.photos_per_day:
        raise QuotaReached(limit=rules.limits.photos_per_day)


async def _charge(connection: Connection, counts: dict[str, int]) -> None:
    await connection.execute(
        "insert into usage (person, hour, photos)"
        " select person, date_trunc('hour', now()), photos from unnest(%s::text[], %s::integer[])"
        " as charged (person, photos)"
        " on conflict (person, hour) do update set photos = usage.photos + excluded.photos",
        [list(counts), list(counts.values())],
    )
