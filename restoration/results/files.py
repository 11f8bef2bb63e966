"""The files that a work leaves."""

from __future__ import annotations

from dataclasses import replace

from restoration.photo import Edit, Format, History, Photo, encode, strip, writable
from restoration.results.masks import mask_file
from restoration.results.names import MEDIA_TYPES
from restoration.results.pictures import File, before_and_after, fitting, preview, turned
from restoration.results.values import Order, Unturned, Work
from restoration.stages import Version


def version_file(
    photo: Photo,
    edit: Edit,
    source: bytes,
    format: Format | None = None,
    *,
    stripped: bool = False,
    history: History | None = None,
) -> bytes:
    """A version as a file, by default in its source's format.

    One that nothing was done to is the source as it came, or `stripped` of where it was taken and the like.
    With a `history`, all that describes the source is kept.
    """
    target = writable(format or photo.format)
    if edit is Edit.NONE and target is photo.format:
        untouched = strip(source) if stripped else source
        if untouched is not None:
            return untouched
    return encode(photo, target, edit=edit, history=history)


def files_of(order: Order, work: Work) -> tuple[File, ...]:
    """Every result: versions, the same untransformed where they are turned, previews, the before/after
    picture, and what was filled in."""
    files: list[File] = []
    before = turned(work.source, order.wanted)
    shown: dict[str, Photo] = {}
    for name in (name for name in Version if name in work.versions):
        version = work.versions[name]
        photo = shown[name] = turned(version.photo, order.wanted)
        data = _untransformed(order, version)
        if order.wanted.turned:
            files.append(_file(f"base.{name}", version.photo, data))
            data = encode(photo, edit=version.edit)
        files.append(_file(name, photo, data))
        files.append(preview(f"preview.{name}", photo))
        if len(data) > order.upload_limit_bytes:
            files.append(fitting(f"fit.{name}", photo, version.edit, order.upload_limit_bytes))
    original = preview("preview.original", work.source)
    turned_too = preview("preview.before", before) if order.wanted.turned else original
    files += [original, replace(turned_too, name="preview.before")]
    if work.filled is not None:
        files.append(mask_file("preview.filled", work.filled))
    best = shown.get(Version.COLORIZED, shown[Version.RESTORED])
    return (*files, before_and_after(before, best))


def _untransformed(order: Order, version: Unturned) -> bytes:
    """Its file; others in the chat are not told where an untouched photo was taken."""
    return version.data or version_file(version.photo, version.edit, order.source, stripped=True)


def _file(name: str, photo: Photo, data: bytes) -> File:
    return File(name, MEDIA_TYPES[writable(photo.format)], photo.width, photo.height, data)
