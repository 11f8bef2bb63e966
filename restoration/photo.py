"""A photograph in memory, and its way in from bytes and out to bytes.

Orientation, colour profiles, bit depth, transparency and metadata end here: all the rest sees upright
sRGB pixels in uint16 and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

import cv2
import numpy as np
import numpy.typing as npt

from restoration.errors import TooLargeForFormat, TruncatedFile
from restoration.formats.codecs import CODECS, Writer
from restoration.formats.edge import translated
from restoration.formats.header import Depth, Format, Header
from restoration.formats.icc import space
from restoration.formats.metadata import Metadata
from restoration.formats.pages import pages_of
from restoration.formats.raster import Model, Raster, Samples, upright, widened
from restoration.formats.sniff import sniff
from restoration.formats.working_space import Source, Target, is_grey, narrowed
from restoration.formats.xmp import digital_source_packet
from restoration.inspection import inspect, strip
from restoration.salvage import Lost

__all__ = [
    "Edit",
    "Format",
    "Header",
    "History",
    "Metadata",
    "Photo",
    "decode",
    "encode",
    "inspect",
    "packet",
    "strip",
    "writable",
]

Pixels = npt.NDArray[np.uint16]


class Edit(StrEnum):
    """What was done to the picture, as IPTC's digital source type says it."""

    NONE = "none"
    ENHANCED = "algorithmicallyEnhanced"
    COMPOSITE = "compositeWithTrainedAlgorithmicMedia"


@dataclass(frozen=True, slots=True)
class History:
    """Who worked on a picture (`agent`, a program and its version) and in which `steps`."""

    agent: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """An upright photograph in the working space, with what is needed to write it like its source.

    Attributes:
        pixels: (H, W, 3) uint16, read-only, sRGB-encoded, 0..65535; an 8-bit value v is v * 257 exactly.
        alpha: (H, W) uint16, read-only, 0 transparent .. 65535 opaque, not premultiplied; None if opaque.
        profile: the source's ICC profile, put back on writing; None stands for sRGB.
        metadata: what is kept of the source's metadata.
        depth: bits per channel of the source, 8 or 16 (10, 12 and 32 count as 16).
        grey: whether the source had a single channel.
        format: how the source was stored.
        original: the source's bytes where its colours may exceed sRGB, so that writing can give untouched
            pixels back exactly; None otherwise.
        lost: what the file lacks around these pixels, if it was cut short and salvaged; None otherwise.
    """

    pixels: Pixels
    alpha: Pixels | None = None
    profile: bytes | None = field(default=None, repr=False)
    metadata: Metadata = field(default_factory=Metadata)
    depth: Depth = 8
    grey: bool = False
    format: Format = Format.PNG
    original: bytes | None = field(default=None, repr=False)
    lost: Lost | None = None

    def __post_init__(self) -> None:
        """Guard the arrays against being written through this photo."""
        object.__setattr__(self, "pixels", _read_only(self.pixels))
        if self.alpha is not None:
            object.__setattr__(self, "alpha", _read_only(self.alpha))

    @property
    def width(self) -> int:
        """Columns of the upright picture."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Rows of the upright picture."""
        return int(self.pixels.shape[0])

    @property
    def megapixels(self) -> float:
        """Millions of pixels."""
        return self.width * self.height / 1e6

    def completed(self) -> Photo:
        """The whole picture: what was lost, in grey, around what is there."""
        if self.lost is None:
            return self
        alpha = None if self.alpha is None else self.lost.completed(self.alpha, 65535)
        return replace(self, pixels=self.lost.completed(self.pixels), alpha=alpha, lost=None)

    def enlarged(self, pixels: Pixels) -> Photo:
        """The same photograph, enlarged: `pixels` (n * H, n * W, 3) uint16, sRGB-encoded.

        Transparency is enlarged along. Colours beyond sRGB are not: no pixel is the source's any more.
        """
        rows, columns = pixels.shape[0] // self.height, pixels.shape[1] // self.width
        if rows != columns or pixels.shape != (rows * self.height, rows * self.width, 3):
            raise ValueError(f"expected a multiple of {self.pixels.shape}, got {pixels.shape}")
        alpha = self.alpha
        if alpha is not None:
            size = pixels.shape[1], pixels.shape[0]
            alpha = np.asarray(cv2.resize(alpha, size, interpolation=cv2.INTER_LINEAR), np.uint16)
        lost = None if self.lost is None else self.lost.enlarged(rows)
        return replace(self, pixels=pixels, alpha=alpha, original=None, lost=lost)

    def with_resolution(self, dots_per_inch: float) -> Photo:
        """The same photograph, stating another resolution for printing."""
        stated = replace(self.metadata, dots_per_inch=(dots_per_inch, dots_per_inch))
        return replace(self, metadata=stated)

    def with_pixels(self, pixels: Pixels) -> Photo:
        """The same photograph with other pixels, (H, W, 3) uint16, sRGB-encoded, of the same size."""
        if pixels.shape != self.pixels.shape or pixels.dtype != np.uint16:
            raise ValueError(f"expected {self.pixels.shape} uint16, got {pixels.shape} {pixels.dtype}")
        return replace(self, pixels=pixels)


def writable(format: Format) -> Format:
    """The format in which photographs of a format are written: itself, or what everybody can open instead."""
    return CODECS[format].instead or format


def decode(data: bytes, *, max_megapixels: float = 100.0, salvage: bool = False) -> Photo:
    """Decode a file into the working space, upright; of several photographs in it, the first.

    With `salvage`, what there is of a JPEG that is cut short or damaged is decoded, and `lost` says what is
    not.

    Raises:
        EmptyFile: there are no bytes.
        UnsupportedFormat: it is not a photograph of a format read here.
        TooManyPixels: its header states more than `max_megapixels`; nothing was decoded.
        TruncatedFile: part of the picture is missing.
        CorruptFile: it cannot be decoded.
    """
    header = inspect(data)
    header.require_at_most(max_megapixels)
    if header.format is Format.PDF:
        return decode(pages_of(data).take(0), max_megapixels=max_megapixels, salvage=salvage)
    measure = CODECS[header.format].measure
    if measure is not None:
        measure(data).require_at_most(max_megapixels)
    with translated(header.format):
        raster = _raster(data, header.format, salvage)
        lost = None if raster.lost_rows is None else Lost.rows(raster.lost_rows, raster.orientation)
        raster = upright(raster)
        source = Source.of(raster)
        pixels, clipped = source.to_working()
        return Photo(
            pixels=pixels,
            alpha=None if raster.alpha is None else widened(raster.alpha),
            profile=source.raster.profile,
            metadata=raster.metadata,
            depth=16 if raster.samples.dtype == np.uint16 else 8,
            grey=raster.model is Model.GREY,
            format=header.format,
            original=data if clipped and source.raster.profile is not None and lost is None else None,
            lost=lost,
        )


def _raster(data: bytes, format: Format, salvage: bool) -> Raster:
    """The file decoded as it is stored; what is whole is never salvaged."""
    codec = CODECS[format]
    try:
        return codec.decode(data)
    except TruncatedFile:
        if not salvage or codec.salvage is None:
            raise
        return codec.salvage(data)


def encode(
    photo: Photo,
    format: Format | None = None,
    *,
    quality: int = 95,
    edit: Edit = Edit.NONE,
    history: History | None = None,
) -> bytes:
    """Write a photograph, by default in the format of its source or, where that is only read, the next best.

    16 bits are kept where source and format have them, a grey source stays grey if its channels are still
    equal, transparency is kept or laid on white, and `edit` is stated in XMP unless it is none.

    Args:
        photo: what to write.
        format: another format than the source's.
        quality: 1..100, for JPEG and WebP; JPEG keeps full chroma from 90, WebP is lossless at 100.
        edit: what was done to the picture.
        history: who did what. With it, all that describes the source is kept, and the history told; for
            whoever owns the file. Without it, the short list alone is kept.

    Raises:
        TooLargeForFormat: the format cannot hold so many rows or columns.
    """
    if not 1 <= quality <= 100:
        raise ValueError(f"quality {quality} is not within 1..100")
    target = writable(format or photo.format)
    writer = CODECS[target].writer
    if writer is None:
        raise ValueError(f"{target} is not written")
    longest = max(photo.width, photo.height)
    if longest > writer.longest_side:
        raise TooLargeForFormat(format=target, side=longest, limit=writer.longest_side)
    with translated(target):
        sheet = _sheet(photo, writer)
        if history is None:
            sheet = replace(sheet, metadata=sheet.metadata.without_own())
        return writer.write(sheet, quality=quality, xmp=packet(photo, edit, history))


def packet(photo: Photo, edit: Edit, history: History | None = None) -> bytes | None:
    """The XMP packet that `encode` writes, for a sidecar file; None where there is nothing to say."""
    stated = "" if edit is Edit.NONE else edit.value
    if history is not None:
        return digital_source_packet(stated, photo.metadata.own, history.agent, history.steps)
    return digital_source_packet(stated) if stated else None


def _sheet(photo: Photo, writer: Writer) -> Raster:
    """What is to be written, in the colours and depth of the file."""
    kept_space = space(photo.profile)
    grey = writer.grey and photo.grey and kept_space is not Model.RGB and is_grey(photo.pixels)
    target = Target(
        model=Model.GREY if grey else Model.RGB,
        deep=writer.deep and photo.depth == 16,
        profile=None if kept_space is Model.GREY and not grey else photo.profile,
        source=None if photo.original is None else _source_again(photo.original),
    )
    white_behind = None if writer.alpha else photo.alpha
    alpha: Samples | None = None
    if photo.alpha is not None and writer.alpha:
        alpha = photo.alpha if target.deep else narrowed(photo.alpha)
    samples = target.from_working(photo.pixels, white_behind)
    return Raster(samples, target.model, alpha, target.profile, photo.metadata)


def _source_again(original: bytes) -> Source:
    return Source.of(upright(CODECS[sniff(original)].decode(original)))


def _read_only(array: Pixels) -> Pixels:
    view = array.view()
    view.flags.writeable = False
    return view
