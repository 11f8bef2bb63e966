"""What a platform lets people do and see in tests, so that every adapter is held to the same contract.

The cases stand in `tests/adapters/test_contract.py` and are written once, in terms of this file: somebody
sends a photo to a chat, gives a command, presses a button, and reads what the bot wrote. They run over each
platform in `tests/adapters/platforms`, with the real service behind the real adapter: database, queue,
worker.

To add one:

1. Write `tests/adapters/platforms/<name>.py` with a class derived from `Platform`. It starts a server that
   speaks the platform's own protocol on loopback (`__aenter__`, `__aexit__`), says with which settings
   the service finds it (`environment`), and does and shows what the methods below say.
2. Add one line to `tests/adapters/platforms/__init__.py`.
3. Put what the platform itself has no notion of into `cannot`, each with the reason; the cases that need it
   are skipped and say so. What only your test server lacks does not belong there: teach it.

The server outlives the service: a case may stop the service, kill it, and start another one, and what stands
in the chats is still there. One server and one service play all the cases, and every case brings chats and
people of its own, whose names were never used before: make the platform's ids for them as they come up. What
a case asked for with `limit`, `block` and `unreachable` ends with the case (`calm`).

Never sleep for a fixed time; wait for what you wait for (`until`).
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Self

from adapters.contract import Adapter, Button, Host
from bot.process.app import opened_adapters
from bot.settings import Settings
from tests.waiting import PATIENCE_SECONDS


class Ability(StrEnum):
    """What a platform may have no notion of."""

    PHOTO = "photo"  # pictures that the platform shrinks, beside files that it does not
    ALBUM = "album"  # several photos sent together
    GROUP = "group"  # chats with several people
    MENTION = "mention"  # a photo whose caption speaks to the bot
    ABOUT = "about"  # a command on a photo that is in the chat already
    AUTOMATIC = "automatic"  # the bot may see every photo of a group
    COMMAND = "command"  # any command; all but "forget" and "privacy"
    REFERENCE = "reference"  # the file is fetched after the event was committed
    REPEAT = "repeat"  # an update can arrive twice
    BACKLOG = "backlog"  # updates wait while the bot is away
    ANSWERS = "answers"  # a message can answer another one
    WITHDRAW = "withdraw"  # people can delete their messages
    LIMIT = "limit"  # there is a rate limit
    BLOCK = "block"  # the bot can be locked out of a chat
    KILL = "kill"  # the service can run in a process of its own


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat, by a name that never comes up again.

    Attributes:
        name: alone with the bot, the person's name too.
        group: whether there are others.
        admins: who may change a group's settings.
    """

    name: str
    group: bool = False
    admins: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that somebody sent.

    Attributes:
        chat: where.
        sender: who.
        id: as `Seen.answers` names it; of an album its first message's.
        updates: what `Platform.repeat` and the command on it need, as the platform likes.
    """

    chat: Chat
    sender: str
    id: str
    updates: tuple[object, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of the bot as it stands in a chat now; an album, or a message with several files, is one.

    Attributes:
        id: the platform's.
        text: the text or caption; a notice that pops up on a press is a message too.
        answers: the id of the message that it answers, None = none.
        pictures: the bytes as the platform hands them out.
        as_files: for each picture, whether it was sent as a file.
        buttons: all of them, in order.
    """

    id: str
    text: str
    answers: str | None = None
    pictures: tuple[bytes, ...] = field(default=(), repr=False)
    as_files: tuple[bool, ...] = ()
    buttons: tuple[Button, ...] = ()

    @property
    def is_status(self) -> bool:
        """Whether it is the one message of a request that changes."""
        return any(button.action.partition(":")[0] in ("cancel", "delete") for button in self.buttons)

    @property
    def is_reply(self) -> bool:
        """Whether it is pictures that the bot sent."""
        return bool(self.pictures) and not self.is_status

    def action(self, name: str) -> str:
        """The action of the button of that name, such as "rotate"."""
        return next(button.action for button in self.buttons if button.action.partition(":")[0] == name)


class Platform(ABC):
    """A chat platform as people use it, on loopback. `async with` runs its server.

    Attributes:
        name: the adapter's.
        cannot: what the platform has no notion of, each with the reason in a few words.
    """

    name: ClassVar[str]
    cannot: ClassVar[Mapping[Ability, str]] = {}

    @abstractmethod
    async def __aenter__(self) -> Self:
        """Start the server."""

    @abstractmethod
    async def __aexit__(self, *_: object) -> None:
        """Stop the server."""

    # What the service is run with.

    @abstractmethod
    def environment(self) -> Mapping[str, str]:
        """The settings (HEIRLOOM_...) with which the service finds this server; known once it runs."""

    def opener(self, settings: Settings) -> Callable[[Host], Adapter]:
        """How the service opens the adapter."""
        return opened_adapters(settings)[self.name]

    @abstractmethod
    async def connected(self, adapter: Adapter | None) -> None:
        """Return when the service that was just started listens.

        `adapter` is its adapter, None where it runs in another process.
        """

    # What people do. Each returns when the platform has it; `settled` says when the bot has it too.

    @abstractmethod
    async def send(
        self,
        chat: Chat,
        *files: bytes,
        sender: str | None = None,
        as_files: bool = True,
        mention: bool = False,
    ) -> Sent:
        """Somebody sends photos: one, or several together as an album.

        `sender` is needed in groups; `as_files` False = let the platform shrink them, where it does;
        `mention` = the caption speaks to the bot.
        """

    @abstractmethod
    async def command(
        self,
        chat: Chat,
        name: str,
        argument: str = "",
        *,
        sender: str | None = None,
        about: Sent | None = None,
    ) -> None:
        """Somebody gives a command; `about` = on that message (its first one, where it is an album)."""

    @abstractmethod
    async def press(self, chat: Chat, seen: Seen, action: str, *, sender: str | None = None) -> None:
        """Somebody presses the button of `seen` with that action."""

    async def press_repeated(self, chat: Chat, seen: Seen, action: str, times: int) -> None:
        """The sender presses a button once, and that very press arrives several times. Needs REPEAT."""
        raise NotImplementedError

    async def repeat(self, sent: Sent) -> None:
        """The updates of a message arrive once more. Needs REPEAT."""
        raise NotImplementedError

    async def withdraw(self, sent: Sent) -> None:
        """Its sender deletes a message from the platform. Needs WITHDRAW."""
        raise NotImplementedError

    @abstractmethod
    async def settled(self) -> None:
        """Return when the bot has confirmed every update that it was handed."""

    # What people see.

    @abstractmethod
    async def seen(self, chat: Chat) -> list[Seen]:
        """Everything that the bot wrote into a chat, as it stands there now, the oldest first."""

    # What goes wrong.

    def limit(self, chat: Chat, times: int, seconds: float) -> None:
        """Refuse the next so many messages and edits in this chat: too many requests, again in `seconds`.

        Needs LIMIT.
        """
        raise NotImplementedError

    def block(self, chat: Chat) -> None:
        """Let the bot write nothing into this chat any more. Needs BLOCK."""
        raise NotImplementedError

    def unreachable(self, times: int) -> None:
        """Let the next so many downloads of files fail in a way that passes. Needs REFERENCE."""
        raise NotImplementedError

    @abstractmethod
    def calm(self) -> None:
        """End what `limit`, `block` and `unreachable` began."""


async def until(holds: Callable[[], Awaitable[bool]], seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110 -- many different things
            await asyncio.sleep(0.02)
