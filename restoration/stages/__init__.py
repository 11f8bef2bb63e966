"""The stages in the order of work: one file and one row of :data:`STAGES` per stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from restoration.canvas import Canvas
from restoration.photo import Edit
from restoration.stages import clean, colorize, damage, develop, grain, inpaint, scale, stains, tone


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
        treats: codes of the findings that it does something about, in the order of telling.
        fills: whether it replaces the pixels of the mask.
        effort: what its cost is multiplied by for this photograph and recipe.
    """

    name: str
    models: tuple[str, ...]
    wanted: Callable[[Canvas], str | None]
    run: Callable[[Canvas], Mapping[str, float]]
    version: Version
    edit: Edit
    cost: float
    treats: tuple[str, ...] = ()
    fills: bool = False
    effort: Callable[[Canvas], float] = lambda _canvas: 1.0


_RESTORED, _COLORIZED = Version.RESTORED, Version.COLORIZED

STAGES: tuple[StageEntry, ...] = (
    StageEntry("develop", (), develop.wanted, develop.run, _RESTORED, Edit.ENHANCED, 1),
    StageEntry("damage", (damage.NETWORK,), damage.wanted, damage.run, _RESTORED, Edit.NONE, 3),
    StageEntry("stains", (), stains.wanted, stains.run, _RESTORED, Edit.ENHANCED, 1, treats=("stain",)),
    StageEntry(
        "inpaint", (inpaint.NETWORK,), inpaint.wanted, inpaint.run, _RESTORED, Edit.COMPOSITE, 4, fills=True
    ),
    StageEntry(
        "clean",
        (clean.NETWORK,),
        clean.wanted,
        clean.run,
        _RESTORED,
        Edit.ENHANCED,
        12,
        treats=("noise", "blur", "blockiness"),
    ),
    StageEntry("grain", (), grain.wanted, grain.run, _RESTORED, Edit.ENHANCED, 1),
    StageEntry(
        "tone", (), tone.wanted, tone.run, _RESTORED, Edit.ENHANCED, 1, treats=("fading", "cast", "dye")
    ),
    # Which network does it is the stage's own choice, and how long it takes depends on the photograph.
    StageEntry("scale", (), scale.wanted, scale.run, _RESTORED, Edit.COMPOSITE, 1, effort=scale.effort),
    StageEntry("colorize", (colorize.NETWORK,), colorize.wanted, colorize.run, _COLORIZED, Edit.COMPOSITE, 3),
)

__all__ = ["STAGES", "StageEntry", "Version"]
