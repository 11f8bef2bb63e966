"""What happens on a platform, as the service hears it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from adapters.contract.values import Json


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
        sees_all: whether the platform shows the bot every photo of a group, without which it cannot act
            unasked. Stated with commands and presses.
        context: what the adapter needs to answer here later, even after a restart (an interaction's token and
            its end, for example). It is kept with the request and comes back in `Destination.context`; that
            of a press which is obeyed takes its place, where it is not empty. At most 4,000 bytes as JSON.
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
    sees_all: bool = True
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
        recipe: every strength by name, as `Reader.parameters` describes them; replaces `strength` and
            `colorize`.
        rotate: degrees clockwise, 0, 90, 180 or 270, of the results.
        crop: left, top, width, height of the results before they are rotated, as fractions of the upright
            photograph.
        mask: a PNG of one channel, as large as the upright photograph or a smaller copy of it; non-zero where
            to fill.
        search: let go of a mask that was painted before: damage is looked for again.
        look: "faithful" or "lively"; left out, as the service is set up. Replaced by `recipe`.
    """

    strength: float | None = None
    colorize: bool | None = None
    recipe: Json | None = None
    rotate: int | None = None
    crop: tuple[float, float, float, float] | None = None
    mask: bytes | None = field(default=None, repr=False)
    search: bool = False
    look: str | None = None


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
        person: who wrote the message that it answers; None where it answers none, or nobody says.
        wishes: options that the platform has as fields of their own.
    """

    origin: Origin
    name: str
    argument: str = ""
    pictures: tuple[Picture, ...] = ()
    person: str | None = None
    wishes: Wishes = field(default_factory=Wishes)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingAction:
    """Somebody pressed a button.

    Attributes:
        origin: where from; `origin.message` is the message that holds the button, `origin.sender` who pressed
            it.
        action: the button's `action`, as the service made it, or `adjust(...)`, `cancel(...)`, `delete(...)`
            of this package where an adapter has controls of its own. Anything may arrive here: the service
            trusts nothing in it.
        press: an id of this very press that stays the same when the platform repeats it; two presses differ.
        wishes: for `adjust`: the recipe, rotation, crop and mask.
    """

    origin: Origin
    action: str
    press: str
    wishes: Wishes = field(default_factory=Wishes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMoved:
    """The platform gave a chat another id, and its messages with it: none of their ids means anything now.

    Attributes:
        chat: the id that it had.
        to: the id that it has.
    """

    chat: str
    to: str


Event = IncomingPhoto | IncomingCommand | IncomingAction | ChatMoved
