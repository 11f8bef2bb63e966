"""From a photograph to its versions: diagnose, choose a recipe, walk the stage table, report."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from restoration.canvas import Canvas
from restoration.diagnosis import NETWORK as DIAGNOSIS
from restoration.diagnosis import Ask, Condition, analyse, damage_findings
from restoration.errors import TooLargeToEnlarge
from restoration.photo import Edit, Photo
from restoration.printing import DOTS_PER_INCH
from restoration.recipe import ColorChoice, Look, Recipe
from restoration.report import Progress, Report, StageReport
from restoration.salvage import Lost
from restoration.sessions import Sessions, Stop
from restoration.stages import STAGES, StageEntry, Version
from restoration.tiles import Words


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
        filled: (H, W) uint8 of the source, 255 where pixels were filled in; None when nothing was.
        look: that the recipe was chosen for; None where it was given.
    """

    source: Photo
    photos: Mapping[Version, Photo]
    edits: Mapping[Version, Edit]
    condition: Condition
    recipe: Recipe
    stages: tuple[StageReport, ...]
    models: Mapping[str, str]
    filled: npt.NDArray[np.uint8] | None = None
    look: Look | None = None

    @property
    def best(self) -> Photo:
        """The version that most was done to."""
        return self.photos[max(self.photos, key=list(Version).index)]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels of the versions."""
        return self.best.width, self.best.height

    def report(self, engine_seconds: float = 0.0) -> Report:
        """What is told of the work; ``engine_seconds`` is how long it took."""
        return Report(
            self.condition,
            self.stages,
            self.recipe,
            self.models,
            {str(version): str(edit) for version, edit in self.edits.items()},
            engine_seconds=engine_seconds,
            size=self.size,
            look=str(self.look or ""),
        )

    @property
    def unchanged(self) -> bool:
        """Whether the restored version is the source as it came."""
        return self.edits[Version.RESTORED] is Edit.NONE

    def completed(self, lost: Lost) -> RestorationResult:
        """The same of the whole picture, where only a part was there to be restored.

        No version counts as untouched: what was lost is grey in all of them.
        """
        return replace(
            self,
            source=self.source.completed(),
            photos={version: photo.completed() for version, photo in self.photos.items()},
            edits={v: Edit.ENHANCED if edit is Edit.NONE else edit for v, edit in self.edits.items()},
            condition=lost.told(self.condition, self.source.height, self.source.width),
            filled=None if self.filled is None else lost.completed_mask(self.filled),
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for: a recipe, or how to choose one; and a mask painted by a person."""

    recipe: Recipe | None = None
    strength: float = 0.5
    color: ColorChoice = ColorChoice.AUTO
    mask: npt.NDArray[np.uint8] | None = None
    look: Look = Look.FAITHFUL
    scale: int = 1

    def of(self, condition: Condition) -> Recipe:
        """The recipe for a photograph in this condition."""
        if self.recipe is not None:
            return self.recipe
        chosen = Recipe.automatic(condition, strength=self.strength, color=self.color, look=self.look)
        return replace(chosen, scale=self.scale)

    def check_size(self, photo: Photo, most_megapixels: float) -> None:
        """Raise TooLargeToEnlarge where the result would have more than `most_megapixels`."""
        scale = self.scale if self.recipe is None else self.recipe.scale
        megapixels = photo.megapixels * scale**2
        if scale > 1 and megapixels > most_megapixels:
            raise TooLargeToEnlarge(scale=scale, megapixels=megapixels, limit=most_megapixels)


class Walk:
    """One photograph's way through the stage table."""

    def __init__(
        self, canvas: Canvas, on_progress: Callable[[Progress], None], stages: Sequence[StageEntry]
    ) -> None:
        self._canvas = canvas
        self._on_progress = on_progress
        self._costs = {entry.name: entry.cost * entry.effort(canvas) for entry in stages}
        self._total = sum(self._costs.values())
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
            canvas.on_progress = lambda done, left: self._say(entry, done, left)
            canvas.on_progress(0, None)
            figures = entry.run(canvas)
        self._before += self._costs[entry.name]
        self._say(entry, 0 if reason else 1, finished=True)
        seconds = time.perf_counter() - started
        return StageReport(entry.name, reason is None, seconds, reason, figures, entry.treats)

    def _say(
        self, entry: StageEntry, done: float, left: float | None = None, *, finished: bool = False
    ) -> None:
        before = self._before if finished else self._before + self._costs[entry.name] * done
        self._furthest = max(self._furthest, before)  # a stage may go over the picture twice
        self._on_progress(Progress(entry.name, done, min(1.0, self._furthest / self._total), left))


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
    condition = analyse(photo.pixels, asking(sessions, stop))
    recipe = choice.of(condition)
    canvas = Canvas(photo.pixels, recipe, condition, sessions, grey=photo.grey, stop=stop)
    if choice.mask is not None:
        canvas.mask = _painted(choice.mask, photo)
        canvas.condition = condition.with_findings(*damage_findings(canvas.mask))
    walk = Walk(canvas, on_progress, stages)
    reports: list[StageReport] = []
    photos = {Version.RESTORED: photo}
    edits = {Version.RESTORED: Edit.NONE}
    for entry in stages:
        report = walk.run(entry)
        reports.append(report)
        if report.ran and entry.edit is not Edit.NONE:
            photos[entry.version] = printable(photo, canvas.pixels)
            edits[entry.version] = _stronger(edits, entry)
    models = {name: identities[name] for name in sorted(canvas.used) if name in identities}
    filled = any(entry.fills and report.ran for entry, report in zip(stages, reports, strict=True))
    mask = canvas.mask if filled else None
    look = choice.look if choice.recipe is None else None
    return RestorationResult(
        photo, photos, edits, canvas.condition, recipe, tuple(reports), models, mask, look
    )


def printable(photo: Photo, pixels: Words) -> Photo:
    """The photograph with other pixels, enlarged or not, that states a resolution fit for printing.

    A scan that states at least so much keeps what it states, the true size of its print, unless enlarged.
    """
    if pixels.shape != photo.pixels.shape:
        return photo.enlarged(pixels).with_resolution(DOTS_PER_INCH)
    stated = photo.metadata.dots_per_inch
    made = photo.with_pixels(pixels)
    return made if stated and min(stated) >= DOTS_PER_INCH else made.with_resolution(DOTS_PER_INCH)


def asking(sessions: Sessions, stop: Stop) -> Ask | None:
    """How to ask the network that looks at a photograph, None where there is none."""
    if not sessions.has(DIAGNOSIS):
        return None
    return lambda feeds: sessions.get(DIAGNOSIS).run(feeds, stop)


def _stronger(edits: Mapping[Version, Edit], entry: StageEntry) -> Edit:
    """The edit that says most: of this stage and of all the work before it."""
    return Edit.COMPOSITE if Edit.COMPOSITE in (entry.edit, *edits.values()) else entry.edit


def _painted(mask: npt.NDArray[np.uint8], photo: Photo) -> npt.NDArray[np.uint8]:
    """The mask at the photograph's size, 0 or 255."""
    scaled = cv2.resize(mask, (photo.width, photo.height), interpolation=cv2.INTER_NEAREST)
    return np.where(scaled > 0, np.uint8(255), np.uint8(0))
