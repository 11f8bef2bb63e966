"""What is to be done with a photo, what is being done, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from restoration.photo import Edit, Photo
from restoration.report import Report
from restoration.results.pictures import File
from restoration.results.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier work on the same photo, for what can be taken over.

    Attributes:
        wanted: what it did.
        report: on what was done.
        versions: its untransformed versions, files by name.
        filled: the picture of what was filled in, or None.
    """

    wanted: Wanted
    report: Report
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
class Restored:
    """What came of an order; width and height are the upright photo's."""

    report: Report
    files: tuple[File, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Unturned:
    """A version before it is turned and cropped, with its file where that exists already."""

    photo: Photo
    edit: Edit
    data: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Work:
    """What was done to a photo, before it is turned and cropped.

    Attributes:
        source: the photo as decoded.
        versions: by name.
        report: on what was done.
        filled: a PNG of one channel over the upright whole photo, white where it was filled in; None where
            nothing was.
    """

    source: Photo
    versions: Mapping[str, Unturned]
    report: Report
    filled: bytes | None
