"""What is told of the work on a photograph, while it goes on and afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: ``done`` of the ``stage`` and ``overall``, 0..1.

    ``seconds_left`` are those of the stage as far as they were measured; None where nobody knows.
    """

    stage: str
    done: float
    overall: float
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class StageReport:
    """What one stage did: whether it ran, for how long, or the code of the reason why not."""

    stage: str
    ran: bool
    seconds: float
    reason: str | None
    figures: Mapping[str, float]
