"""One work, from an order to its results.

Only what has to run again runs: a work that differs from an earlier one by turning or cropping alone turns
and crops that one's results; one that differs by colour alone colours that one's restored version.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

from restoration.engine import Engine, Request
from restoration.photo import decode
from restoration.report import Progress
from restoration.results.files import files_of
from restoration.results.masks import painted_mask, small_mask
from restoration.results.reuse import recolored, report_again, same_but_color, same_work, taken_over
from restoration.results.values import Order, Restored, Unturned, Work


async def fulfil(order: Order, engine: Engine, on_progress: Callable[[Progress], None]) -> Restored:
    """Do what an order asks for; everything that takes long happens in threads.

    Raises:
        RestorationError: the file, the recipe or a network cannot be used.
    """
    began = time.perf_counter()
    work = await _work(order, engine, on_progress)
    files = await asyncio.to_thread(files_of, order, work)
    size = next((file.width, file.height) for file in files if file.name == "restored")
    report = replace(work.report, seconds=time.perf_counter() - began, size=size)
    return Restored(report, files, work.source.width, work.source.height)


async def _work(order: Order, engine: Engine, on_progress: Callable[[Progress], None]) -> Work:
    megapixels = engine.settings.max_megapixels
    earlier, wanted = order.earlier, order.wanted
    if earlier and same_work(wanted, earlier):
        source = await asyncio.to_thread(decode, order.source, max_megapixels=megapixels)
        versions = await asyncio.to_thread(taken_over, earlier, megapixels)
        return Work(source, versions, report_again(earlier.report), earlier.filled)
    if earlier and same_but_color(wanted, earlier):
        return await recolored(order, earlier, engine, on_progress)
    mask = await asyncio.to_thread(painted_mask, order.mask) if order.mask else None
    began = time.perf_counter()
    result = await engine.restore(
        Request(order.source, wanted.recipe, wanted.strength, wanted.color, mask, wanted.look), on_progress
    )
    report = result.report(time.perf_counter() - began)
    versions = {str(name): Unturned(photo, result.edits[name]) for name, photo in result.photos.items()}
    filled = None if result.filled is None else await asyncio.to_thread(small_mask, result.filled)
    return Work(result.source, versions, report, filled)
