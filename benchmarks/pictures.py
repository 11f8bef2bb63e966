"""The pictures that figures are measured on, read from tar files as they are; none was trained on."""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import TypeVar, cast

import cv2
import numpy as np
import numpy.typing as npt

from training.data import Picture

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
T = TypeVar("T")

SHEETS = ("real/Scan9.png", "real/Scan10.png")
"""The annotated sheets that the degradation model never draws from."""

_NOTHING = np.zeros((0, 0, 3), np.uint8)


class DataMissing(Exception):
    """A tar file or a member of it is not in the data folder; the message is for a person."""


def members(archive: Path, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the wanted members of a tar file, in its order; the others are not read."""
    if not archive.is_file():
        raise DataMissing(f"There is no {archive.name} in {archive.parent}.")
    with tarfile.open(archive) as opened:
        for member in opened:
            name = member.name.removeprefix("./")
            if member.isfile() and wanted(name):
                stream = opened.extractfile(member)
                assert stream is not None  # noqa: S101 - isfile() was true
                yield name, stream.read()


def pixels_of(name: str, content: bytes) -> Pixels:
    """RGB (H, W, 3) uint8 of an encoded picture."""
    decoded = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    if decoded is None:
        raise DataMissing(f"{name} is no picture that can be read.")
    return cast(Pixels, cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB))


def unit(pixels: Pixels) -> Floats:
    """float32 0..1 of uint8 0..255."""
    return pixels.astype(np.float32) / np.float32(255)


def held_out(name: str) -> bool:
    """Whether training keeps its hands off the photograph of this name."""
    return Picture(name, _NOTHING).held_out


def held_out_files(data: Path, prefix: str, most: int | None = None) -> list[tuple[str, bytes]]:
    """Names and bytes of held-out photographs of the shards ``prefix-NN.tar``, at most ``most``, evenly."""
    shards = sorted(data.glob(f"{prefix}-*.tar"))
    if not shards:
        raise DataMissing(f"There is no {prefix}-NN.tar in {data}.")
    return evenly([entry for shard in shards for entry in members(shard, held_out)], most)


def held_out_photographs(data: Path, prefix: str, most: int | None = None) -> list[Picture]:
    """The same, decoded."""
    files = held_out_files(data, prefix, most)
    return [Picture(name, pixels_of(name, content)) for name, content in files]


def training_photographs(data: Path, prefix: str, step: int) -> Iterator[Picture]:
    """About every ``step``-th photograph that is trained on, for what a baseline may know."""
    for shard in sorted(data.glob(f"{prefix}-*.tar")):
        for name, content in members(shard, lambda name: not held_out(name) and chosen(name, step)):
            yield Picture(name, pixels_of(name, content))


def chosen(name: str, step: int) -> bool:
    """Whether a photograph is among every ``step``-th by its name."""
    return zlib.crc32(name.encode()) % step == 0


def benchmark_set(data: Path, name: str, most: int | None = None) -> list[Picture]:
    """The pictures of a set in bench.tar, such as CBSD68."""
    found = [
        Picture(member, pixels_of(member, content))
        for member, content in members(data / "bench.tar", lambda member: member.startswith(f"{name}/"))
    ]
    if not found:
        raise DataMissing(f"bench.tar in {data} holds no {name}.")
    return evenly(sorted(found, key=lambda picture: picture.name), most)


def sheets(data: Path) -> dict[str, Pixels]:
    """The annotated sheets for testing by name, (H, W) uint8, 0 | 255."""
    found = {}
    for name, content in members(data / "damage.tar", lambda member: member in SHEETS):
        plane = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
        found[PurePosixPath(name).stem] = np.where(np.asarray(plane) > 127, np.uint8(255), np.uint8(0))
    if len(found) != len(SHEETS):
        raise DataMissing(f"damage.tar in {data} lacks one of {', '.join(SHEETS)}.")
    return dict(sorted(found.items()))


def evenly(entries: list[T], most: int | None) -> list[T]:
    """At most so many of the entries, spread evenly over all of them."""
    if most is None or len(entries) <= most:
        return entries
    return [entries[index * len(entries) // most] for index in range(most)]
