"""What of an earlier work can be taken over, and how that is reported."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.restoring.values import Earlier, Order, Version, Work
from bot.store.outcome import Outcome
from bot.store.wishes import Wanted
from restoration.engine import Engine, Request
from restoration.photo import Edit, decode
from restoration.recipe import Recipe
from restoration.report import Progress

_COLOR = ("colorize", "vividness", "alternative", "hints")


def same_work(wanted: Wanted, earlier: Earlier) -> bool:
    """Whether a wish differs from the earlier work by turning and cropping at most."""
    return (
        _work_of(wanted, earlier) == _work_of(earlier.wanted, earlier) and wanted.mask == earlier.wanted.mask
    )


def same_but_color(wanted: Wanted, earlier: Earlier) -> bool:
    """Whether it differs by colour besides."""
    new, old = (_work_of(wish, earlier) for wish in (wanted, earlier.wanted))
    if isinstance(new, Wanted) or isinstance(old, Wanted) or wanted.mask != earlier.wanted.mask:
        return False
    return {name: new[name] for name in new if name not in _COLOR} == {
        name: old[name] for name in old if name not in _COLOR
    }


def _work_of(wanted: Wanted, earlier: Earlier) -> Mapping[str, float | bool] | Wanted:
    """The recipe that a wish amounts to; a wish for an automatic one is known when the earlier work was just
    that."""
    if wanted.recipe is not None:
        return Recipe.from_mapping(wanted.recipe).to_mapping()
    automatic = replace(wanted, rotate=0, crop=None, mask=None)
    if automatic == replace(earlier.wanted, rotate=0, crop=None, mask=None):
        return earlier.outcome.recipe
    return automatic


def taken_over(earlier: Earlier, megapixels: float) -> dict[str, Version]:
    """The versions of the earlier work, decoded."""
    return {
        name: Version(decode(data, max_megapixels=megapixels), Edit(earlier.outcome.edits[name]), data)
        for name, data in earlier.versions.items()
    }


async def recolored(
    order: Order, earlier: Earlier, engine: Engine, on_progress: Callable[[Progress], None]
) -> Work:
    """The earlier restored version as it is, coloured anew or not at all."""
    used = Recipe.from_mapping(order.wanted.recipe or earlier.outcome.recipe)
    restored = earlier.versions["restored"]
    megapixels = engine.settings.max_megapixels
    source = await asyncio.to_thread(decode, order.source, max_megapixels=megapixels)
    before = Edit(earlier.outcome.edits["restored"])
    versions = {
        "restored": Version(
            await asyncio.to_thread(decode, restored, max_megapixels=megapixels), before, restored
        )
    }
    outcome = report_again(earlier.outcome, {"restored": str(before)}, recipe=used.to_mapping())
    if not used.colorize:
        return Work(source, versions, outcome, earlier.filled)
    began = time.perf_counter()
    result = await engine.restore(Request(restored, used.only("colorize")), on_progress)
    fresh = Outcome.of(result, time.perf_counter() - began)
    for name, photo in result.photos.items():
        if str(name) == "colorized":
            versions["colorized"] = Version(photo, result.edits[name])
    stages = {
        stage["stage"]: stage for stage in (*outcome.stages, *(row for row in fresh.stages if row["ran"]))
    }
    edits = {name: str(version.edit) for name, version in versions.items()}
    models = {**outcome.models, **fresh.models}
    fresh = replace(
        outcome,
        stages=tuple(stages.values()),
        edits=edits,
        models=models,
        engine_seconds=fresh.engine_seconds,
    )
    return Work(source, versions, fresh, earlier.filled)


def report_again(
    outcome: Outcome, edits: Mapping[str, str], recipe: Mapping[str, float | bool] | None = None
) -> Outcome:
    """The earlier report for results that were taken over; without colour where `edits` has none."""
    if not edits:
        return replace(outcome, engine_seconds=0.0)
    stages = tuple(
        {**stage, "ran": False, "reason": "switched_off"} if stage["stage"] == "colorize" else stage
        for stage in outcome.stages
    )
    return replace(outcome, stages=stages, edits=edits, recipe=recipe or outcome.recipe, engine_seconds=0.0)
