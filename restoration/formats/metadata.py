"""What may be kept of a photograph's EXIF data: when it was taken, with what and by whom, never where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Metadata:
    """The part of a photograph's metadata that is put back on writing.

    `texts` maps EXIF tag names (`DateTimeOriginal`, `Make`, `ImageDescription`, ...) to their values;
    `dots_per_inch` is (horizontal, vertical). Positions, maker notes, serial numbers, previews and foreign
    XMP never get here.
    """

    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    dots_per_inch: tuple[float, float] | None = None
