"""What is on Discord: people, servers, channels, messages and their files."""

from __future__ import annotations

import itertools
import mimetypes
import secrets
import time
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag

EPOCH_MS = 1_420_070_400_000
INTERACTION_SECONDS = 15 * 60


class Kind(IntEnum):
    """Types of channels."""

    TEXT = 0
    DM = 1
    GROUP_DM = 3
    THREAD = 11


class Allow(IntFlag):
    """Permissions, as Discord numbers them."""

    ADMINISTRATOR = 1 << 3
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    SEND_MESSAGES_IN_THREADS = 1 << 38


USUAL = (
    Allow.VIEW_CHANNEL
    | Allow.SEND_MESSAGES
    | Allow.SEND_MESSAGES_IN_THREADS
    | Allow.ATTACH_FILES
    | Allow.READ_MESSAGE_HISTORY
)


class Flag(IntFlag):
    """Flags of messages."""

    EPHEMERAL = 1 << 6
    LOADING = 1 << 7


@dataclass(slots=True, eq=False)
class User:
    """Somebody, or the bot. `closed` = takes no direct messages."""

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    closed: bool = False


@dataclass(slots=True, eq=False)
class Guild:
    """A server.

    Attributes:
        members: what each person may do beyond what everybody may.
        bot: what the bot may do; None = it is no member.
        file_limit: largest file that can be sent there.
    """

    id: int
    name: str
    members: dict[int, Allow] = field(default_factory=dict)
    bot: Allow | None = USUAL
    file_limit: int = 10 * 1024 * 1024
    channels: list[Channel] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Channel:
    """A channel; `person` = whose direct messages it holds, `blocked` = the bot may write nothing. A thread
    that is `archived` wakes when something is written into it, unless it is `locked` too."""

    id: int
    kind: Kind
    guild: Guild | None = None
    parent: Channel | None = None
    person: User | None = None
    blocked: bool = False
    archived: bool = False
    locked: bool = False
    gone: bool = False


@dataclass(slots=True, eq=False)
class File:
    """An attachment."""

    id: int
    channel: Channel
    name: str
    data: bytes
    signature: str = field(default_factory=lambda: secrets.token_hex(16))

    @property
    def media_type(self) -> str | None:
        """As guessed by the name."""
        return mimetypes.guess_type(self.name)[0]


@dataclass(slots=True, eq=False)
class Message:
    """A message; `only_for` = whom alone it is shown to, `edits` counts its changes."""

    id: int
    channel: Channel
    author: User
    content: str = ""
    files: list[File] = field(default_factory=list)
    components: list[dict[str, object]] = field(default_factory=list)
    flags: Flag = field(default_factory=lambda: Flag(0))
    answers: int | None = None
    mentions: list[User] = field(default_factory=list)
    only_for: User | None = None
    nonce: str | None = None
    interaction: Interaction | None = None
    edits: int = 0
    gone: bool = False


@dataclass(slots=True, eq=False)
class Interaction:
    """A command or a press.

    Attributes:
        kind: 2 = a command, 3 = a press.
        data: what was given or pressed.
        message: the one that holds the pressed button.
        target: the one that a menu's command is about.
        member_of_guild: the app was installed by the server; otherwise by the person.
        answered: how it was acknowledged.
        response: the message that the answer is.
        ended: its time is over.
    """

    id: int
    token: str
    kind: int
    user: User
    channel: Channel
    data: dict[str, object]
    message: Message | None = None
    target: Message | None = None
    member_of_guild: bool = True
    answered: int | None = None
    response: Message | None = None
    ended: bool = False

    @property
    def open(self) -> bool:
        """Whether answers are taken."""
        age = time.time() - ((self.id >> 22) + EPOCH_MS) / 1000
        return not self.ended and age < INTERACTION_SECONDS


class World:
    """Everything there is."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self.bot = User(self.snowflake(), "Heirloom", bot=True)
        self.people: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, Message] = {}
        self.files: dict[int, File] = {}
        self.interactions: dict[str, Interaction] = {}

    def snowflake(self, seconds_ago: float = 0.0) -> int:
        """A new id, which tells when it was made."""
        milliseconds = int((time.time() - seconds_ago) * 1000) - EPOCH_MS
        return milliseconds << 22 | next(self._numbers) & 0x3FFFFF

    def person(self, name: str, **more: object) -> User:
        """Somebody new."""
        person = User(self.snowflake(), name, **more)  # type: ignore[arg-type]
        self.people[person.id] = person
        return person

    def guild(self, name: str, *people: User, **more: object) -> Guild:
        """A server with one channel."""
        guild = Guild(self.snowflake(), name, **more)  # type: ignore[arg-type]
        guild.members |= {person.id: Allow(0) for person in people}
        self.guilds[guild.id] = guild
        self.channel(Kind.TEXT, guild)
        return guild

    def channel(self, kind: Kind, guild: Guild | None = None, **more: object) -> Channel:
        """A channel; of a server where `guild` is."""
        channel = Channel(self.snowflake(), kind, guild, **more)  # type: ignore[arg-type]
        self.channels[channel.id] = channel
        if guild:
            guild.channels.append(channel)
        return channel

    def direct(self, person: User) -> Channel:
        """Where somebody is alone with the bot."""
        found = (each for each in self.channels.values() if each.kind is Kind.DM and each.person is person)
        return next(found, None) or self.channel(Kind.DM, person=person)

    def file(self, channel: Channel, name: str, data: bytes) -> File:
        """A file on the servers for them."""
        file = File(self.snowflake(), channel, name, data)
        self.files[file.id] = file
        return file

    def message(self, channel: Channel, author: User, content: str = "", **more: object) -> Message:
        """A message."""
        message = Message(self.snowflake(), channel, author, content, **more)  # type: ignore[arg-type]
        self.messages[message.id] = message
        return message

    def in_channel(self, channel: Channel) -> list[Message]:
        """What stands in a channel, the oldest first."""
        return [each for each in self.messages.values() if each.channel is channel and not each.gone]

    def may(self, channel: Channel) -> Allow:
        """What the bot may do in a channel."""
        if channel.guild is None:
            return USUAL if channel.kind is Kind.DM else Allow(0)
        return Allow(0) if channel.guild.bot is None else channel.guild.bot
