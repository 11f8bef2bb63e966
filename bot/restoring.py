"""One work, from its blobs to its results: what the worker does with a photo.

Only what has to run again runs: a work that differs from an earlier one by turning or cropping alone turns
and crops that one's results; one that differs by colour alone colours that one's restored version.
"""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from bot.comparison import before_and_after
from bot.outcome import Outcome
from bot.wishes import Wanted
from restoration.engine import Engine, Request
from restoration.photo import Edit, Format, Photo, decode, encode, strip, writable
from restoration.pipeline import Progress
from restoration.recipe import Recipe

PREVIEW_PX = 2048
"""Longest side of what browsers are shown."""

MEDIA_TYPES: Mapping[Format, str] = {
    Format.JPEG: "image/jpeg",
    Format.PNG: "image/png",
    Format.WEBP: "image/webp",
    Format.TIFF: "image/tiff",
    Format.HEIC: "image/heic",
    Format.AVIF: "image/avif",
    Format.BMP: "image/bmp",
}

_COLOR = ("colorize", "vividness", "alternative", "hints")
_VERSIONS = ("restored", "colorized")


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier work on the same photo, for what can be taken over.

    Attributes:
        wanted: what it did.
        outcome: its report.
        versions: its untransformed versions, files by name.
        filled: the picture of what was filled in, or None.
    """

    wanted: Wanted
    outcome: Outcome
    versions: Mapping[str, bytes] = field(repr=False)
    filled: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done.

    Attributes:
        source: the original.
        wanted: what is wished for.
        mask: the painted mask's file, or None.
        earlier: the newest work that is done, or None.
        upload_limit_bytes: a version larger than this gets a smaller copy that fits.
    """

    source: bytes = field(repr=False)
    wanted: Wanted
    mask: bytes | None = field(default=None, repr=False)
    earlier: Earlier | None = None
    upload_limit_bytes: int = 50_000_000


@dataclass(frozen=True, slots=True)
class File:
    """One result: a name such as "restored" or "preview.restored", and its file."""

    name: str
    media_type: str
    width: int
    height: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of an order; width and height are the upright photo's."""

    outcome: Outcome
    files: tuple[File, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Version:
    """A version before it is turned and cropped, with its file where that exists already."""

    photo: Photo
    edit: Edit
    data: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class _Work:
    """What was done to a photo, before it is turned and cropped.

    Attributes:
        source: the photo as decoded.
        versions: by name.
        outcome: the report.
        filled: a PNG of one channel over the upright whole photo, white where it was filled in; None where
            nothing was.
    """

    source: Photo
    versions: Mapping[str, _Version]
    outcome: Outcome
    filled: bytes | None


async def fulfil(order: Order, engine: Engine, on_progress: Callable[[Progress], None]) -> Restored:
    """Do what an order asks for; everything that takes long happens in threads.

    Raises:
        RestorationError: the file, the recipe or a network cannot be used.
    """
    began = time.perf_counter()
    work = await _work(order, engine, on_progress)
    files = await asyncio.to_thread(_files, order, work)
    outcome = replace(work.outcome, seconds=time.perf_counter() - began)
    return Restored(outcome, files, work.source.width, work.source.height)


async def _work(order: Order, engine: Engine, on_progress: Callable[[Progress], None]) -> _Work:
    megapixels = engine.settings.max_megapixels
    earlier = order.earlier
    if earlier and _same(order.wanted, earlier):
        source = await asyncio.to_thread(decode, order.source, max_megapixels=megapixels)
        versions = await asyncio.to_thread(_taken_over, earlier, megapixels)
        return _Work(source, versions, _again(earlier.outcome, {}), earlier.filled)
    if earlier and _same_but_color(order.wanted, earlier):
        return await _recolored(order, earlier, engine, on_progress)
    mask = await asyncio.to_thread(_mask, order.mask, order.source, megapixels) if order.mask else None
    recipe = None if order.wanted.recipe is None else Recipe.from_mapping(order.wanted.recipe)
    request = Request(order.source, recipe, order.wanted.strength, order.wanted.color, mask)
    began = time.perf_counter()
    result = await engine.restore(request, on_progress)
    outcome = Outcome.of(result, time.perf_counter() - began)
    versions = {str(name): _Version(photo, result.edits[name]) for name, photo in result.photos.items()}
    filled = None if result.filled is None else await asyncio.to_thread(_small_mask, result.filled)
    return _Work(result.source, versions, outcome, filled)


def _same(wanted: Wanted, earlier: Earlier) -> bool:
    return (
        _work_of(wanted, earlier) == _work_of(earlier.wanted, earlier) and wanted.mask == earlier.wanted.mask
    )


def _same_but_color(wanted: Wanted, earlier: Earlier) -> bool:
    new, old = (_work_of(wish, earlier) for wish in (wanted, earlier.wanted))
    if isinstance(new, Wanted) or isinstance(old, Wanted) or wanted.mask != earlier.wanted.mask:
        return False
    return {name: new[name] for name in new if name not in _COLOR} == {
        name: old[name] for name in old if name not in _COLOR
    }


def _work_of(wanted: Wanted, earlier: Earlier) -> Mapping[str, float | bool] | Wanted:
    """The recipe that a wish amounts to; a wish for an automatic one is known when the earlier work was just
    that."""
    if wanted.recipe is not None:
        return Recipe.from_mapping(wanted.recipe).to_mapping()
    automatic = replace(wanted, rotate=0, crop=None, mask=None)
    if automatic == replace(earlier.wanted, rotate=0, crop=None, mask=None):
        return earlier.outcome.recipe
    return automatic


def _taken_over(earlier: Earlier, megapixels: float) -> dict[str, _Version]:
    return {
        name: _Version(decode(data, max_megapixels=megapixels), Edit(earlier.outcome.edits[name]), data)
        for name, data in earlier.versions.items()
    }


async def _recolored(
    order: Order, earlier: Earlier, engine: Engine, on_progress: Callable[[Progress], None]
) -> _Work:
    """The earlier restored version as it is, coloured anew or not at all."""
    used = Recipe.from_mapping(order.wanted.recipe or earlier.outcome.recipe)
    restored = earlier.versions["restored"]
    megapixels = engine.settings.max_megapixels
    source = await asyncio.to_thread(decode, order.source, max_megapixels=megapixels)
    before = Edit(earlier.outcome.edits["restored"])
    versions = {
        "restored": _Version(
            await asyncio.to_thread(decode, restored, max_megapixels=megapixels), before, restored
        )
    }
    outcome = _again(earlier.outcome, {"restored": str(before)}, recipe=used.to_mapping())
    if not used.colorize:
        return _Work(source, versions, outcome, earlier.filled)
    only_color = replace(used, repair=0.0, inpaint=0.0, restore=0.0, fading=0.0, cast=0.0, contrast=0.0)
    began = time.perf_counter()
    result = await engine.restore(Request(restored, only_color), on_progress)
    fresh = Outcome.of(result, time.perf_counter() - began)
    for name, photo in result.photos.items():
        if str(name) == "colorized":
            versions["colorized"] = _Version(photo, result.edits[name])
    stages = {
        stage["stage"]: stage for stage in (*outcome.stages, *(row for row in fresh.stages if row["ran"]))
    }
    edits = {name: str(version.edit) for name, version in versions.items()}
    models = {**outcome.models, **fresh.models}
    fresh = replace(
        outcome,
        stages=tuple(stages.values()),
        edits=edits,
        models=models,
        engine_seconds=fresh.engine_seconds,
    )
    return _Work(source, versions, fresh, earlier.filled)


def _again(
    outcome: Outcome, edits: Mapping[str, str], recipe: Mapping[str, float | bool] | None = None
) -> Outcome:
    """The earlier report for results that were taken over; without colour where `edits` has none."""
    if not edits:
        return replace(outcome, engine_seconds=0.0)
    stages = tuple(
        {**stage, "ran": False, "reason": "switched_off"} if stage["stage"] == "colorize" else stage
        for stage in outcome.stages
    )
    return replace(outcome, stages=stages, edits=edits, recipe=recipe or outcome.recipe, engine_seconds=0.0)


def _mask(file: bytes, original: bytes, megapixels: float) -> npt.NDArray[np.uint8]:
    """The painted mask at the size of the upright photo, (H, W) uint8, 255 where to fill."""
    source = decode(original, max_megapixels=megapixels)
    with Image.open(io.BytesIO(file), formats=["PNG"]) as picture:
        if picture.mode in ("RGBA", "LA"):  # painted on glass: what is opaque and not black counts
            alpha = np.asarray(picture.getchannel("A"))
            grey = np.asarray(picture.convert("L")).astype(np.uint16) * alpha // 255
        else:
            grey = np.asarray(picture.convert("L")).astype(np.uint16)
    painted = np.where(grey > 0, np.uint8(255), np.uint8(0))
    scaled = cv2.resize(painted, (source.width, source.height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(scaled, np.uint8)


# ------------------------------------------------------------------------------------------------------ files


def _files(order: Order, work: _Work) -> tuple[File, ...]:
    """Every result: versions, the same untransformed where they are turned, previews, the before/after
    picture, and what was filled in."""
    files: list[File] = []
    source, versions = work.source, work.versions
    before = _turned(source, order.wanted)
    shown: dict[str, Photo] = {}
    for name in _VERSIONS:
        if name not in versions:
            continue
        version = versions[name]
        photo = shown[name] = _turned(version.photo, order.wanted)
        kept = _kept(order, version)
        if order.wanted.turned:
            files.append(_file(f"base.{name}", version.photo, kept))
            kept = encode(photo, writable(photo.format), edit=version.edit)
        files.append(_file(name, photo, kept))
        files.append(_preview(f"preview.{name}", photo))
        if len(kept) > order.upload_limit_bytes:
            files.append(_fitting(f"fit.{name}", photo, version.edit, order.upload_limit_bytes))
    files += [_preview("preview.original", source), _preview("preview.before", before)]
    if work.filled is not None:
        files.append(_mask_file("preview.filled", work.filled))
    best = shown.get("colorized", shown["restored"])
    compare = before_and_after(before, best)
    with Image.open(io.BytesIO(compare)) as picture:
        files.append(File("compare", "image/jpeg", picture.width, picture.height, compare))
    return tuple(files)


def _small_mask(mask: npt.NDArray[np.uint8]) -> bytes:
    """A PNG of one bit, at most as long as the previews; (H, W) in, non-zero where to fill."""
    height, width = mask.shape
    scale = min(1.0, PREVIEW_PX / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(mask, size, interpolation=cv2.INTER_AREA)  # what is thinner than a pixel stays
    buffer = io.BytesIO()
    Image.fromarray(small > 0).save(buffer, "png", optimize=True)
    return buffer.getvalue()


def _mask_file(name: str, data: bytes) -> File:
    with Image.open(io.BytesIO(data)) as picture:
        return File(name, "image/png", picture.width, picture.height, data)


def _kept(order: Order, version: _Version) -> bytes:
    """The file of a version before it is turned; the picture in one that nothing was done to passes through
    untouched."""
    if version.data is not None:
        return version.data
    format = writable(version.photo.format)
    if version.edit is Edit.NONE and format is version.photo.format:
        stripped = strip(order.source)  # others in the chat are not told where it was taken
        if stripped is not None:
            return stripped
    return encode(version.photo, format, edit=version.edit)


def _file(name: str, photo: Photo, data: bytes) -> File:
    return File(name, MEDIA_TYPES[writable(photo.format)], photo.width, photo.height, data)


def _turned(photo: Photo, wanted: Wanted) -> Photo:
    """Cropped, then turned clockwise."""
    if not wanted.turned:
        return photo
    left, top, width, height = wanted.crop or (0.0, 0.0, 1.0, 1.0)
    x, y = round(left * photo.width), round(top * photo.height)
    x2, y2 = max(x + 1, round((left + width) * photo.width)), max(y + 1, round((top + height) * photo.height))

    def turn(array: Any) -> Any:
        return np.ascontiguousarray(np.rot90(array[y:y2, x:x2], -(wanted.rotate // 90)))

    alpha = None if photo.alpha is None else turn(photo.alpha)
    return replace(photo, pixels=turn(photo.pixels), alpha=alpha, original=None)


def _preview(name: str, photo: Photo) -> File:
    small = _reduced(photo, PREVIEW_PX)
    buffer = io.BytesIO()
    Image.fromarray(small).save(buffer, "jpeg", quality=88)
    return File(name, "image/jpeg", small.shape[1], small.shape[0], buffer.getvalue())


def _reduced(photo: Photo, longest_px: int) -> npt.NDArray[np.uint8]:
    """At most `longest_px` long, (H, W, 3) uint8 sRGB, on white."""
    scale = min(1.0, longest_px / max(photo.width, photo.height))
    size = max(1, round(photo.width * scale)), max(1, round(photo.height * scale))
    small = cv2.resize(photo.pixels, size, interpolation=cv2.INTER_AREA)
    if photo.alpha is not None:
        alpha = (
            cv2.resize(photo.alpha, size, interpolation=cv2.INTER_AREA).astype(np.float32)[..., None] / 65535
        )
        small = (65535 - (65535 - small.astype(np.float32)) * alpha).astype(np.uint16)
    return ((small.astype(np.uint32) + 128) // 257).astype(np.uint8)


def _fitting(name: str, photo: Photo, edit: Edit, limit_bytes: int) -> File:
    """A JPEG below `limit_bytes`: first of lower quality, then smaller."""
    for quality in (92, 85, 75):
        data = encode(photo, Format.JPEG, quality=quality, edit=edit)
        if len(data) <= limit_bytes:
            return File(name, "image/jpeg", photo.width, photo.height, data)
    longest_px = max(photo.width, photo.height)
    while True:
        longest_px = longest_px * 2 // 3
        small = _reduced(photo, longest_px)
        wide = small.astype(np.uint16) * np.uint16(257)
        fitting = replace(photo, pixels=wide, alpha=None, original=None, profile=None, depth=8)
        data = encode(fitting, Format.JPEG, quality=80, edit=edit)
        if len(data) <= limit_bytes or longest_px < 64:
            return File(name, "image/jpeg", small.shape[1], small.shape[0], data)
