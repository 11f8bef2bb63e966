"""What the service says later: a status that changes, and pictures."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum

from adapters.contract.buttons import Buttons
from adapters.contract.events import ChatKind
from adapters.contract.values import Json


class RequestState(StrEnum):
    """How far a request, or one part of it, is."""

    QUEUED = "queued"
    RUNNING = "running"
    RESTORED = "restored"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def final(self) -> bool:
        """Whether nothing more happens by itself."""
        return self in (RequestState.DELIVERED, RequestState.FAILED, RequestState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where to answer: what the `Origin` said.

    Attributes:
        chat: the chat's id.
        kind: alone with the bot, or with others.
        thread: the topic or thread inside it.
        answers: the message to answer to; where it was deleted, the answer goes out without. Empty = none:
            the chat moved, and the message's id with it.
        sender: the person who asked.
        context: the adapter's own, from `Origin.context` of the photo or command, or of the last press that
            was obeyed and had one.
        language: the code of the language that this is answered in, for what the adapter itself has to say.
    """

    chat: str
    kind: ChatKind
    thread: str | None
    answers: str
    sender: str
    context: Json = field(default_factory=dict)
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A file to send or to serve.

    Attributes:
        name: a file name made by the service; nothing of it comes from a person.
        media_type: such as "image/jpeg".
        size_bytes: its length.
        sha256: its digest, hexadecimal.
        width: in pixels, 0 where it is no picture.
        height: in pixels, 0 where it is no picture.
        read: gives the bytes. Raises `ContentGone` when it was deleted meanwhile, and OSError while what
            keeps it does not answer.
    """

    name: str
    media_type: str
    size_bytes: int
    sha256: str
    width: int
    height: int
    read: Callable[[], Awaitable[bytes]] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The one message of a request that changes: acknowledged, being worked on, and at last the before/after
    picture.

    Attributes:
        key: the same for every attempt to show this very status, and different for another one.
        request: the request it tells of.
        to: where.
        message: the id of the status message; None = it is yet to be made, as an answer to `to.answers`.
        state: how far the request is.
        text: what it says.
        progress: 0..1 while it is worked on, else None.
        buttons: under it.
        picture: the before/after picture, when it is done.
        revision: counts the adjustments, from 0.
    """

    key: str
    request: str
    to: Destination
    message: str | None
    state: RequestState
    text: str
    progress: float | None = None
    buttons: Buttons = ()
    picture: Content | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """One picture of a reply.

    Attributes:
        part: the photo of the request it was made from, from 0.
        version: what it is: "restored", "colorized".
        content: the file.
        as_file: send it as a file, so that the platform does not shrink it.
    """

    part: int
    version: str
    content: Content
    as_file: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Pictures that go out together, at most `Capabilities.album_size` of them, as an answer to the original.

    Attributes:
        key: the same for every attempt to send this reply, and different for another one; at most 64 letters.
        request: the request it answers.
        to: where.
        enclosures: the pictures, in order.
        text: the caption.
        revision: counts the adjustments, from 0.
    """

    key: str
    request: str
    to: Destination
    enclosures: tuple[Enclosure, ...]
    text: str = ""
    revision: int = 0


class ContentGone(Exception):
    """The file was deleted: by its owner, or because its time was over."""
