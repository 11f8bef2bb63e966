"""Who may use the service, and who runs it."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.contract import Origin
from bot.errors import BotError
from bot.settings.sections import LimitsSettings


class Access:
    """Lets people in."""

    def __init__(self, limits: LimitsSettings) -> None:
        self._limits = limits

    def is_operator(self, adapter: str, person: str) -> bool:
        """Whether a person runs this installation."""
        return f"{adapter}:{person}" in self._limits.operators

    def check(self, adapter: str, origin: Origin, verdicts: Sequence[bool]) -> None:
        """Let a person in a chat through; `verdicts` as in `Caller`.

        Raises:
            BotError: an operator blocked them or the chat, or only those on the list are served.
        """
        if self.is_operator(adapter, origin.sender):
            return
        if False in verdicts:
            raise BotError("refused.blocked")
        if self._limits.access == "listed" and True not in verdicts:
            raise BotError("refused.not_allowed")
