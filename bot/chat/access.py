"""Who may: the lists that operators keep, the list of operators, and the rights of commands and buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.contract import Origin
from bot.errors import Blocked, NotAllowed
from bot.settings.sections import LimitsSettings
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Subject:
    """A person or a chat on a platform.

    Attributes:
        adapter: the platform.
        kind: "person" or "chat".
        id: the platform's.
    """

    adapter: str
    kind: str
    id: str


class Access:
    """Reads and writes the lists."""

    def __init__(self, database: Database, limits: LimitsSettings) -> None:
        self._database = database
        self._limits = limits

    def is_operator(self, adapter: str, person: str) -> bool:
        """Whether a person runs this installation."""
        return f"{adapter}:{person}" in self._limits.operators

    def check(self, adapter: str, origin: Origin, said: Sequence[bool]) -> None:
        """Let a person in a chat through; `said` is what the lists say of them.

        Raises:
            Blocked: an operator blocked them, or the chat.
            NotAllowed: only those on the list are served, and they are not on it.
        """
        if self.is_operator(adapter, origin.sender):
            return
        if False in said:
            raise Blocked()
        if self._limits.access == "listed" and True not in said:
            raise NotAllowed()

    async def put(self, subject: Subject, *, allowed: bool) -> None:
        """Put somebody on one list, and off the other."""
        await self._database.do(
            "insert into access (adapter, kind, id, allowed) values (%s, %s, %s, %s)"
            " on conflict (adapter, kind, id) do update set allowed = excluded.allowed",
            *(subject.adapter, subject.kind, subject.id, allowed),
        )
