"""Every send, written down before and after it: a restart repeats at most the one that was under way."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg.types.json import Jsonb

from bot.store.database import Database
from bot.store.records import RequestRecord


class Ledger:
    """Writes sends down, by request, revision and piece."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begun(self, record: RequestRecord, piece: str) -> bool:
        """Whether a piece was about to be sent, or sent."""
        row = await self._database.row(
            "select 1 from delivery where (request, revision, piece) = (%s, %s, %s)",
            *(record.id, record.revision, piece),
        )
        return row is not None

    async def refused(self, record: RequestRecord, pieces: str) -> bool:
        """Whether the platform refused any of the pieces whose names begin with `pieces`."""
        row = await self._database.row(
            "select 1 from delivery where (request, revision, state) = (%s, %s, 'refused')"
            " and starts_with(piece, %s)",
            *(record.id, record.revision, pieces),
        )
        return row is not None

    async def begin(self, record: RequestRecord, piece: str) -> bool:
        """Write down that a piece is about to be sent; false where it was."""
        row = await self._database.row(
            "insert into delivery (request, revision, piece, state) values (%s, %s, %s, 'sending')"
            " on conflict (request, revision, piece) do update set changed = now() returning state",
            *(record.id, record.revision, piece),
        )
        return bool(row and row[0] == "sending")

    async def end(
        self, record: RequestRecord, piece: str, state: str, messages: Sequence[str], reason: str | None
    ) -> None:
        """Write down what became of a piece: "sent" as `messages`, or "refused" for a `reason`."""
        await self._database.do(
            "update delivery set state = %s, messages = %s, reason = %s, changed = now()"
            " where (request, revision, piece) = (%s, %s, %s)",
            *(state, Jsonb(list(messages)), reason, record.id, record.revision, piece),
        )
