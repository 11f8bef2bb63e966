"""Every send, written down before and after it: a restart repeats at most the one that was under way."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg.types.json import Jsonb

from bot.store.database import Database
from bot.store.records import RequestRecord

_THIS = "(request, revision, piece) = (%(request)s, %(revision)s, %(piece)s)"

_BEGUN = f"select state from delivery where {_THIS}"  # noqa: S608 -- ours

_REFUSED = """
select piece from delivery
where (request, revision, state) = (%(request)s, %(revision)s, 'refused') and starts_with(piece, %(piece)s)
"""

_BEGIN = """
insert into delivery (request, revision, piece, state)
values (%(request)s, %(revision)s, %(piece)s, 'sending')
on conflict (request, revision, piece) do update set changed = now() returning state
"""

_END = f"""
update delivery set state = %(state)s, messages = %(messages)s, reason = %(reason)s, changed = now()
where {_THIS}
"""  # noqa: S608 -- ours

_SHOWN = """
update request set status_message = coalesce(%(message)s, status_message), status_key = %(key)s
where id = %(request)s
"""


class Deliveries:
    """Writes sends down, by request, revision and piece."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begun(self, record: RequestRecord, piece: str) -> bool:
        """Whether a piece was about to be sent, or sent."""
        return bool(await self._database.column(_BEGUN, **_place(record, piece)))

    async def refused(self, record: RequestRecord, pieces: str) -> bool:
        """Whether the platform refused any of the pieces whose names begin with `pieces`."""
        return bool(await self._database.column(_REFUSED, **_place(record, pieces)))

    async def begin(self, record: RequestRecord, piece: str) -> bool:
        """Write down that a piece is about to be sent; false where it was."""
        return await self._database.column(_BEGIN, **_place(record, piece)) == ["sending"]

    async def sent(self, record: RequestRecord, piece: str, messages: Sequence[str] = ()) -> None:
        """Write down which `messages` a piece was sent as."""
        what = {"state": "sent", "messages": Jsonb(list(messages)), "reason": None}
        await self._database.run(_END, **_place(record, piece), **what)

    async def refuse(self, record: RequestRecord, piece: str, reason: str) -> None:
        """Write down why the platform refused a piece."""
        what = {"state": "refused", "messages": Jsonb([]), "reason": reason}
        await self._database.run(_END, **_place(record, piece), **what)

    async def shown(self, request: str, message: str | None, key: str) -> None:
        """Write down the status that was shown last, by its `key`, and the `message` where that is new."""
        await self._database.run(_SHOWN, request=request, message=message, key=key)


def _place(record: RequestRecord, piece: str) -> dict[str, str | int]:
    return {"request": record.id, "revision": record.revision, "piece": piece}
