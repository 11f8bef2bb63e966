"""Photos and results as adapters send and serve them."""

from __future__ import annotations

from adapters.contract import Content, ContentGone
from bot.store.blobs import BlobGone, Blobs
from bot.store.records import PartRecord, RequestRecord, Result
from restoration.results.names import usual_suffix


def content(blobs: Blobs, record: RequestRecord, part: PartRecord, result: Result) -> Content:
    """A result as an adapter sends or serves it, under a name of ours: day, part and version."""
    number = f"-{part.number + 1}" if len(record.parts) > 1 else ""
    suffix = usual_suffix(result.media_type)
    name = f"{record.created:%Y-%m-%d}-{record.id[:4]}{number}-{result.name.replace('.', '-')}{suffix}"

    async def read() -> bytes:
        try:
            return await blobs.get(result.blob)
        except BlobGone as problem:
            raise ContentGone(name) from problem

    return Content(
        name=name,
        media_type=result.media_type,
        size_bytes=result.size_bytes,
        sha256=result.sha256,
        width=result.width,
        height=result.height,
        read=read,
    )


def original(blobs: Blobs, record: RequestRecord, part: PartRecord) -> Content | None:
    """The photo as it was sent."""
    if part.blob is None:
        return None
    result = Result(
        "original", part.blob, part.media_type, part.size_bytes, part.sha256, part.width, part.height
    )
    return content(blobs, record, part, result)
