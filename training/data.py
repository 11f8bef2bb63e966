"""Photographs for training, read from tar shards: excluded pictures, terms, split by picture."""

from __future__ import annotations

import hashlib
import logging
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

logger = logging.getLogger(__name__)

Pixels = npt.NDArray[np.uint8]

MARKED_PREFIXES = ("nc_", "unclear_")
"""Member folders whose pictures have research-only terms or none stated."""

HELD_OUT_PER_MILLE = 20
"""Share of the pictures, by the hash of their name, that no network is trained on."""

EXCLUSION_DISTANCE_BITS = 3


@dataclass(frozen=True, slots=True)
class Picture:
    """One photograph: ``pixels`` (H, W, 3) uint8 RGB sRGB, with the name of its member in the shard."""

    name: str
    pixels: Pixels

    @property
    def source(self) -> str:
        """The collection it came from, the member's folder."""
        return self.name.split("/", 1)[0]

    @property
    def marked(self) -> bool:
        """Whether the terms of its collection are research-only or unstated."""
        return self.source.startswith(MARKED_PREFIXES)

    @property
    def held_out(self) -> bool:
        """Whether it belongs to the validation split; decided by its name alone, so it never moves."""
        digest = hashlib.sha256(self.name.encode()).digest()
        return int.from_bytes(digest[:4], "big") % 1000 < HELD_OUT_PER_MILLE


def difference_hash(pixels: Pixels) -> int:
    """64-bit difference hash of an RGB picture: grey, 9 x 8 Lanczos, left > right, row by row."""
    from PIL import Image

    small = np.asarray(Image.fromarray(pixels).convert("L").resize((9, 8), Image.Resampling.LANCZOS))
    bits = (small[:, :-1] > small[:, 1:]).ravel()
    return int("".join("1" if bit else "0" for bit in bits), 2)


class Exclusion:
    """Pictures that no network may train on, by difference hash of the full frame and the centre square."""

    def __init__(self, hashes: Sequence[int]) -> None:
        self._hashes = np.array(sorted(set(hashes)), dtype=np.uint64)

    @classmethod
    def load(cls, path: Path) -> Exclusion:
        """Read one hexadecimal hash a line; ``#`` starts a comment."""
        lines = (line.split("#", 1)[0].strip() for line in path.read_text().splitlines())
        return cls([int(line, 16) for line in lines if line])

    def holds(self, pixels: Pixels) -> bool:
        """Whether a picture (H, W, 3) uint8 lies within three bits of an excluded one."""
        if self._hashes.size == 0:
            return False
        height, width = pixels.shape[:2]
        side = min(height, width)
        top, left = (height - side) // 2, (width - side) // 2
        square = np.ascontiguousarray(pixels[top : top + side, left : left + side])
        for value in {difference_hash(pixels), difference_hash(square)}:
            distance = np.bitwise_count(self._hashes ^ np.uint64(value))
            if int(distance.min()) <= EXCLUSION_DISTANCE_BITS:
                return True
        return False


def read_shard(shard: Path) -> Iterator[Picture]:
    """Decode the pictures of a tar shard in its order; one that cannot be decoded is logged and left out."""
    with tarfile.open(shard) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.isfile() else None
            if stream is None:
                continue
            decoded = cv2.imdecode(np.frombuffer(stream.read(), np.uint8), cv2.IMREAD_COLOR)
            if decoded is None:
                logger.warning("%s: %s cannot be decoded", shard.name, member.name)
                continue
            yield Picture(member.name, np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), np.uint8))


@dataclass(frozen=True, slots=True)
class Collection:
    """The photographs of one training, split by picture, with what was left out."""

    train: tuple[Picture, ...]
    held_out: tuple[Picture, ...]
    excluded: int

    def sources(self) -> dict[str, int]:
        """Number of training pictures by source, for the model card."""
        counts: dict[str, int] = {}
        for picture in self.train:
            counts[picture.source] = counts.get(picture.source, 0) + 1
        return dict(sorted(counts.items()))


def load(folder: Path, prefix: str, *, permissive_only: bool = False, limit: int | None = None) -> Collection:
    """Read every shard ``prefix-NN.tar`` of ``folder`` into memory.

    ``EXCLUDE.txt`` beside the shards, when there, is obeyed. ``permissive_only`` leaves out pictures with
    research-only or unstated terms. Raises ``FileNotFoundError`` when no shard is found.
    """
    shards = sorted(folder.glob(f"{prefix}-*.tar"))
    if not shards:
        raise FileNotFoundError(f"no shard {prefix}-NN.tar in {folder}")
    listed = folder / "EXCLUDE.txt"
    exclusion = Exclusion.load(listed) if listed.exists() else Exclusion([])
    train: list[Picture] = []
    held_out: list[Picture] = []
    excluded = 0
    for picture in (picture for shard in shards for picture in read_shard(shard)):
        if permissive_only and picture.marked:
            continue
        if exclusion.holds(picture.pixels):
            excluded += 1
            continue
        (held_out if picture.held_out else train).append(picture)
        if limit is not None and len(train) >= limit:
            break
    if not train:
        raise FileNotFoundError(f"the shards {prefix}-NN.tar in {folder} hold no picture to train on")
    return Collection(tuple(train), tuple(held_out), excluded)


def random_crop(pixels: Pixels, side: int, rng: np.random.Generator, *, scale: float = 1.0) -> Pixels:
    """A flipped random square (side, side, 3) uint8, after scaling; a smaller picture is enlarged to fit."""
    height, width = pixels.shape[:2]
    factor = max(scale, side / height, side / width)
    if factor != 1.0:
        size = (max(side, round(width * factor)), max(side, round(height * factor)))
        method = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
        pixels = cv2.resize(pixels, size, interpolation=method)  # type: ignore[assignment]
        height, width = pixels.shape[:2]
    top, left = int(rng.integers(height - side + 1)), int(rng.integers(width - side + 1))
    crop = pixels[top : top + side, left : left + side]
    return np.ascontiguousarray(crop[:, ::-1] if rng.random() < 0.5 else crop)
