"""What a chat platform and the service say to each other; neither knows more of the other than this.

An adapter turns what happens on its platform into an `Event`, and shows what the service says: a `Status`,
which is one message that changes, and a `Reply`, which is pictures. It decides nothing: whether a group is
answered, what a button does and what a sentence says is the service's. Every sentence here is already in the
reader's language.

Delivery is at least once. An adapter confirms an update to its platform only after `receive` returned (the
event is committed then) and after the acknowledgement's text, if it has one, was sent; an update that arrives
twice is handed over twice and changes nothing the second time. Identifiers are the platform's own, as text;
where a platform takes a token from the sender against sending twice (a nonce, a transaction id), it gets
`Status.key` or `Reply.key`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, Protocol

Json = Mapping[str, Any]
"""An object that survives JSON: str, int, float, bool, None, and lists and objects of them."""

ACTION_BYTES = 64
"""The longest `Button.action`, in bytes of UTF-8: what the strictest platform carries."""


# --------------------------------------------------------------------------------- what happens on a platform


class ChatKind(StrEnum):
    """Who reads along."""

    PRIVATE = "private"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an event comes from, and whom it comes from.

    Attributes:
        chat: the chat's id.
        kind: alone with the bot, or with others.
        message: the id of the message that the event is: the photo's, the command's, or the one that holds
            the button. An event without a message of its own (a slash command) has an id that stays the same
            when it is repeated.
        sender: the person's id. Names are never handed over.
        sender_is_admin: whether they may change the chat's settings; always true alone with the bot.
        addressed: whether the bot was spoken to: in private, by a command, a mention or an answer to one of
            its messages.
        locale: the person's language as the platform tells it, such as "pt-BR"; None when it does not.
        thread: the topic or thread inside the chat; answers go there too.
        upload_limit_bytes: largest file the bot may send to this very chat, where that differs from the
            platform's.
        context: what the adapter needs to answer here later, even after a restart (an interaction's token and
            its end, for example). It is kept with the request and comes back in `Destination.context`; at
            most 4,000 bytes as JSON.
    """

    chat: str
    kind: ChatKind
    message: str
    sender: str
    sender_is_admin: bool
    addressed: bool
    locale: str | None = None
    thread: str | None = None
    upload_limit_bytes: int | None = None
    context: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reference:
    """A file that lies on the platform: its id there, and what else `Adapter.fetch` needs. Never a token or a
    URL with one.

    Attributes:
        id: the platform's id for the file.
        details: anything more that fetching needs; it survives JSON.
    """

    id: str
    details: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One photo in a message.

    Attributes:
        message: the id of the message that holds it (a command's pictures lie in another message than the
            command).
        index: its place among the files of that message, from 0.
        group: the album's id where several messages make one album, else None. Several files in one message
            need none.
        file: the bytes, or a reference to fetch them by.
        size_bytes: as the platform states it; None when unknown.
        recompressed: whether the platform has shrunk it, so that "send it as a file" would help.
    """

    message: str
    index: int = 0
    group: str | None = None
    file: bytes | Reference = field(repr=False)
    size_bytes: int | None = None
    recompressed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a person asks for beyond the automatic choice; everything may be left out.

    Attributes:
        strength: 0..1 how strongly to restore, 0.5 = as the photograph needs it.
        colorize: True always, False never, None when it is black and white.
        recipe: every strength by name, as `Desk.parameters` describes them; replaces `strength` and
            `colorize`.
        rotate: degrees clockwise, 0, 90, 180 or 270, of the results.
        crop: left, top, width, height of the results before they are rotated, as fractions of the upright
            photograph.
        mask: a PNG of one channel, as large as the upright photograph or a smaller copy of it; non-zero where
            to fill.
    """

    strength: float | None = None
    colorize: bool | None = None
    recipe: Json | None = None
    rotate: int | None = None
    crop: tuple[float, float, float, float] | None = None
    mask: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingPhoto:
    """Somebody sent photos: one message with its files, or one message of an album.

    The parts of an album arrive as events of their own with the same `Picture.group`; the service gathers
    them. A file that is no picture is handed over as well, where it may be meant as one: the service says
    what is wrong with it.

    Attributes:
        origin: where from.
        pictures: one or more.
        caption: the text beside them, without the mention.
        wishes: what was asked for along with them.
    """

    origin: Origin
    pictures: tuple[Picture, ...]
    caption: str = ""
    wishes: Wishes = field(default_factory=Wishes)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingCommand:
    """Somebody gave a command, such as "/restore".

    Attributes:
        origin: where from; `origin.message` is the command's own.
        name: in lower case, without a slash or the bot's name. The service answers unknown ones too.
        argument: the text after it.
        pictures: the photos it is about: attached to it, or in the message that it answers.
        wishes: options that the platform has as fields of their own.
    """

    origin: Origin
    name: str
    argument: str = ""
    pictures: tuple[Picture, ...] = ()
    wishes: Wishes = field(default_factory=Wishes)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingAction:
    """Somebody pressed a button.

    Attributes:
        origin: where from; `origin.message` is the message that holds the button, `origin.sender` who pressed
            it.
        action: the button's `action`, as the service made it, or `adjust(...)`, `cancel(...)`, `delete(...)`
            of this module where an adapter has controls of its own. Anything may arrive here: the service
            trusts nothing in it.
        press: an id of this very press that stays the same when the platform repeats it; two presses differ.
        wishes: for `adjust`: the recipe, rotation, crop and mask.
    """

    origin: Origin
    action: str
    press: str
    wishes: Wishes = field(default_factory=Wishes)


Event = IncomingPhoto | IncomingCommand | IncomingAction


def adjust(request: str, part: int = 0) -> str:
    """The action that restores part `part` of a request again, as the event's `wishes` say."""
    return f"adjust:{request}:{part}"


def cancel(request: str) -> str:
    """The action that stops a request that is not done yet."""
    return f"cancel:{request}"


def delete(request: str) -> str:
    """The action that deletes a request with its photos and results for good."""
    return f"delete:{request}"


# -------------------------------------------------------------------------------------- what the service says


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press; pressing it is an `IncomingAction` with this `action`.

    Attributes:
        action: opaque, at most `ACTION_BYTES` long; it stays valid over restarts.
        text: the label.
    """

    action: str
    text: str


Buttons = tuple[tuple[Button, ...], ...]
"""Rows of buttons, from above."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not taken, such as code "photo.unsupported", with the sentence for it."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """The answer to an event, after it was committed.

    Photos that were taken need no text here: their status message comes by `Adapter.update` at once.

    Attributes:
        request: the request that the event began or changed; None when there is none.
        text: what to answer to the person at once; None = nothing. For a button that is a short notice.
        buttons: under the text.
        refusal: why it was not taken, for adapters that answer in codes; `text` says the same.
        repeated: the event had been taken before; nothing was changed.
    """

    request: str | None = None
    text: str | None = None
    buttons: Buttons = ()
    refusal: Refusal | None = None
    repeated: bool = False

    @property
    def ignored(self) -> bool:
        """Whether there is nothing to do or say: in a group, not every photo is for the bot."""
        return self.request is None and self.text is None


Receive = Callable[[Event], Awaitable[Acknowledgement]]
"""The service's ear. Returns when the event is committed.

Raises `NotNow` when it cannot be kept at the moment: the update stays unconfirmed and is handed over again.
"""


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
        answers: the message to answer to; where it was deleted, the answer goes out without.
        sender: the person who asked.
        context: the adapter's own, from `Origin.context`.
    """

    chat: str
    kind: ChatKind
    thread: str | None
    answers: str
    sender: str
    context: Json = field(default_factory=dict)


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
        read: gives the bytes. Raises `ContentGone` when it was deleted meanwhile.
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


# ------------------------------------------------------------------------------------- what a platform can do


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a platform can do, so that nobody asks for its name.

    Attributes:
        edits: a status message can be changed; otherwise only its first and its last state are shown.
        edits_into_picture: a text message can become a picture; otherwise the last status is a new message.
        edit_seconds: least time between two changes of one status.
        buttons: messages can hold buttons.
        album_size: most pictures in one reply, 1 = each on its own.
        upload_limit_bytes: largest file the bot can send.
        photo_limit_bytes: largest picture that can be shown rather than sent as a file.
        photo_limit_px: largest sum of width and height that can be shown rather than sent as a file.
        download_limit_bytes: largest file that `fetch` can get.
        text_limit: longest text in characters, of captions as well.
        keeps_pictures: the platform shows pictures out of the service's store (`Desk`) and is sent none.
        groups: there are chats with several people.
    """

    edits: bool = True
    edits_into_picture: bool = True
    edit_seconds: float = 3.0
    buttons: bool = True
    album_size: int = 10
    upload_limit_bytes: int = 50_000_000
    photo_limit_bytes: int = 10_000_000
    photo_limit_px: int = 10_000
    download_limit_bytes: int = 20_000_000
    text_limit: int = 1024
    keeps_pictures: bool = False
    groups: bool = True


class AdapterError(Exception):
    """Something did not work on the platform's side; the text is for logs and holds no token."""

    retryable: ClassVar[bool] = False


class Delayed(AdapterError):
    """Not now: try again after `seconds`, which the platform states or the adapter thinks right."""

    retryable = True

    def __init__(self, seconds: float, reason: str = "") -> None:
        super().__init__(f"again in {seconds:g} s {reason}".rstrip())
        self.seconds = seconds


class Refused(AdapterError):
    """Never: trying again is pointless. `reason` is one of `REASONS`."""

    REASONS: ClassVar[frozenset[str]] = frozenset(
        {
            "blocked",  # the person has blocked the bot
            "expired",  # the time for answering is over, and there is no other way to this person
            "forbidden",  # the bot may not write there, or may not read the file
            "gone",  # the chat, the message or the file is no longer there
            "not_modified",  # the message already says this; taken for a success
            "too_large",  # the platform does not take, or give, a file as large as this
            "unknown",  # the platform refused and does not say why in words we know
        }
    )

    def __init__(self, reason: str, detail: str = "") -> None:
        if reason not in self.REASONS:
            raise ValueError(f"no reason is called {reason!r}")
        super().__init__(f"{reason} {detail}".rstrip())
        self.reason = reason


class DeliveryDelayed(Delayed):
    """A status or a reply cannot go out now (rate limit, outage): only this chat waits for `seconds`."""


class DeliveryRefused(Refused):
    """A status or a reply can never go out."""


class FetchDelayed(Delayed):
    """A file cannot be fetched now."""


class FetchRefused(Refused):
    """A file can never be fetched; "too_large" where it is over the limit."""


class NotNow(Exception):
    """`receive` could not commit the event; hand it over again after `seconds`."""

    def __init__(self, seconds: float = 1.0) -> None:
        super().__init__(f"again in {seconds:g} s")
        self.seconds = seconds


class ContentGone(Exception):
    """The file was deleted: by its owner, or because its time was over."""


class Adapter(Protocol):
    """One account on one chat platform.

    All methods run on one event loop and may run at the same time, `update` and `deliver` also before `run`
    began to listen. Cancelling any of them ends it soon and orderly.
    """

    @property
    def name(self) -> str:
        """The platform, as in settings and metrics, such as "web"."""
        ...

    @property
    def account(self) -> str:
        """Which bot this is on the platform; known once `run` has begun, and the same after a restart."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """What the platform can do."""
        ...

    async def run(self, receive: Receive) -> None:
        """Listen, and hand every event to `receive`, until cancelled; then finish what is in hand and return.

        Events of different chats are handed over at the same time, those of one chat in order. Outages of the
        platform are waited out here. Raises only what an operator has to mend, such as a token that the
        platform refuses.
        """
        ...

    async def fetch(self, reference: Reference, limit_bytes: int) -> bytes:
        """Download a file that an event referred to; stops at `limit_bytes` while streaming.

        Raises:
            FetchDelayed: not now.
            FetchRefused: never.
        """
        ...

    async def update(self, status: Status) -> str | None:
        """Make the status message, or change it; its id, None where the platform has none.

        A message that is gone is made anew. The same status twice does no harm.

        Raises:
            DeliveryDelayed: not now.
            DeliveryRefused: never.
        """
        ...

    async def deliver(self, reply: Reply) -> tuple[str, ...]:
        """Send the pictures; the ids of the messages they became.

        Raises:
            DeliveryDelayed: not now. Nothing was sent.
            DeliveryRefused: never.
        """
        ...


# --------------------------------------------------------- what an adapter may ask, besides handing in events


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """One photo of a request as its owner may see it.

    Attributes:
        index: from 0.
        state: how far it is.
        error: what went wrong with it.
        width: of the upright photograph in pixels, 0 until it is known.
        height: of the upright photograph in pixels, 0 until it is known.
        original: the file as it was sent; None until it is here, and after it was deleted.
        previews: what any browser shows (JPEG, sRGB, at most 2,048 px): "original" (upright, whole), "before"
            (cropped and turned as the results are), and each version; all but "original" only when it is
            done.
        versions: the results by name ("restored", "colorized"), the before/after picture as "compare".
        condition: what was found in it (findings with code, severity, confidence, region, figures; tonality),
            or None.
        report: what was found and done, in sentences.
        stages: what each stage did: stage, ran, seconds, reason, figures.
        recipe: every strength as it was used, by name, or None.
        rotate: degrees clockwise that the results are turned by.
        crop: as in `Wishes.crop`.
        masked: whether a mask was painted by hand.
    """

    index: int
    state: RequestState
    error: Refusal | None
    width: int
    height: int
    original: Content | None
    versions: Mapping[str, Content]
    previews: Mapping[str, Content]
    condition: Json | None
    report: tuple[str, ...]
    stages: tuple[Json, ...]
    recipe: Json | None
    rotate: int
    crop: tuple[float, float, float, float] | None
    masked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A request as its owner may see it.

    Attributes:
        request: its id.
        state: how far it is.
        progress: 0..1 over all its parts.
        stage: the stage at work, None when none is.
        text: what its status message says.
        buttons: under it.
        parts: its photos, in order.
        revision: counts the adjustments, from 0.
        created: when it came (with time zone).
        expires: when its photos and results are deleted.
    """

    request: str
    state: RequestState
    progress: float
    stage: str | None
    text: str
    buttons: Buttons
    parts: tuple[PartView, ...]
    revision: int
    created: datetime
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One strength of the recipe, for drawing its control.

    Attributes:
        name: as in recipes.
        text: its label.
        kind: "number" or "switch".
        minimum: of a number.
        maximum: of a number.
        default: what it is when nobody says anything.
        stage: the stage that it belongs to.
    """

    name: str
    text: str
    kind: str
    minimum: float
    maximum: float
    default: float | bool
    stage: str


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """One command for a platform's menu: its name, what it does in words, and whether only admins may give it
    in groups."""

    name: str
    text: str
    admins_only: bool


class Desk(Protocol):
    """What an adapter may look up. Everything is asked for one chat, and another chat's things are as if not
    there."""

    async def view(self, chat: str, request: str, locale: str | None = None) -> View | None:
        """One request; None when it is not this chat's, or deleted."""
        ...

    async def views(self, chat: str, locale: str | None = None) -> tuple[View, ...]:
        """All requests of a chat that are still kept, the newest first."""
        ...

    def changes(self, chat: str) -> AsyncIterator[str]:
        """The ids of requests as they change, until closed; begins now. Fast changes are joined, none is
        lost."""
        ...

    def parameters(self, locale: str | None = None) -> tuple[Parameter, ...]:
        """The recipe's strengths, in the order of work; labels in the language of `locale`."""
        ...

    def commands(self, locale: str | None = None) -> tuple[CommandEntry, ...]:
        """The commands for menus, in the language of `locale`."""
        ...

    def words(self, prefix: str, locale: str | None = None) -> Mapping[str, str]:
        """The messages whose code begins with `prefix` and a dot (`page.drop` is under "page"), in the
        language of `locale`.

        Keys are the codes without the prefix. Messages that need a parameter hold its name in braces, as in
        "{number}".
        """
        ...

    def say(self, code: str, locale: str | None = None, **parameters: str | float) -> str:
        """One message in the language of `locale`."""
        ...

    def language(self, locale: str | None = None) -> str:
        """The code of the language that `locale` is answered in, such as "pt"."""
        ...

    async def readiness(self) -> Mapping[str, bool]:
        """Whether each thing that photos need is there: database, queue, worker, networks."""
        ...

    def metrics(self) -> tuple[bytes, str]:
        """The process's figures in Prometheus' text format, and its media type."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What an adapter is opened with, besides its own settings.

    Attributes:
        desk: what it may look up.
        folder: a private folder of its own, for small things that must survive a restart (a secret it made);
            it exists.
        limit_bytes: largest photo that is taken.
        version: Heirloom's.
        say: prints a line for the operator at the start, such as the link to the page, on the standard
            output.
    """

    desk: Desk
    folder: Path
    limit_bytes: int
    version: str
    say: Callable[[str], None]
