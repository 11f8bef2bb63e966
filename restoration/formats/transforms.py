"""Between the colours a file uses and the working space: sRGB-encoded uint16, 0..65535.

Pixels come in strips of rows, so that no picture is ever held in floating point as a whole. Conversions are
relative colorimetric. What lies outside sRGB is clipped here; `working_space.py` gives it back
to pixels that were left alone.
"""

from __future__ import annotations

from typing import Final, Protocol, TypeVar

import cv2
import imagecodecs
import numpy as np
import numpy.typing as npt

from restoration.formats.icc import MatrixProfile, read_matrix_profile, space
from restoration.formats.raster import Model, Samples, widened

Pixels = npt.NDArray[np.uint16]
Light = npt.NDArray[np.float32]
Table = TypeVar("Table", np.float32, np.uint16)

_RELATIVE_COLORIMETRIC: Final = 1
_FULL_PRECISION: Final = 0x0100  # else 16-bit pixels pass through a coarse grid: up to 8 levels of 255 off
_BLACK_POINT_COMPENSATION: Final = 0x2000
_SAME: Final = 128  # half of an 8-bit level: a profile this near to sRGB is sRGB
_AGREEMENT: Final = 320  # how far our matrix path may be from the general engine's on a probe, of 65535
_OUTSIDE: Final = 1e-4  # linear light below 0 or above 1 by more than this is clipped visibly


class Transform(Protocol):
    """A way into the working space and, where `reversible`, out of it again."""

    reversible: bool

    def forward(self, strip: Samples) -> tuple[Pixels, bool]:
        """Working-space pixels (h, W, 3) of the file's samples, and whether colours had to be clipped."""

    def backward(self, strip: Pixels) -> Pixels:
        """The file's colours (h, W, 3), 0..65535, of working-space pixels."""


class Plain:
    """Samples are sRGB already, or nobody knows better: grey is spread to three channels."""

    reversible = True

    def forward(self, strip: Samples) -> tuple[Pixels, bool]:
        """See `Transform`; exact."""
        pixels = widened(strip)
        return (np.repeat(pixels[..., np.newaxis], 3, axis=2) if pixels.ndim == 2 else pixels), False

    def backward(self, strip: Pixels) -> Pixels:
        """See `Transform`; exact."""
        return strip


class GreyCurve:
    """A grey profile: one table each way, so that the three channels stay equal to the last bit."""

    reversible = True

    def __init__(self, profile: bytes) -> None:
        """Raises: ValueError if the profile's curve cannot be turned round."""
        ramp = np.arange(65536, dtype=np.uint16).reshape(256, 256)
        rgb = _convert(ramp, profile, _srgb_profile(), "gray", "rgb").reshape(-1, 3)
        self._forward = rgb[:, 1].copy()
        if (np.diff(self._forward.astype(np.int32)) < 0).any() or self._forward[-1] == self._forward[0]:
            raise ValueError("grey curve is not monotone")
        levels, first = np.unique(self._forward, return_index=True)
        self._backward = np.rint(np.interp(np.arange(65536), levels, first)).astype(np.uint16)

    def forward(self, strip: Samples) -> tuple[Pixels, bool]:
        """See `Transform`."""
        grey = self._forward[widened(strip)]
        return np.repeat(grey[..., np.newaxis], 3, axis=2), False

    def backward(self, strip: Pixels) -> Pixels:
        """See `Transform`."""
        return self._backward[strip]


class MatrixShaper:
    """An RGB profile of curves and a matrix: table, matrix, table, good to about one of 65535.

    The second table is indexed by the square root of linear light, which spends its steps as the eye does.
    """

    reversible = True

    def __init__(self, profile: MatrixProfile) -> None:
        srgb = read_matrix_profile(_srgb_profile())
        if srgb is None or (np.diff(profile.curves, axis=1) < 0).any():
            raise ValueError("not monotone")
        to_srgb = np.linalg.solve(srgb.matrix, profile.matrix)
        self._decode = profile.curves.astype(np.float32)
        self._to_srgb = to_srgb.astype(np.float32)
        self._encode_srgb = _inverse(srgb.curves[:1])
        self._decode_srgb = srgb.curves[:1].astype(np.float32)
        self._from_srgb = np.linalg.inv(to_srgb).astype(np.float32)
        self._encode = _inverse(profile.curves)

    def forward(self, strip: Samples) -> tuple[Pixels, bool]:
        """See `Transform`."""
        tables = self._decode[:, ::257] if strip.dtype == np.uint8 else self._decode
        light = _mixed(_looked_up(tables, strip), self._to_srgb)
        outside = bool(light.min() < -_OUTSIDE or light.max() > 1 + _OUTSIDE)
        return _looked_up(self._encode_srgb, _root_index(light)), outside

    def backward(self, strip: Pixels) -> Pixels:
        """See `Transform`."""
        light = _mixed(_looked_up(self._decode_srgb, strip), self._from_srgb)
        return _looked_up(self._encode, _root_index(light))


class LittleCms:
    """Any other profile, by the general colour engine in full precision (slow: 0.2 s a megapixel)."""

    def __init__(self, profile: bytes, model: Model) -> None:
        self._profile = profile
        self._model = model.value
        self.reversible = model is Model.RGB and self._can_write()

    def forward(self, strip: Samples) -> tuple[Pixels, bool]:
        """See `Transform`; whether colours were clipped is not known, and so supposed."""
        return _convert(widened(strip), self._profile, _srgb_profile(), self._model, "rgb"), True

    def backward(self, strip: Pixels) -> Pixels:
        """See `Transform`."""
        return _convert(strip, _srgb_profile(), self._profile, "rgb", self._model)

    def _can_write(self) -> bool:
        try:
            self.backward(_probe())
        except Exception:  # the library's errors have no common base
            return False
        return True


class PlainInk:
    """CMYK without a profile: every ink swallows its part of the light."""

    reversible = False

    def forward(self, strip: Samples) -> tuple[Pixels, bool]:
        """See `Transform`."""
        left = np.uint16(65535) - widened(strip)
        light = left[..., :3].astype(np.uint32) * left[..., 3:]
        return ((light + 32767) // 65535).astype(np.uint16), False

    def backward(self, strip: Pixels) -> Pixels:
        """Not to be asked for, as `reversible` says: a file is never written in CMYK."""
        raise TypeError("inks without a profile cannot be written")


def transform_for(profile: bytes | None, model: Model) -> Transform | None:
    """The transform a profile asks for, None if there is no profile, or it is broken or of another model."""
    if profile is None or space(profile) is not model:
        return None
    try:
        if model is Model.GREY:
            return GreyCurve(profile)
        engine = LittleCms(profile, model)
        reference, _ = engine.forward(_probe(4 if model is Model.CMYK else 3))
        return engine if model is Model.CMYK else _fast(profile, reference) or engine
    except (
        Exception
    ):  # a broken profile costs its colours, never the photograph; the library has no error base
        return None


def _fast(profile: bytes, reference: Pixels) -> Transform | None:
    """A quick transform that agrees with the general engine on the probe, None if there is none."""
    if np.abs(reference.astype(np.int32) - _probe()).max() <= _SAME:
        return Plain()
    matrix = read_matrix_profile(profile)
    try:
        shaper = None if matrix is None else MatrixShaper(matrix)
    except ValueError:
        return None
    if shaper is None or np.abs(shaper.forward(_probe())[0].astype(np.int32) - reference).max() > _AGREEMENT:
        return None
    return shaper


def _probe(channels: int = 3) -> Pixels:
    """Colours all over the cube, (n, n, channels)."""
    axis = np.linspace(0, 65535, 9 if channels == 3 else 5).astype(np.uint16)
    grid = np.stack(np.meshgrid(*[axis] * channels, indexing="ij"), axis=-1)
    return np.ascontiguousarray(grid.reshape(len(axis), -1, channels))


def _srgb_profile() -> bytes:
    return bytes(imagecodecs.cms_profile("srgb"))


def _convert(strip: Pixels, source: bytes, target: bytes, space_in: str, space_out: str) -> Pixels:
    result: Pixels = imagecodecs.cms_transform(
        np.ascontiguousarray(strip),
        source,
        target,
        colorspace=space_in,
        outcolorspace=space_out,
        intent=_RELATIVE_COLORIMETRIC,
        flags=_FULL_PRECISION | _BLACK_POINT_COMPENSATION,
    )
    return result


def _looked_up(tables: npt.NDArray[Table], strip: Samples) -> npt.NDArray[Table]:
    if len(tables) == 1:
        single: npt.NDArray[Table] = tables[0][strip]
        return single
    return np.stack([table.take(strip[..., channel]) for channel, table in enumerate(tables)], axis=-1)


def _mixed(light: Light, matrix: Light) -> Light:
    return np.asarray(cv2.transform(light, matrix), dtype=np.float32)


def _root_index(light: Light) -> Pixels:
    root = np.sqrt(np.clip(light, 0.0, 1.0, out=light), out=light)
    return (root * np.float32(65535) + np.float32(0.5)).astype(np.uint16)


def _inverse(curves: npt.NDArray[np.float64]) -> Pixels:
    """Tables (curves, 65536) from the square root of linear light back to encoded values."""
    light = np.linspace(0.0, 1.0, 65536) ** 2
    levels = np.arange(65536)
    return np.stack([np.rint(np.interp(light, curve, levels)) for curve in curves]).astype(np.uint16)
