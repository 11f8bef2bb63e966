"""The simple kind of ICC profile (ICC.1:2022), three curves and a matrix, read here because it can be fast.

Nearly every camera, phone and editor embeds such a profile. A general colour engine needs seconds for twelve
megapixels of it in full precision; tables and one matrix need a fraction of one.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from restoration.formats.raster import Model

Floats = npt.NDArray[np.float64]

_SPACES: Final = {b"GRAY": Model.GREY, b"RGB ": Model.RGB, b"CMYK": Model.CMYK}
_LEVELS: Final = np.linspace(0.0, 1.0, 65536)
_FIXED: Final = 65536.0  # s15Fixed16Number


@dataclass(frozen=True, slots=True)
class MatrixProfile:
    """A profile of curves and a matrix.

    Attributes:
        curves: (3, 65536) float64: linear light 0..1 of each encoded red, green and blue 0..65535.
        matrix: (3, 3) float64: linear red, green, blue (columns) to CIE XYZ relative to D50 (rows).
    """

    curves: Floats
    matrix: Floats


def space(profile: bytes | None) -> Model | None:
    """The colour model a profile is for, None if it is no profile or for another model."""
    if profile is None or len(profile) < 132 or profile[36:40] != b"acsp":
        return None
    return _SPACES.get(profile[16:20])


def read_matrix_profile(profile: bytes) -> MatrixProfile | None:
    """The curves and matrix of an RGB profile, None if it has none, or is broken."""
    try:
        tags = _tags(profile)
        with np.errstate(all="ignore"):  # a hostile exponent is found by what comes of it
            curves = np.stack([_curve(tags[name]) for name in (b"rTRC", b"gTRC", b"bTRC")])
        columns = [_fixed(tags[name][8:20]) for name in (b"rXYZ", b"gXYZ", b"bXYZ")]
    except (KeyError, ValueError, struct.error):
        return None
    matrix = np.array(columns).T
    if not np.isfinite(curves).all() or abs(np.linalg.det(matrix)) < 1e-6:
        return None
    return MatrixProfile(np.clip(curves, 0.0, 1.0), matrix)


def _tags(profile: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">I", profile, 128)
    entries = [struct.unpack_from(">4sII", profile, 132 + 12 * index) for index in range(min(count, 256))]
    return {name: profile[offset : offset + size] for name, offset, size in entries}


def _fixed(raw: bytes) -> list[float]:
    return [value / _FIXED for value in struct.unpack(f">{len(raw) // 4}i", raw)]


def _curve(tag: bytes) -> Floats:
    if tag[:4] == b"para":
        return _parametric(struct.unpack_from(">H", tag, 8)[0], tag)
    if tag[:4] != b"curv":
        raise ValueError("no curve")
    (count,) = struct.unpack_from(">I", tag, 8)
    if count == 0:
        return _LEVELS
    values = np.array(struct.unpack_from(f">{min(count, 65536)}H", tag, 12), dtype=np.float64)
    if count == 1:
        return np.asarray(_LEVELS ** (values[0] / 256.0))
    return np.interp(_LEVELS, np.linspace(0.0, 1.0, len(values)), values / 65535.0)


def _parametric(kind: int, tag: bytes) -> Floats:
    """ICC.1:2022, table 68: Y = (aX + b)^g + e from d on, and cX + f below it."""
    lengths = {0: 1, 1: 3, 2: 4, 3: 5, 4: 7}
    if kind not in lengths:
        raise ValueError("unknown parametric curve")
    given = _fixed(tag[12 : 12 + 4 * lengths[kind]])
    g, a, b, c, d, e, f = 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0
    match given:
        case [g]:
            pass
        case [g, a, b]:
            d = -b / a if a else 0.0
        case [g, a, b, e]:
            d, f = -b / a if a else 0.0, e
        case [g, a, b, c, d]:
            pass
        case [g, a, b, c, d, e, f]:
            pass
        case _:
            raise ValueError("short parametric curve")
    power = np.maximum(a * _LEVELS + b, 0.0) ** g + e
    return np.where(d <= _LEVELS, power, c * _LEVELS + f)
