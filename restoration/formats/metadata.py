"""What may be kept of a photograph's EXIF data: when it was taken, with what and by whom, never where.

In a chat that is a short list of texts. Whose own file is worked on keeps all that describes it.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from restoration.formats.ifd import Directory, Raw, Value, open_directory, write_directory

#: Texts kept from the main directory. Serial numbers, owners' names, positions and maker notes are not here.
_MAIN: Final = {
    "ImageDescription": 0x010E,
    "Make": 0x010F,
    "Model": 0x0110,
    "DateTime": 0x0132,
    "Artist": 0x013B,
    "Copyright": 0x8298,
}
#: Texts kept from the EXIF directory.
_EXIF: Final = {
    "DateTimeOriginal": 0x9003,
    "DateTimeDigitized": 0x9004,
    "OffsetTime": 0x9010,
    "OffsetTimeOriginal": 0x9011,
    "OffsetTimeDigitized": 0x9012,
    "SubsecTime": 0x9290,
    "SubsecTimeOriginal": 0x9291,
    "SubsecTimeDigitized": 0x9292,
}
EXIF_DIRECTORY: Final = 0x8769
_ORIENTATION, _X_RESOLUTION, _Y_RESOLUTION, _RESOLUTION_UNIT = 0x0112, 0x011A, 0x011B, 0x0128
_INCH, _CENTIMETRE = 2, 3
#: Tags of the main directory that describe a picture, beside the texts: document and page names, the host's
#: and Windows' fields (Rating, XPTitle to XPSubject). What describes the file's structure is not here.
_DESCRIBING: Final = frozenset(
    {*_MAIN.values(), 0x010D, 0x011D, 0x013C, 0x0131, 0x4746, 0x4749, *range(0x9C9B, 0x9CA0)}
)
#: What a picture's own EXIF directory loses even then: maker notes (they hold offsets that no longer hold),
#: the size in pixels, pointers, and tags by which a related sound is found.
_NEVER: Final = frozenset({0x927C, 0xA002, 0xA003, 0xA004, 0xA005, 0x8825, EXIF_DIRECTORY, 0xEA1C})
_MOST_OWN_BYTES: Final = 60_000  # all of EXIF must fit into one JPEG segment of 64 KiB
_HEADER: Final = b"II*\0" + struct.pack("<I", 8)
_LONGEST_TEXT: Final = 1000  # all of EXIF must fit into one JPEG segment of 64 KiB
_PLAUSIBLE_DPI: Final = (1.0, 100_000.0)


@dataclass(frozen=True, slots=True)
class Own:
    """What describes a photograph beside the short list, kept where a person's own file is worked on.

    Attributes:
        main: tags of the main directory, as stored.
        exif: tags of the EXIF directory, as stored.
        xmp: the XMP packet.
        iptc: the IPTC records (IIM 4), caption and keywords among them.
    """

    main: Mapping[int, Raw] = field(default_factory=lambda: MappingProxyType({}))
    exif: Mapping[int, Raw] = field(default_factory=lambda: MappingProxyType({}))
    xmp: bytes | None = None
    iptc: bytes | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """The part of a photograph's metadata that is put back on writing.

    `texts` maps EXIF tag names (`DateTimeOriginal`, `Make`, `ImageDescription`, ...) to their values;
    `dots_per_inch` is (horizontal, vertical). Positions, maker notes, serial numbers, previews and foreign
    XMP never get here. What else describes the photograph is in `own`, which is written only on demand.
    """

    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    dots_per_inch: tuple[float, float] | None = None
    own: Own = field(default_factory=Own, compare=False, repr=False)

    def without_own(self) -> Metadata:
        """The short list alone."""
        return replace(self, own=Own())

    def with_blocks(self, *, xmp: bytes | None = None, iptc: bytes | None = None) -> Metadata:
        """The same with the blocks that a format keeps beside EXIF."""
        return replace(self, own=replace(self.own, xmp=xmp, iptc=iptc))


def read_exif(block: bytes | None) -> tuple[Metadata, int]:
    """What is kept of an EXIF block, and the orientation it states (1..8; 1 = upright).

    A broken block loses its metadata and never the photograph: this raises nothing.
    """
    if block is None:
        return Metadata(), 1
    try:
        return read_directory(open_directory(block.removeprefix(b"Exif\0\0")))
    except (ValueError, struct.error):
        return Metadata(), 1


def read_directory(main: Directory) -> tuple[Metadata, int]:
    """What is kept of a TIFF file's or EXIF block's main directory, and the orientation (1..8)."""
    exif = main.child(EXIF_DIRECTORY)
    found = [(name, main.text(tag)) for name, tag in _MAIN.items()]
    found += [(name, exif.text(tag)) for name, tag in _EXIF.items()]
    texts = {name: text[:_LONGEST_TEXT] for name, text in found if text}
    orientation = main.number(_ORIENTATION, 1)
    return (
        Metadata(MappingProxyType(texts), _dots_per_inch(main), _own(main, exif)),
        orientation if 1 <= orientation <= 8 else 1,
    )


def _own(main: Directory, exif: Directory) -> Own:
    kept = {tag: main.stored(tag) for tag in main.entries if tag in _DESCRIBING}
    inner = {tag: exif.stored(tag) for tag in exif.entries if tag not in _NEVER}
    found = [{tag: raw for tag, raw in tags.items() if raw is not None} for tags in (kept, inner)]
    if sum(len(raw.content) + 12 for tags in found for raw in tags.values()) > _MOST_OWN_BYTES:
        return Own()
    return Own(MappingProxyType(found[0]), MappingProxyType(found[1]))


def plausible_dpi(horizontal: float, vertical: float) -> tuple[float, float] | None:
    """The two resolutions in dots per inch, or None where they make no sense."""
    low, high = _PLAUSIBLE_DPI
    return (horizontal, vertical) if low <= horizontal <= high and low <= vertical <= high else None


def _dots_per_inch(main: Directory) -> tuple[float, float] | None:
    horizontal, vertical = main.ratio(_X_RESOLUTION), main.ratio(_Y_RESOLUTION)
    unit = main.number(_RESOLUTION_UNIT, _INCH)
    if horizontal is None or vertical is None or unit not in (_INCH, _CENTIMETRE):
        return None
    factor = 2.54 if unit == _CENTIMETRE else 1.0
    return plausible_dpi(horizontal * factor, vertical * factor)


def write_exif(metadata: Metadata, orientation: int = 1) -> bytes | None:
    """The metadata as an EXIF block (without JPEG's `Exif` prefix); None if there is none, and it is upright.

    `orientation` is 1..8 as EXIF counts, 1 = upright.
    """
    nothing = not (metadata.texts or metadata.own.main or metadata.own.exif)
    if nothing and metadata.dots_per_inch is None and orientation == 1:
        return None
    values: dict[int, Value] = {_ORIENTATION: orientation, **main_values(metadata)}
    exif = exif_values(metadata)
    if not exif:
        return _HEADER + write_directory(values, len(_HEADER))
    values[EXIF_DIRECTORY] = 0
    start = len(_HEADER) + len(write_directory(values, len(_HEADER)))
    values[EXIF_DIRECTORY] = start
    return _HEADER + write_directory(values, len(_HEADER)) + write_directory(exif, start)


def short_exif(block: bytes | None) -> bytes | None:
    """The short list and the orientation of an EXIF block as one of its own, for files that others read."""
    metadata, orientation = read_exif(block)
    return write_exif(metadata.without_own(), orientation)


def main_values(metadata: Metadata) -> dict[int, Value]:
    """The tags of the main directory."""
    values: dict[int, Value] = {
        tag: metadata.texts[name] for name, tag in _MAIN.items() if name in metadata.texts
    }
    if metadata.dots_per_inch is not None:
        horizontal, vertical = metadata.dots_per_inch
        values |= {_X_RESOLUTION: float(horizontal), _Y_RESOLUTION: float(vertical), _RESOLUTION_UNIT: _INCH}
    return {**values, **metadata.own.main}


def exif_values(metadata: Metadata) -> dict[int, Value]:
    """The tags of the EXIF directory."""
    texts = {tag: metadata.texts[name] for name, tag in _EXIF.items() if name in metadata.texts}
    return {**texts, **metadata.own.exif}
