"""Photos that lie on a platform: where each is, and that it came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.contract import Reference
from bot.store.blobs import keep
from bot.store.database import Database, run
from bot.store.jobs import Jobs
from bot.store.requests.announcements import announce
from bot.store.requests.quotas import unfinished
from bot.store.requests.values import Kept
from bot.store.requests.works import WorkKey, original_columns

_TO_FETCH = """
select r.adapter, r.sender, p.reference
from part p join request r on r.id = p.request
join work w on (w.request, w.part) = (p.request, p.number)
where p.request = %(request)s and p.number = %(part)s and w.revision = %(revision)s and w.done is null
  and p.reference is not null
"""

_KEEP_ORIGINAL = """
update part set blob = %(blob)s, sha256 = %(sha256)s, size_bytes = %(size_bytes)s,
  media_type = %(media_type)s, reference = null
where request = %(request)s and number = %(part)s and blob is null
"""


@dataclass(frozen=True, slots=True)
class ToFetch:
    """A photo that lies on a platform."""

    adapter: str
    sender: str
    reference: Reference


async def to_fetch(database: Database, key: WorkKey) -> ToFetch | None:
    """Where the photo of a work lies; None where it is here already, or nobody waits for it any more."""

    def made(adapter: str, sender: str, reference: Mapping[str, Any]) -> ToFetch:
        return ToFetch(adapter, sender, Reference(reference["id"], reference["details"]))

    return await database.record(made, _TO_FETCH, **key._asdict())


async def fetched(database: Database, jobs: Jobs, key: WorkKey, source: ToFetch, kept: Kept) -> None:
    """Tie an original that was fetched to its part and queue the work on it; nothing happens where the part
    is gone or has one."""
    async with database.transaction() as connection:
        if await run(connection, _KEEP_ORIGINAL, **key._asdict(), **original_columns(kept)):
            await keep(connection, kept.blob.name)
            before_it = await unfinished(connection, source.adapter, source.sender)
            await jobs.restore(connection, *key, priority=-before_it)
            await announce(connection, key.request)
