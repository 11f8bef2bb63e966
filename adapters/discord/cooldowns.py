"""How fast one person may give commands and press buttons."""

from __future__ import annotations

import math
from collections.abc import Callable

from discord.app_commands import Cooldown

PRESSES = 10
SECONDS = 10.0
"""So many commands and presses in so many seconds."""

_MANY = 1000


class Cooldowns:
    """A cooldown per person."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` tells the time in seconds."""
        self._clock = clock
        self._people: dict[int, Cooldown] = {}

    def wait_seconds(self, person: int) -> int | None:
        """Count a press; None where it may go on, else after how many whole seconds the next may."""
        now = self._clock()
        if len(self._people) > _MANY:
            self._people = {each: own for each, own in self._people.items() if own.get_tokens(now) < PRESSES}
        wait = self._people.setdefault(person, Cooldown(PRESSES, SECONDS)).update_rate_limit(now)
        return None if wait is None else math.ceil(wait)
