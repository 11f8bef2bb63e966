"""What the web chat needs beside the adapter contract: reading back what is stored, and checks that live elsewhere.

A chat platform keeps its own history; a page has to ask. Whoever composes the service hands these in.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Texts = Callable[[Sequence[str]], tuple[str, Mapping[str, str]]]
"""Wanted languages, the most wanted first -> the one that is spoken, and the page's sentences by their code."""

CheckHeader = Callable[[bytes], None]
"""Looks at the first bytes of a file; raises an error with `code` and `parameters` when it is no photograph."""

Tell = Callable[[str, str, Mapping[str, Any]], str]
"""(language, code, parameters) -> the sentence for a code."""


@dataclass(frozen=True, slots=True)
class Button:
    """Something that can be done with a photograph now: its code, and its words in the reader's language."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class PhotoState:
    """One photograph as its owner sees it; every sentence is already in the reader's language."""

    id: str
    state: str
    """queued, running, restored, delivered, failed or cancelled."""
    created: float
    """Seconds since 1970."""
    revision: int = 0
    """Grows with every change that is worth showing; links to pictures carry it."""
    done: float = 0.0
    """How much of the work is done, 0..1."""
    says: str = ""
    """What is going on or went wrong, in one sentence: the place in the queue, the stage, the error."""
    problem: str | None = None
    """The code of the error, when failed or refused."""
    width: int | None = None
    height: int | None = None
    condition: Mapping[str, Any] | None = None
    report: Sequence[str] = ()
    recipe: Mapping[str, Any] | None = None
    turns: int = 0
    """Quarter turns clockwise, 0..3, that were asked for."""
    crop: Mapping[str, float] | None = None
    """left, top, width, height: fractions of the turned picture; None is all of it."""
    versions: Sequence[str] = ()
    """Names of the results in full quality, such as restored and colorized."""
    views: Sequence[str] = ()
    """Names of the pictures that any browser shows (JPEG, PNG or WebP, sRGB, at most about 2560 px): `original`
    (upright, whole), `before` (turned and cropped as the results are), and one for each version."""
    buttons: Sequence[Button] = ()
    expires: float | None = None
    """When it is deleted by itself, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored file on its way out."""

    media_type: str
    file_name: str
    """Made from the photograph's time and version, never from a name that a person gave."""
    size: int
    """Bytes."""
    chunks: AsyncIterator[bytes]
    etag: str
    """A hash of the content."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What is to be done anew with a photograph; None leaves a thing as it is."""

    action: str | None = None
    """A button's code."""
    recipe: Mapping[str, Any] | None = None
    turns: int | None = None
    crop: Mapping[str, float] | None = None
    mask: bytes | None = None
    """A grey PNG over the picture as shown (`before`), any size; white = damaged."""


@dataclass(frozen=True, slots=True)
class Schema:
    """The strengths of the recipe, for sliders: one mapping per parameter (name, kind, minimum, maximum, default)."""

    parameters: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


class Desk(Protocol):
    """What is stored of one person's photographs. A photograph of somebody else is as good as none."""

    async def photos(self, person: str, language: str) -> Sequence[PhotoState]:
        """All photographs of a person, the oldest first."""
        ...

    async def photo(self, person: str, photo: str, language: str) -> PhotoState | None:
        """One of them."""
        ...

    async def version(self, person: str, photo: str, name: str) -> Picture | None:
        """A result in full quality."""
        ...

    async def view(self, person: str, photo: str, name: str) -> Picture | None:
        """A picture for the screen."""
        ...

    def schema(self) -> Schema:
        """The strengths that a recipe has."""
        ...


Changed = Callable[[str], Awaitable[None]]
"""Told the id of a photograph whose state changed."""
