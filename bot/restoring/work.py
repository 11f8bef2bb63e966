"""One work, from its blobs to its results."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

from bot.outcome import Outcome
from bot.restoring.files import files_of
from bot.restoring.masks import painted_mask, small_mask
from bot.restoring.reuse import recolored, report_again, same_but_color, same_work, taken_over
from bot.restoring.values import Order, Restored, Version, Work
from restoration.engine import Engine, Request
from restoration.photo import decode
from restoration.recipe import Recipe
from restoration.report import Progress


async def fulfil(order: Order, engine: Engine, on_progress: Callable[[Progress], None]) -> Restored:
    """Do what an order asks for; everything that takes long happens in threads.

    Raises:
        RestorationError: the file, the recipe or a network cannot be used.
    """
    began = time.perf_counter()
    work = await _work(order, engine, on_progress)
    files = await asyncio.to_thread(files_of, order, work)
    size = next((file.width, file.height) for file in files if file.name == "restored")
    outcome = replace(work.outcome, seconds=time.perf_counter() - began, size=size)
    return Restored(outcome, files, work.source.width, work.source.height)


async def _work(order: Order, engine: Engine, on_progress: Callable[[Progress], None]) -> Work:
    megapixels = engine.settings.max_megapixels
    earlier = order.earlier
    if earlier and same_work(order.wanted, earlier):
        source = await asyncio.to_thread(decode, order.source, max_megapixels=megapixels)
        versions = await asyncio.to_thread(taken_over, earlier, megapixels)
        return Work(source, versions, report_again(earlier.outcome, {}), earlier.filled)
    if earlier and same_but_color(order.wanted, earlier):
        return await recolored(order, earlier, engine, on_progress)
    mask = await asyncio.to_thread(painted_mask, order.mask, order.source, megapixels) if order.mask else None
    wanted = order.wanted
    recipe = None if wanted.recipe is None else Recipe.from_mapping(wanted.recipe)
    request = Request(order.source, recipe, wanted.strength, wanted.color, mask, wanted.look)
    began = time.perf_counter()
    result = await engine.restore(request, on_progress)
    outcome = Outcome.of(result, time.perf_counter() - began)
    versions = {str(name): Version(photo, result.edits[name]) for name, photo in result.photos.items()}
    filled = None if result.filled is None else await asyncio.to_thread(small_mask, result.filled)
    return Work(result.source, versions, outcome, filled)
