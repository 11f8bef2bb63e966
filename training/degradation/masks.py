"""Real and simulated masks of damage, kept small in memory, to draw from."""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import cv2
import numpy as np
import numpy.typing as npt

from training.degradation.fields import Mask, log_between

HELD_OUT = frozenset({"Scan9.png", "Scan10.png"})
"""Annotated sheets that are for testing only; nothing of them is ever drawn."""

_TILE_PX = 512
_FEWEST_PX = 40


class HeldOutError(ValueError):
    """A sheet kept for testing was asked for."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A binary mask, one bit a pixel."""

    name: str
    bits: npt.NDArray[np.uint8]
    height: int
    width: int

    def plane(self) -> Mask:
        """The mask (H, W) uint8, 0 or 255."""
        return np.unpackbits(self.bits, axis=1, count=self.width) * np.uint8(255)


@dataclass(frozen=True, slots=True)
class MaskCollection:
    """Masks by kind: the simulated classes (`hair`, `lint`, `scratches` ...) and `real`."""

    stamps: dict[str, tuple[Stamp, ...]]

    @classmethod
    def load(cls, source: Path | str) -> "MaskCollection":
        """Read `simulated/<class>/*.png` and `real/*.png` from a folder or a tar file, held-out sheets never.

        Raises:
            FileNotFoundError: there is nothing at `source`.
            ValueError: a member is no picture, or there is no mask at all.
        """
        found: dict[str, list[Stamp]] = {}
        for name, content in sorted(_members(Path(source))):
            if PurePosixPath(name).name in HELD_OUT:
                continue
            kind = "real" if PurePosixPath(name).parts[0] == "real" else PurePosixPath(name).parts[-2]
            found.setdefault(kind, []).extend(stamps(name, content))
        if not any(found.values()):
            raise ValueError(f"no masks in {source}")
        return cls({kind: tuple(members) for kind, members in sorted(found.items()) if members})

    def draw(self, kind: str, rng: np.random.Generator, smallest: float, largest: float) -> Mask | None:
        """A mask of a kind as coverage uint8, turned and scaled by a draw; None if there is none of it."""
        choice = self.stamps.get(kind)
        if not choice:
            return None
        plane = choice[int(rng.integers(len(choice)))].plane()
        scale = log_between(rng, smallest, largest)
        plane = np.rot90(plane, int(rng.integers(4)))
        if rng.random() < 0.5:
            plane = plane[:, ::-1]
        size = (max(2, round(plane.shape[1] * scale)), max(2, round(plane.shape[0] * scale)))
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        return np.asarray(cv2.resize(np.ascontiguousarray(plane), size, interpolation=way), np.uint8)


def stamps(name: str, content: bytes) -> list[Stamp]:
    """Cut an encoded mask into stamps of at most 512 px, trimmed to their bounds; empty ones are left out.

    Raises:
        HeldOutError: the sheet is for testing only.
        ValueError: the content is no picture.
    """
    if PurePosixPath(name).name in HELD_OUT:
        raise HeldOutError(f"{name} is for testing only")
    sheet = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
    if sheet is None:
        raise ValueError(f"{name} is no picture")
    height, width = sheet.shape[:2]
    tiles = []
    for top in range(0, height, _TILE_PX):
        for left in range(0, width, _TILE_PX):
            tile = np.asarray(sheet[top : top + _TILE_PX, left : left + _TILE_PX], np.uint8) > 127
            if np.count_nonzero(tile) >= min(_FEWEST_PX, tile.size):
                rows, columns = np.flatnonzero(tile.any(axis=1)), np.flatnonzero(tile.any(axis=0))
                tile = tile[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
                tiles.append(Stamp(name, np.packbits(tile, axis=1), tile.shape[0], tile.shape[1]))
    return tiles


def _members(source: Path) -> Iterator[tuple[str, bytes]]:
    if source.is_dir():
        for path in source.rglob("*.png"):
            yield path.relative_to(source).as_posix(), path.read_bytes()
        return
    with tarfile.open(source) as archive:
        for member in archive:
            content = (
                archive.extractfile(member) if member.isfile() and member.name.endswith(".png") else None
            )
            if content is not None:
                yield member.name.removeprefix("./"), content.read()
