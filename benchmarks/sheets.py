"""Sheets to be looked at: ``python -m benchmarks.sheets --data DIR --out FOLDER [--rows N] [--weights DIR]``.

Real old photographs go through the engine as a person's would, and every page shows some of them as they
were, restored and, where the engine colours them, in colour. Figures say how far; pages say whether it looks
right.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Annotated

import cv2
import numpy as np
import typer
from PIL import Image, ImageDraw, ImageFont
from rich.progress import track

from benchmarks.bench import Bytes
from benchmarks.footprint import settings
from benchmarks.pictures import DataMissing, members
from restoration.engine import Engine, EngineSettings, Request
from restoration.errors import RestorationError
from restoration.photo import Photo
from restoration.stages import Version

ARCHIVE = "real-old.tar"
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp")
HEIGHT_PX, WIDEST_PX, GAP_PX, CAPTION_PX = 420, 640, 8, 22
PAPER = 245


def main(
    data: Annotated[Path, typer.Option(help="Folder with real-old.tar.", envvar="HEIRLOOM_BENCHMARK_DATA")],
    out: Annotated[Path, typer.Option(help="Folder for the pages.")],
    rows: Annotated[int, typer.Option(min=1, help="Photographs on a page.")] = 5,
    weights: Annotated[
        Path | None, typer.Option(help="Folder of NAME.onnx; the shipped ones by default.")
    ] = None,
) -> None:
    """Write the pages, and say of what could not be restored why."""
    try:
        photographs = sorted(members(data / ARCHIVE, lambda name: name.lower().endswith(SUFFIXES)))
    except DataMissing as problem:
        raise typer.BadParameter(str(problem)) from problem
    out.mkdir(parents=True, exist_ok=True)
    strips = asyncio.run(_strips(photographs, settings(weights, 0)))
    for number, start in enumerate(range(0, len(strips), rows), 1):
        page = _stacked(strips[start : start + rows])
        cv2.imwrite(str(out / f"page-{number:02d}.jpg"), cv2.cvtColor(page, cv2.COLOR_RGB2BGR))


async def _strips(photographs: Sequence[tuple[str, bytes]], setting: EngineSettings) -> list[Bytes]:
    strips = []
    async with Engine(setting) as engine:
        for name, content in track(photographs, "Restoring"):
            try:
                result = await engine.restore(Request(content))
            except RestorationError as problem:
                typer.echo(f"{name}: {problem}", err=True)
                continue
            photos = [result.source, result.photos[Version.RESTORED]]
            if Version.COLORIZED in result.photos:
                photos.append(result.photos[Version.COLORIZED])
            strips.append(_strip(PurePosixPath(name).name, photos))
    return strips


def _strip(name: str, photos: Sequence[Photo]) -> Bytes:
    """One photograph's versions side by side under its name, (H, W, 3) uint8."""
    scale = min(HEIGHT_PX / photos[0].height, WIDEST_PX / photos[0].width)
    width, height = (max(1, round(side * scale)) for side in (photos[0].width, photos[0].height))
    page = Image.new("RGB", (3 * (WIDEST_PX + GAP_PX), CAPTION_PX + height + GAP_PX), (PAPER,) * 3)
    ImageDraw.Draw(page).text((GAP_PX, 3), name, fill="black", font=ImageFont.load_default(14))
    for place, photo in enumerate(photos):
        small = cv2.resize(photo.pixels, (width, height), interpolation=cv2.INTER_AREA)
        eight = np.asarray(cv2.convertScaleAbs(small, alpha=1 / 257), np.uint8)
        page.paste(Image.fromarray(eight), (GAP_PX + place * (width + GAP_PX), CAPTION_PX))
    return np.asarray(page, np.uint8)


def _stacked(strips: Sequence[Bytes]) -> Bytes:
    """Strips one below the other, without what is empty on their right."""
    page = np.concatenate(strips)
    used = np.flatnonzero((page != PAPER).any(axis=(0, 2)))
    return np.ascontiguousarray(page[:, : int(used.max()) + GAP_PX + 1])


if __name__ == "__main__":
    typer.run(main)
