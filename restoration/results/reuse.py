"""What of an earlier work can be taken over, and how that is reported."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

from restoration.engine import Engine, Request
from restoration.photo import Edit, decode
from restoration.recipe import Recipe
from restoration.report import Progress, Report
from restoration.results.values import Earlier, Order, Unturned, Work
from restoration.results.wanted import Wanted

_COLOR = "colorize"


def same_work(wanted: Wanted, earlier: Earlier) -> bool:
    """Whether a wish differs from the earlier work by turning and cropping at most."""
    return (
        _recipe_of(wanted, earlier) == _recipe_of(earlier.wanted, earlier)
        and wanted.mask == earlier.wanted.mask
    )


def same_but_color(wanted: Wanted, earlier: Earlier) -> bool:
    """Whether it differs by colour besides."""
    new, old = (_recipe_of(wish, earlier) for wish in (wanted, earlier.wanted))
    if isinstance(new, Wanted) or isinstance(old, Wanted) or wanted.mask != earlier.wanted.mask:
        return False
    return _before_color(new) == _before_color(old)


def _recipe_of(wanted: Wanted, earlier: Earlier) -> Recipe | Wanted:
    """The recipe that a wish amounts to; a wish for an automatic one is known when the earlier work was just
    that."""
    if wanted.recipe is not None:
        return wanted.recipe
    automatic, before = (replace(wish, rotate=0, crop=None, mask=None) for wish in (wanted, earlier.wanted))
    return earlier.report.recipe if automatic == before else automatic


def _before_color(recipe: Recipe) -> Recipe:
    """The recipe with nothing said of colour."""
    colored = {row.name: row.default for row in Recipe.schema() if row.stage == _COLOR}
    return replace(recipe, hints=(), **colored)  # type: ignore[arg-type]


def taken_over(earlier: Earlier, megapixels: float) -> dict[str, Unturned]:
    """The versions of the earlier work, decoded."""
    return {
        name: Unturned(decode(data, max_megapixels=megapixels), Edit(earlier.report.edits[name]), data)
        for name, data in earlier.versions.items()
    }


async def recolored(
    order: Order, earlier: Earlier, engine: Engine, on_progress: Callable[[Progress], None]
) -> Work:
    """The earlier restored version as it is, coloured anew or not at all."""
    recipe = order.wanted.recipe or earlier.report.recipe
    restored_only = replace(earlier, versions={"restored": earlier.versions["restored"]})
    megapixels = engine.settings.max_megapixels
    source = await asyncio.to_thread(decode, order.source, max_megapixels=megapixels)
    versions = await asyncio.to_thread(taken_over, restored_only, megapixels)
    report = _without_color(earlier.report, recipe)
    if not recipe.colorize:
        return Work(source, versions, report, earlier.filled)
    began = time.perf_counter()
    request = Request(restored_only.versions["restored"], recipe.only(_COLOR))
    result = await engine.restore(request, on_progress)
    fresh = result.report(time.perf_counter() - began)
    versions |= {
        str(name): Unturned(photo, result.edits[name])
        for name, photo in result.photos.items()
        if name != "restored"
    }
    stages = {row.stage: row for row in (*report.stages, *(row for row in fresh.stages if row.ran))}
    report = replace(
        report,
        stages=tuple(stages.values()),
        edits={name: str(version.edit) for name, version in versions.items()},
        models={**report.models, **fresh.models},
        engine_seconds=fresh.engine_seconds,
    )
    return Work(source, versions, report, earlier.filled)


def report_again(report: Report) -> Report:
    """The earlier report, for results that were taken over."""
    return replace(report, engine_seconds=0.0)


def _without_color(report: Report, recipe: Recipe) -> Report:
    stages = tuple(
        replace(row, ran=False, reason="switched_off") if row.stage == _COLOR else row
        for row in report.stages
    )
    edits = {"restored": report.edits["restored"]}
    return replace(report_again(report), stages=stages, edits=edits, recipe=recipe)
