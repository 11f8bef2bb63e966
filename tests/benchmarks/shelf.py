"""A small data folder with the names and shapes of the real one, made of drawn pictures."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from benchmarks.pictures import chosen, held_out
from benchmarks.suites.color import PRIOR_STEP

_NAMES = [f"drawn/{index}.jpg" for index in range(400)]
HELD_OUT = [name for name in _NAMES if held_out(name)][:2]
TRAINED_ON = [name for name in _NAMES if not held_out(name) and chosen(name, PRIOR_STEP)][:2]


def shelf(folder: Path) -> Path:
    """Write photos-00.tar, colour-00.tar, bench.tar and damage.tar into a folder and return it."""
    photographs = {name: photograph(seed) for seed, name in enumerate(HELD_OUT + TRAINED_ON)}
    _tar(folder / "photos-00.tar", photographs)
    _tar(folder / "colour-00.tar", photographs)
    _tar(folder / "bench.tar", {"CBSD68/1.png": photograph(8)})
    marks = {f"real/{name}.png": scratched(seed) for seed, name in enumerate(("Scan9", "Scan10", "Scan1"))}
    _tar(folder / "damage.tar", marks | {"simulated/hair/hair-1.png": scratched(9)[:90, :90]})
    return folder


def photograph(seed: int) -> npt.NDArray[np.uint8]:
    """Coloured discs on a slope of light, (96, 128, 3) uint8."""
    rng = np.random.default_rng(seed)
    slope = np.linspace(60, 160, 128, dtype=np.float32)[None, :, None]
    picture = np.ascontiguousarray(np.broadcast_to(slope, (96, 128, 3))).astype(np.uint8)
    for _ in range(8):
        x, y, radius = (int(rng.integers(low, high)) for low, high in ((0, 128), (0, 96), (6, 24)))
        cv2.circle(picture, (x, y), radius, [int(value) for value in rng.integers(20, 220, 3)], -1)
    return picture


def scratched(seed: int) -> npt.NDArray[np.uint8]:
    """Lines across a sheet, (600, 800) uint8, 0 | 255."""
    rng = np.random.default_rng(seed)
    sheet = np.zeros((600, 800), np.uint8)
    for _ in range(24):
        ends = [(int(rng.integers(800)), int(rng.integers(600))) for _ in range(2)]
        cv2.line(sheet, ends[0], ends[1], 255, 4)
    return sheet


def _tar(path: Path, members: Mapping[str, npt.NDArray[np.uint8]]) -> None:
    with tarfile.open(path, "w") as archive:
        for name, pixels in members.items():
            content = cv2.imencode(Path(name).suffix, pixels)[1].tobytes()
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
