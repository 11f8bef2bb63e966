"""A small Telegram: people, chats with their messages, files, and the updates that wait for one bot."""

from __future__ import annotations

import asyncio
import io
import itertools
import secrets
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

Json = dict[str, Any]

PHOTO_SIDE_PX = 1280
"""What photos are shrunk to; files are left as they are."""


class ApiError(Exception):
    """A call that is refused, as the Bot API says it."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def bad(description: str) -> ApiError:
    """A bad request."""
    return ApiError(400, f"Bad Request: {description}")


@dataclass
class Room:
    """A chat.

    Attributes:
        bot: what the bot is in it: "member", "administrator", "kicked", or "blocked" by the person.
        members: what each person is in it.
        topics: the threads of a forum; None = it is none.
        messages: all of them, as the Bot API shows them.
        reactions: of the bot, by message.
        actions: what the bot was shown doing.
        forbids: kinds of messages that nobody but admins may send there: "photos", "documents".
        moved_to: the supergroup that it became.
    """

    id: int
    type: str
    name: str
    bot: str = "member"
    members: dict[int, str] = field(default_factory=dict)
    topics: set[int] | None = None
    messages: dict[int, Json] = field(default_factory=dict)
    reactions: dict[int, str] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)
    forbids: frozenset[str] = frozenset()
    moved_to: int | None = None
    next_message: int = 1

    @property
    def shown(self) -> Json:
        """As the Bot API shows it."""
        if self.type == "private":
            return {"id": self.id, "type": "private", "first_name": self.name}
        return {"id": self.id, "type": self.type, "title": self.name} | (
            {"is_forum": True} if self.topics is not None else {}
        )


@dataclass
class File:
    """A file that lies on the server."""

    data: bytes
    path: str
    name: str
    media_type: str


@dataclass
class Faults:
    """What goes wrong.

    Attributes:
        limits: for each chat, the waits that the next messages and edits are refused with.
        downloads: so many downloads break off in the middle.
        uploads: so many calls with files have their connection cut.
        unavailable: every call is answered with 502.
        understates: files are said to be smaller than they are.
        refusals: by method, what its next calls are refused with.
    """

    limits: dict[int, list[float]] = field(default_factory=dict)
    downloads: int = 0
    uploads: int = 0
    unavailable: bool = False
    understates: bool = False
    refusals: dict[str, list[ApiError]] = field(default_factory=dict)


class World:
    """All of it, for one bot.

    Attributes:
        calls: every call that the bot made: the method and its parameters, files left out.
        confirmed: updates below this number are forgotten.
        sees_all: the bot's privacy mode is off.
    """

    def __init__(self, *, sees_all: bool = True) -> None:
        self.token = f"{4_200_000_000 + secrets.randbelow(10**6)}:{secrets.token_urlsafe(26)}"
        self.sees_all = sees_all
        self.me = {
            "id": int(self.token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Heirloom",
            "username": "heirloom_test_bot",
        }
        self.rooms: dict[int, Room] = {}
        self.people: dict[str, Json] = {}
        self.files: dict[str, File] = {}
        self.updates: list[Json] = []
        self.calls: list[tuple[str, Json]] = []
        self.seen: Counter[str] = Counter()
        self.confirmed = 0
        self.faults = Faults()
        self.menus: dict[tuple[str, str], list[Json]] = {}
        self.queries: dict[str, tuple[int, Json]] = {}
        self.notices: list[tuple[int, str]] = []
        self.webhook: Json = {}
        self.changed = asyncio.Condition()
        self._people = itertools.count(100_001)
        self._groups = itertools.count(5_001)
        self._updates = itertools.count(secrets.randbelow(10**8))

    # ------------------------------------------------------------------------------------ people and chats

    def person(self, name: str, language: str = "en") -> Json:
        """Somebody, made up at the first mention."""
        if name not in self.people:
            self.people[name] = {
                "id": next(self._people),
                "is_bot": False,
                "first_name": name,
                "language_code": language,
            }
        return self.people[name]

    def private(self, name: str) -> Room:
        """Somebody's chat with the bot."""
        person = self.person(name)
        return self.rooms.setdefault(person["id"], Room(person["id"], "private", name))

    def group(
        self, name: str, *, admins: tuple[str, ...] = (), supergroup: bool = False, topics: bool = False
    ) -> Room:
        """A group that the bot is a member of."""
        number = next(self._groups)
        room = Room(
            -1_000_000_000_000 - number if supergroup else -number,
            "supergroup" if supergroup else "group",
            name,
            topics={7} if topics else None,
        )
        for admin in admins:
            room.members[self.person(admin)["id"]] = "administrator"
        return self.rooms.setdefault(room.id, room)

    async def migrate(self, room: Room) -> Room:
        """Make a group a supergroup: other ids for itself and all that is written from now on."""
        new = self.group(room.name, supergroup=True)
        new.members, new.bot, room.moved_to = dict(room.members), room.bot, new.id
        by = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
        head = {"from": by, "sender_chat": room.shown}
        await self.tell("message", self.put(room, {**head, "migrate_to_chat_id": new.id}))
        head = {"from": by, "sender_chat": new.shown}
        await self.tell("message", self.put(new, {**head, "migrate_from_chat_id": room.id}))
        return new

    # ----------------------------------------------------------------------------------- messages and files

    def put(self, room: Room, content: Json) -> Json:
        """A message in a chat, with its number."""
        message = {
            "message_id": room.next_message,
            "date": int(time.time()),
            "chat": room.shown,
            **content,
        }
        room.next_message += 1
        room.messages[message["message_id"]] = message
        return message

    def store(self, data: bytes, name: str, media_type: str, folder: str) -> str:
        """A file, by its id."""
        file_id = f"AgAC{secrets.token_urlsafe(24)}"
        self.files[file_id] = File(
            data, f"{folder}/file_{len(self.files)}.{name.rpartition('.')[2]}", name, media_type
        )
        return file_id

    def photo(self, data: bytes) -> list[Json]:
        """A picture as the server keeps it: shrunk, in several sizes.

        Raises:
            ApiError: it is none.
        """
        try:
            image = Image.open(io.BytesIO(data)).convert("RGB")
        except OSError as problem:
            raise bad("IMAGE_PROCESS_FAILED") from problem
        long, short = max(image.size), min(image.size)
        if long + short > 10_000 or long > 20 * short:
            raise bad("PHOTO_INVALID_DIMENSIONS")
        return [self._size(image, side) for side in (90, PHOTO_SIDE_PX)]

    def _size(self, image: Image.Image, side: int) -> Json:
        small = image.copy()
        small.thumbnail((side, side))
        buffer = io.BytesIO()
        small.save(buffer, "jpeg", quality=87)
        data = buffer.getvalue()
        file_id = self.store(data, "photo.jpg", "image/jpeg", "photos")
        return {**self._file(file_id), "width": small.width, "height": small.height}

    def document(self, data: bytes, name: str, media_type: str) -> Json:
        """A file as it was sent."""
        file_id = self.store(data, name, media_type, "documents")
        return {**self._file(file_id), "file_name": name, "mime_type": media_type}

    def _file(self, file_id: str) -> Json:
        size = len(self.files[file_id].data)
        return {"file_id": file_id, "file_unique_id": file_id[-12:], "file_size": size}

    # --------------------------------------------------------------------------------------------- updates

    async def tell(self, kind: str, what: Json) -> Json:
        """An update for the bot."""
        update = {"update_id": next(self._updates), kind: what}
        self.updates.append(update)
        await self.notify()
        return update

    async def notify(self) -> None:
        """Wake whoever waits for something."""
        async with self.changed:
            self.changed.notify_all()

    def forget(self, below: int) -> None:
        """Confirm updates."""
        self.confirmed = max(self.confirmed, below)
        self.updates = [update for update in self.updates if update["update_id"] >= below]

    def visible(self, room: Room, message: Json) -> bool:
        """Whether the bot is shown a message: in private all; in groups all where it is an admin or its
        privacy mode is off, else commands for it, and answers to what it wrote. What was on its way when
        somebody blocked the bot arrives still."""
        if room.type == "private" or room.bot == "administrator" or self.sees_all:
            return True
        answered = message.get("reply_to_message", {}).get("from", {})
        text = message.get("text") or message.get("caption") or ""
        command = text.partition(" ")[0]
        if command.startswith("/"):
            wrote = any(each.get("from") == self.me for each in room.messages.values())
            return command.endswith("@" + str(self.me["username"])) or wrote  # there is no other bot
        return bool(answered.get("id") == self.me["id"] or "new_chat_members" in message)
