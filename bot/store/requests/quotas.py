"""How much one person may have under way, and may ask for in a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.errors import NotTaken
from bot.store.database import Connection, column, records, run
from bot.store.requests.values import NewRequest, Rules, person

_KNOWN = "select key, request from part where key = any(%(keys)s)"

_WAITING = "select count(*) from work where done is null"

_PEOPLE = """
select s.person,
  (select count(*) from request r join work w on w.request = r.id
   where r.adapter = s.adapter and r.sender = s.sender and w.done is null) as unfinished,
  (select coalesce(sum(u.photos), 0) from usage u
   where u.person = s.person and u.hour > now() - interval '24 hours') as used
from unnest(%(people)s::text[], %(adapters)s::text[], %(senders)s::text[]) as s (person, adapter, sender)
"""

_UNFINISHED = """
select count(*) from work w join request r on r.id = w.request
where w.done is null and r.adapter = %(adapter)s and r.sender = %(sender)s
"""

_USED = """
select coalesce(sum(photos), 0) from usage where person = %(person)s and hour > now() - interval '24 hours'
"""

_CHARGE = """
insert into usage (person, hour, photos)
select person, date_trunc('hour', now()), photos
from unnest(%(people)s::text[], %(photos)s::integer[]) as charged (person, photos)
on conflict (person, hour) do update set photos = usage.photos + excluded.photos
"""


@dataclass(slots=True)
class Quota:
    """What counts against photos that arrive; what is taken is counted here at once, and written by `write`.

    Attributes:
        known: the requests of those of their keys that arrived before.
        waiting: unfinished photos of everybody.
        unfinished: those of each sender.
        used: photos that each sender asked for within a day.
        charged: photos that were taken since.
    """

    known: dict[str, str]
    waiting: int
    unfinished: dict[str, int]
    used: dict[str, int]
    charged: dict[str, int] = field(default_factory=dict)

    @classmethod
    async def read(cls, connection: Connection, arrived: Sequence[NewRequest]) -> Quota:
        """As it stands now."""
        senders = {new.person: (new.adapter, new.origin.sender) for new in arrived}
        keys = [part.key for new in arrived for part in new.parts]
        known = await records(connection, lambda key, request: (key, request), _KNOWN, keys=keys)
        (waiting,) = await column(connection, _WAITING)
        people = await records(
            connection,
            lambda person, unfinished, used: (person, int(unfinished), int(used)),
            _PEOPLE,
            people=list(senders),
            adapters=[adapter for adapter, _ in senders.values()],
            senders=[sender for _, sender in senders.values()],
        )
        return cls(
            dict(known),
            int(waiting),
            {who: unfinished for who, unfinished, _ in people},
            {who: used for who, _, used in people},
        )

    def check(self, rules: Rules, who: str, count: int) -> None:
        """Raises NotTaken where there is no room for `count` photos of a person."""
        if self.waiting + count > rules.queue.longest:
            raise NotTaken("refused.queue_full")
        if self.unfinished[who] + count > rules.limits.unfinished:
            raise NotTaken("refused.unfinished", limit=rules.limits.unfinished)
        _check_day(rules, self.used[who], count)

    def count(self, who: str, count: int) -> None:
        """Count photos that are taken."""
        self.waiting += count
        self.unfinished[who] += count
        self.used[who] += count
        self.charged[who] = self.charged.get(who, 0) + count

    async def write(self, connection: Connection) -> None:
        """Write down what was taken."""
        await _charge(connection, self.charged)


async def unfinished(connection: Connection, adapter: str, sender: str) -> int:
    """How many photos of a person wait or are worked on."""
    (count,) = await column(connection, _UNFINISHED, adapter=adapter, sender=sender)
    return int(count)


async def charge(connection: Connection, rules: Rules, adapter: str, sender: str, count: int) -> None:
    """Count photos against a person's day; raises NotTaken."""
    who = person(adapter, sender)
    (used,) = await column(connection, _USED, person=who)
    _check_day(rules, int(used), count)
    await _charge(connection, {who: count})


def _check_day(rules: Rules, used: int, count: int) -> None:
    if used + count > rules.limits.photos_per_day:
        raise NotTaken("refused.quota", limit=rules.limits.photos_per_day)


async def _charge(connection: Connection, counts: dict[str, int]) -> None:
    await run(connection, _CHARGE, people=list(counts), photos=list(counts.values()))
