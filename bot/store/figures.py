"""Figures over everything that is kept, and the deletion of what has been kept for long enough."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Database

_DAY = """
select count(*) filter (where state = 'restored' and done > now() - interval '24 hours') as restored,
  count(*) filter (where state = 'failed' and done > now() - interval '24 hours') as failed,
  count(*) filter (where done is null and state = 'queued') as waiting,
  count(*) filter (where done is null and state = 'running') as running,
  coalesce(percentile_cont(0.5) within group (order by extract(epoch from done - created))
    filter (where state = 'restored' and done > now() - interval '24 hours'), 0) as seconds,
  (select count(distinct person) from usage where hour > now() - interval '24 hours') as people
from work
"""

_DEPTH = "select state, count(*) as photos from work where done is null group by state"

_SERVING = """
select count(*) from procrastinate_workers
where last_heartbeat > now() - make_interval(secs => %(seconds)s)
"""

_TIDY = (
    "delete from seen_photo where at < now() - interval '2 days'",
    "delete from answered where at < now() - interval '2 days'",
    "delete from usage where hour < now() - interval '2 days'",
    "delete from worker where seen < now() - interval '1 hour'",
    "delete from chat where seen < now() - interval '1 year'",
)


@dataclass(frozen=True, slots=True)
class Day:
    """The last 24 hours, from what is kept.

    Attributes:
        restored: photos that were restored.
        failed: photos that were not.
        waiting: photos that wait now.
        running: photos that are worked on now.
        seconds: median time from sent to restored.
        people: who sent any.
    """

    restored: int
    failed: int
    waiting: int
    running: int
    seconds: float
    people: int


async def day(database: Database) -> Day:
    """How the service is doing."""
    (found,) = await database.records(Day, _DAY)
    return found


async def depth(database: Database) -> dict[str, int]:
    """How many photos there are in each state, of those that are not done."""
    return dict(await database.records(lambda state, photos: (state, photos), _DEPTH))


async def serving(database: Database, seconds: float) -> int:
    """How many processes that do jobs showed a sign of life within some seconds."""
    (found,) = await database.column(_SERVING, seconds=seconds)
    return int(found)


async def tidy(database: Database) -> None:
    """Delete what is needed for some time only: choices of a chat for a year without a photo, the rest for
    days."""
    for statement in _TIDY:
        await database.run(statement)
