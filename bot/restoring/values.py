"""What is to be done with a photo, what is being done, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.store.outcome import Outcome
from bot.store.wishes import Wanted
from restoration.photo import Edit, Photo


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
class Version:
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
        outcome: the report.
        filled: a PNG of one channel over the upright whole photo, white where it was filled in; None where
            nothing was.
    """

    source: Photo
    versions: Mapping[str, Version]
    outcome: Outcome
    filled: bytes | None
