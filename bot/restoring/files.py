"""The files that a work leaves."""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image

from bot.comparison import before_and_after
from bot.media import MEDIA_TYPES
from bot.restoring.masks import mask_file
from bot.restoring.pictures import fitting, preview, turned
from bot.restoring.values import File, Order, Version, Work
from restoration.photo import Edit, Photo, encode, strip, writable

_VERSIONS = ("restored", "colorized")


def files_of(order: Order, work: Work) -> tuple[File, ...]:
    """Every result: versions, the same untransformed where they are turned, previews, the before/after
    picture, and what was filled in."""
    files: list[File] = []
    source, versions = work.source, work.versions
    before = turned(source, order.wanted)
    shown: dict[str, Photo] = {}
    for name in _VERSIONS:
        if name not in versions:
            continue
        version = versions[name]
        photo = shown[name] = turned(version.photo, order.wanted)
        kept = _kept(order, version)
        if order.wanted.turned:
            files.append(_file(f"base.{name}", version.photo, kept))
            kept = encode(photo, writable(photo.format), edit=version.edit)
        files.append(_file(name, photo, kept))
        files.append(preview(f"preview.{name}", photo))
        if len(kept) > order.upload_limit_bytes:
            files.append(fitting(f"fit.{name}", photo, version.edit, order.upload_limit_bytes))
    original = preview("preview.original", source)
    turned_too = preview("preview.before", before) if order.wanted.turned else original
    files += [original, replace(turned_too, name="preview.before")]
    if work.filled is not None:
        files.append(mask_file("preview.filled", work.filled))
    best = shown.get("colorized", shown["restored"])
    compare = before_and_after(before, best)
    with Image.open(io.BytesIO(compare)) as picture:
        files.append(File("compare", "image/jpeg", picture.width, picture.height, compare))
    return tuple(files)


def _kept(order: Order, version: Version) -> bytes:
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
