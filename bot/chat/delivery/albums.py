"""Which files of a request go out, in which size, and which of them together."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from adapters.contract import Capabilities, Content, Enclosure
from bot.chat import contents
from bot.store.blobs import Blobs
from bot.store.records import PartRecord, RequestRecord

_SHOWN_AS_PHOTO = ("image/jpeg", "image/png")


def enclosure(
    blobs: Blobs, record: RequestRecord, part: PartRecord, name: str, can: Capabilities, *, as_file: bool
) -> Enclosure:
    """The version in full where the platform takes it, else a copy that fits."""
    result = part.results[name]
    fit = part.results.get(f"fit.{name}")
    limit = min(record.upload_limit_bytes, can.upload_limit_bytes)
    if result.size_bytes > limit:
        result = fit if fit and fit.size_bytes <= limit else part.results[f"preview.{name}"]
    if not as_file and (
        result.size_bytes > can.photo_limit_bytes
        or result.width + result.height > can.photo_limit_px
        or result.media_type not in _SHOWN_AS_PHOTO
    ):
        result = part.results[f"preview.{name}"]
    content = contents.content(blobs, record, part, result)
    return Enclosure(part=part.number, version=name, content=content, as_file=as_file)


def comparison(blobs: Blobs, record: RequestRecord) -> Content | None:
    """The before/after picture of the first part that has changed."""
    for part in record.current:
        if "compare" in part.results and list(changed_versions(part)):
            return contents.content(blobs, record, part, part.results["compare"])
    return None


def changed_versions(part: PartRecord) -> Iterator[str]:
    """The versions that differ from the original."""
    if "restored" in part.results and (
        part.report is None or not part.report.untouched or part.wanted.turned
    ):
        yield "restored"
    if "colorized" in part.results:
        yield "colorized"


def albums(enclosures: Sequence[Enclosure], can: Capabilities) -> Iterator[tuple[Enclosure, ...]]:
    """As many together as the platform takes."""
    for _, alike in itertools.groupby(enclosures, key=lambda enclosure: enclosure.as_file):
        album: list[Enclosure] = []
        for enclosure in alike:
            size = sum(each.content.size_bytes for each in (*album, enclosure))
            if album and (len(album) >= can.album_size or size > can.album_limit_bytes):
                yield tuple(album)
                album = []
            album.append(enclosure)
        yield tuple(album)
