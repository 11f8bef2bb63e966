"""What the doctor tells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Observation:
    """One sentence, and whether it tells of something wrong."""

    sentence: str
    wrong: bool = False
