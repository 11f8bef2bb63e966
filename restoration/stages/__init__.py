"""The stages in the order of work: one file and one row of :data:`STAGES` per stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from restoration.canvas import Canvas
from restoration.photo import Edit
from restoration.stages import clean, colorize, damage, grain, inpaint, tone


class Version(StrEnum):
    """What a photograph comes back as."""

    RESTORED = "restored"
    COLORIZED = "colorized"


@dataclass(frozen=True, slots=True)
class StageEntry:
    """A row of the stage table.

    Attributes:
        name: as in reports, recipes and settings.
        models: networks that it needs; without their files it is skipped.
        wanted: why it has nothing to do (a code), or None.
        run: does the work on the canvas and returns its figures.
        version: the version that its work goes into.
        edit: what its work makes of the picture, for the metadata; NONE when the pixels stay.
        cost: its share of the whole work, relative to the others, for the progress.
    """

    name: str
    models: tuple[str, ...]
    wanted: Callable[[Canvas], str | None]
    run: Callable[[Canvas], Mapping[str, float]]
    version: Version
    edit: Edit
    cost: float


STAGES: tuple[StageEntry, ...] = (
    StageEntry("damage", (damage.NETWORK,), damage.wanted, damage.run, Version.RESTORED, Edit.NONE, 3),
    StageEntry(
        "inpaint", (inpaint.NETWORK,), inpaint.wanted, inpaint.run, Version.RESTORED, Edit.COMPOSITE, 4
    ),
    StageEntry("clean", (clean.NETWORK,), clean.wanted, clean.run, Version.RESTORED, Edit.ENHANCED, 12),
    StageEntry("grain", (), grain.wanted, grain.run, Version.RESTORED, Edit.ENHANCED, 1),
    StageEntry("tone", (), tone.wanted, tone.run, Version.RESTORED, Edit.ENHANCED, 1),
    StageEntry(
        "colorize", (colorize.NETWORK,), colorize.wanted, colorize.run, Version.COLORIZED, Edit.COMPOSITE, 3
    ),
)

__all__ = ["STAGES", "StageEntry", "Version"]
