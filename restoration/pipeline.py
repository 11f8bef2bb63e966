"""From a photograph to its versions: diagnose, choose a recipe, walk the stage table, report."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from restoration.canvas import Canvas
from restoration.diagnosis import Condition, analyse, damage_findings
from restoration.photo import Edit, Photo
from restoration.recipe import ColorChoice, Recipe
from restoration.report import Progress, StageReport
from restoration.sessions import Sessions, Stop
from restoration.stages import STAGES, StageEntry, Version


@dataclass(frozen=True, slots=True)
class RestorationResult:
    """A photograph's versions with the report on how they came to be.

    Attributes:
        source: the photograph as decoded.
        photos: RESTORED always, COLORIZED when it was coloured.
        edits: what to state in the metadata of each version.
        condition: the diagnosis.
        recipe: what was done, as asked or as chosen from the condition.
        stages: one report per row of the stage table.
        models: version of each network that ran.
        filled: (H, W) uint8, 255 where pixels were filled in; None when nothing was.
    """

    source: Photo
    photos: Mapping[Version, Photo]
    edits: Mapping[Version, Edit]
    condition: Condition
    recipe: Recipe
    stages: tuple[StageReport, ...]
    models: Mapping[str, str]
    filled: npt.NDArray[np.uint8] | None = None

    @property
    def unchanged(self) -> bool:
        """Whether the restored version is the source as it came."""
        return self.edits[Version.RESTORED] is Edit.NONE


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for: a recipe, or how strongly to choose one; and a mask painted by a person."""

    recipe: Recipe | None = None
    strength: float = 0.5
    color: ColorChoice = ColorChoice.AUTO
    mask: npt.NDArray[np.uint8] | None = None


class Walk:
    """One photograph's way through the stage table."""

    def __init__(
        self, canvas: Canvas, on_progress: Callable[[Progress], None], stages: Sequence[StageEntry]
    ) -> None:
        self._canvas = canvas
        self._on_progress = on_progress
        self._stages = stages
        self._total = sum(entry.cost for entry in stages)
        self._before = 0.0
        self._furthest = 0.0

    def run(self, entry: StageEntry) -> StageReport:
        """Run one stage or say why it is skipped; raises ``Stopped`` and ``RestorationError``."""
        canvas = self._canvas
        canvas.stop.check()
        missing = any(not canvas.sessions.has(model) for model in entry.models)
        reason = entry.wanted(canvas) or ("no_model" if missing else None)
        started = time.perf_counter()
        figures: Mapping[str, float] = {}
        if reason is None:
            canvas.on_progress = lambda done: self._say(entry, done)
            canvas.on_progress(0)
            figures = entry.run(canvas)
        self._before += entry.cost
        self._say(entry, 0 if reason else 1, finished=True)
        seconds = time.perf_counter() - started
        return StageReport(entry.name, reason is None, seconds, reason, figures, entry.treats)

    def _say(self, entry: StageEntry, done: float, *, finished: bool = False) -> None:
        before = self._before if finished else self._before + entry.cost * done
        self._furthest = max(self._furthest, before)  # a stage may go over the picture twice
        self._on_progress(Progress(entry.name, done, min(1.0, self._furthest / self._total)))


def restore_photo(
    photo: Photo,
    choice: Choice,
    sessions: Sessions,
    identities: Mapping[str, str],
    stop: Stop,
    on_progress: Callable[[Progress], None],
    stages: Sequence[StageEntry] = STAGES,
) -> RestorationResult:
    """Restore one photograph; ``identities`` are the networks' versions by name.

    Raises:
        Stopped: the work was told to stop.
        RestorationError: a network or the recipe cannot be used.
    """
    condition = analyse(photo.pixels)
    recipe = choice.recipe or Recipe.automatic(condition, strength=choice.strength, color=choice.color)
    canvas = Canvas(photo.pixels, recipe, condition, sessions, grey=photo.grey, stop=stop)
    if choice.mask is not None:
        canvas.mask, canvas.painted = _painted(choice.mask, photo), True
        canvas.condition = condition.with_findings(*damage_findings(canvas.mask))
    walk = Walk(canvas, on_progress, stages)
    reports: list[StageReport] = []
    photos = {Version.RESTORED: photo}
    edits = {Version.RESTORED: Edit.NONE}
    for entry in stages:
        report = walk.run(entry)
        reports.append(report)
        if report.ran and entry.edit is not Edit.NONE:
            photos[entry.version] = photo.with_pixels(canvas.pixels)
            edits[entry.version] = _stronger(edits, entry)
    used = {
        model for entry, report in zip(stages, reports, strict=True) if report.ran for model in entry.models
    }
    models = {name: identities[name] for name in sorted(used) if name in identities}
    filled = any(entry.fills and report.ran for entry, report in zip(stages, reports, strict=True))
    mask = canvas.mask if filled else None
    return RestorationResult(photo, photos, edits, canvas.condition, recipe, tuple(reports), models, mask)


def _stronger(edits: Mapping[Version, Edit], entry: StageEntry) -> Edit:
    """The edit that says most: of this stage and of all the work before it."""
    return Edit.COMPOSITE if Edit.COMPOSITE in (entry.edit, *edits.values()) else entry.edit


def _painted(mask: npt.NDArray[np.uint8], photo: Photo) -> npt.NDArray[np.uint8]:
    """The mask at the photograph's size, 0 or 255."""
    scaled = cv2.resize(mask, (photo.width, photo.height), interpolation=cv2.INTER_NEAREST)
    return np.where(scaled > 0, np.uint8(255), np.uint8(0))
