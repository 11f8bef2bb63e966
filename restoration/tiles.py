"""Large pictures in tiles: a plan of equal overlapping tiles, and their feathered join without a seam."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np
import numpy.typing as npt

Float = npt.NDArray[np.float32]
Words = npt.NDArray[np.uint16]

TILE_PX = 640
OVERLAP_PX = 48


@dataclass(frozen=True, slots=True)
class Span:
    """One tile along an axis: from ``start``, ``length`` long, feathered by ``weights`` (length,)."""

    start: int
    length: int
    weights: Float

    @property
    def stop(self) -> int:
        """One past its last pixel."""
        return self.start + self.length


def spans(size: int, tile: int = TILE_PX, overlap: int = OVERLAP_PX) -> tuple[Span, ...]:
    """Equal spans over ``size`` pixels whose weights add up to one at every pixel.

    Neighbours overlap by at least ``overlap``, and only neighbours do: ``tile`` must be four times
    ``overlap`` or more. A span is at most ``tile`` long.
    """
    if tile < max(1, 4 * overlap):
        raise ValueError(f"a tile of {tile} pixels is too small for an overlap of {overlap}")
    if size <= tile:
        return (Span(0, size, np.ones(size, np.float32)),)
    count = ceil((size - overlap) / (tile - overlap))
    length = ceil((size + (count - 1) * overlap) / count)
    starts = [round(index * (size - length) / (count - 1)) for index in range(count)]
    ramps = [np.ones(length, np.float32) for _ in starts]
    for index in range(1, count):
        shared = starts[index - 1] + length - starts[index]
        # A network sees padding past a tile's edge: its outermost pixels do not count at all.
        margin = shared // 6
        position = np.arange(shared, dtype=np.float32) + np.float32(0.5) - margin
        rise = np.clip(position / max(1, shared - 2 * margin), 0, 1)
        ramps[index][:shared] *= rise
        ramps[index - 1][length - shared :] *= 1 - rise
    return tuple(Span(start, length, ramp) for start, ramp in zip(starts, ramps, strict=True))


def enlarged(span: Span, factor: int) -> Span:
    """The span where ``factor`` pixels stand for one; the weights still add up to one."""
    return Span(span.start * factor, span.length * factor, np.repeat(span.weights, factor))


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile of a plan."""

    rows: Span
    columns: Span

    @property
    def window(self) -> tuple[slice, slice]:
        """Its place in the picture, for indexing."""
        return slice(self.rows.start, self.rows.stop), slice(self.columns.start, self.columns.stop)


def plan(height: int, width: int, tile: int = TILE_PX, overlap: int = OVERLAP_PX) -> Iterator[Tile]:
    """Tiles over a picture, row by row."""
    columns = spans(width, tile, overlap)
    return (Tile(rows, column) for rows in spans(height, tile, overlap) for column in columns)


def count(height: int, width: int, tile: int = TILE_PX, overlap: int = OVERLAP_PX) -> int:
    """Number of tiles of :func:`plan`."""
    return len(spans(height, tile, overlap)) * len(spans(width, tile, overlap))


def padded(image: Float, multiple: int) -> Float:
    """Mirror (H, W, ...) at the bottom and the right up to sizes that ``multiple`` divides."""
    height, width = image.shape[:2]
    missing = [(0, -height % multiple), (0, -width % multiple)]
    return np.pad(image, missing + [(0, 0)] * (image.ndim - 2), mode="symmetric")


def feathered(
    height: int,
    width: int,
    channels: int,
    process: Callable[[Tile], Float | None],
    write: Callable[[int, Float, Float], None],
    *,
    tile: int = TILE_PX,
    overlap: int = OVERLAP_PX,
    factor: int = 1,
) -> None:
    """Run ``process`` over a plan and hand finished rows to ``write``, holding one band of tiles in memory.

    ``process(tile)`` gives (h, w, channels) float32, or None where the picture stays as it is; with a
    ``factor`` it gives ``factor`` times as many rows and columns, and so does ``write`` get.
    ``write(top, rows, share)`` gets the blended rows (n, width, channels), weighted, and the share (n, width)
    0..1 of each pixel that was processed: the new pixel is ``rows + (1 - share) * old``.
    """
    columns = [(span, enlarged(span, factor)) for span in spans(width, tile, overlap)]
    plans = spans(height, tile, overlap)
    bands = [enlarged(span, factor) for span in plans]
    length = bands[0].length
    blended = np.zeros((length, width * factor, channels), np.float32)
    share = np.zeros((length, width * factor), np.float32)
    for index, rows in enumerate(bands):
        for planned, column in columns:
            output = process(Tile(plans[index], planned))
            if output is None:
                continue
            weight = rows.weights[:, None] * column.weights
            blended[:, column.start : column.stop] += output * weight[..., None]
            share[:, column.start : column.stop] += weight
        following = bands[index + 1].start if index + 1 < len(bands) else rows.stop
        done = following - rows.start
        write(rows.start, blended[:done], share[:done])
        blended[: length - done] = blended[done:].copy()
        share[: length - done] = share[done:].copy()
        blended[length - done :] = 0
        share[length - done :] = 0


def to_unit(words: Words) -> Float:
    """uint16 0..65535 to float32 0..1."""
    return words.astype(np.float32) * np.float32(1 / 65535)


def to_words(unit: Float) -> Words:
    """float32 0..1 to uint16 0..65535, rounded and clipped."""
    words: Words = np.clip(unit * np.float32(65535) + np.float32(0.5), 0, 65535).astype(np.uint16)
    return words
