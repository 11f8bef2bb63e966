"""A small, bounded sample of a photograph, so that 50 megapixels cost no more to judge than one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Float = npt.NDArray[np.float32]
Words = npt.NDArray[np.uint16]

_WHOLE_PIXELS = 600_000
_CROP_PX = 256
SMALL_PX = 256
_STRIDED_PX = 1024
_MARGIN = 0.03
_BORDER_MOST = 0.12
_BORDER_FLAT = 0.03


@dataclass(frozen=True, slots=True)
class Sample:
    """Pieces in full resolution for what lies in single pixels, and a reduced copy for tones.

    `pieces` are (h, w, 3) uint16 sRGB, each beginning at a multiple of 8 pixels, all of a small picture or
    nine crops of a large one. `small` is (h, w, 3) uint16, at most 256 pixels, without the border of the
    print.
    """

    pieces: tuple[Words, ...]
    small: Words
    long_side_px: int

    def green(self) -> Iterator[Float]:
        """Green, which carries most of the detail, of each piece: (h, w) float32 in 8-bit units."""
        for piece in self.pieces:
            yield piece[..., 1].astype(np.float32) * np.float32(1 / 257)


def take_sample(pixels: Words) -> Sample:
    """Sample (H, W, 3) uint16 sRGB pixels."""
    height, width = pixels.shape[:2]
    return Sample(_pieces(pixels), _without_border(reduce(pixels, SMALL_PX)), max(height, width))


def reduce(pixels: Words, longest_px: int) -> Words:
    """The picture reduced by area to at most `longest_px`; where there are many pixels, some are left out."""
    height, width = pixels.shape[:2]
    stride = max(1, max(height, width) // max(_STRIDED_PX, longest_px))
    strided = np.ascontiguousarray(pixels[::stride, ::stride])
    scale = min(1.0, longest_px / max(strided.shape[:2]))
    size = max(1, round(strided.shape[1] * scale)), max(1, round(strided.shape[0] * scale))
    return np.asarray(cv2.resize(strided, size, interpolation=cv2.INTER_AREA), dtype=np.uint16)


def _pieces(pixels: Words) -> tuple[Words, ...]:
    height, width = pixels.shape[:2]
    if height * width <= _WHOLE_PIXELS:
        return (pixels,)
    return tuple(
        pixels[top : top + _CROP_PX, left : left + _CROP_PX]
        for top in _starts(height)
        for left in _starts(width)
    )


def _starts(length: int) -> list[int]:
    """Three places for a crop along one side, at multiples of 8, the outermost away from the border."""
    free = max(0, length - _CROP_PX)
    return sorted({int(free * share) // 8 * 8 for share in (0.1, 0.5, 0.9)})


def _without_border(small: Words) -> Words:
    """Cut 3 % from every side, and more where lines are plain: the paper's rim, a frame, the scanner bed."""
    height, width = small.shape[:2]
    top, bottom = _plain_lines(small), _plain_lines(small[::-1])
    left, right = _plain_lines(small.transpose(1, 0, 2)), _plain_lines(small.transpose(1, 0, 2)[::-1])
    inner = small[top : height - bottom, left : width - right]
    return inner if min(inner.shape[:2]) >= 4 else small


def _plain_lines(small: Words) -> int:
    count = len(small)
    first = round(count * _MARGIN)
    spread = small[: int(count * _BORDER_MOST)].astype(np.float32).std(axis=1).max(axis=-1) / 65535
    plain = np.flatnonzero(spread < _BORDER_FLAT)
    return first + 1 if plain.size == 0 or plain[-1] < first else int(plain[-1]) + 2
