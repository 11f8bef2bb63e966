"""What people do in the small Telegram: they write, send photos, answer, press and forward."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field

from tests.servers.telegram.world import Json, Room, World


@dataclass(kw_only=True)
class Letter:
    """What goes along with a message.

    Attributes:
        caption: or text.
        answers: the message that it answers.
        group: the album that it is a part of.
        topic: the thread that it is in.
        as_channel: in whose name it is sent: the group's own, for an admin without a name.
        forwarded: it was somebody else's first.
    """

    caption: str = ""
    answers: Json | None = None
    group: str | None = None
    topic: int | None = None
    as_channel: Json | None = None
    forwarded: bool = False
    more: Json = field(default_factory=dict)


class People:
    """Hands of everybody in a world."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def write(self, room: Room, who: str, text: str, letter: Letter | None = None) -> Json:
        """Somebody writes a text."""
        content = {"text": text, **_marked(text, "entities")}
        return await self.put(room, who, content, letter or Letter())

    async def send(
        self,
        room: Room,
        who: str,
        data: bytes,
        letter: Letter | None = None,
        *,
        as_file: bool = False,
        name: str = "grandma.jpg",
        media_type: str = "image/jpeg",
    ) -> Json:
        """Somebody sends a photo, or a file as it is."""
        letter = letter or Letter()
        if as_file:
            content: Json = {"document": self._world.document(data, name, media_type)}
        else:
            content = {"photo": self._world.photo(data)}
        if letter.caption:
            content |= {"caption": letter.caption, **_marked(letter.caption, "caption_entities")}
        return await self.put(room, who, content, letter)

    async def album(
        self, room: Room, who: str, *files: bytes, caption: str = "", as_file: bool = False
    ) -> list[Json]:
        """Somebody sends several photos together; the caption stands under the first."""
        group = secrets.token_hex(8)
        return [
            await self.send(
                room, who, data, Letter(caption="" if number else caption, group=group), as_file=as_file
            )
            for number, data in enumerate(files)
        ]

    async def press(self, room: Room, who: str, message_id: int, data: str, query: str | None = None) -> str:
        """Somebody presses a button; `query` = that very press again. Its id."""
        message = room.messages[message_id]
        keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
        if query is None and data not in {button["callback_data"] for row in keyboard for button in row}:
            raise AssertionError(f"there is no button {data!r} under {message_id}")
        query = query or str(secrets.randbelow(10**18))
        pressed = {
            "id": query,
            "from": self._world.person(who),
            "message": message,
            "chat_instance": str(room.id),
            "data": data,
        }
        self._world.queries[query] = (room.id, pressed)
        await self._world.tell("callback_query", pressed)
        return query

    async def put(self, room: Room, who: str, content: Json, letter: Letter) -> Json:
        """Somebody sends anything at all."""
        head: Json = {"from": self._world.person(who)}
        if letter.as_channel is not None:
            fake = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
            head = {"from": fake, "sender_chat": letter.as_channel}
        if letter.answers is not None:
            head["reply_to_message"] = {
                key: value for key, value in letter.answers.items() if key != "reply_to_message"
            }
        if letter.group is not None:
            head["media_group_id"] = letter.group
        if letter.topic is not None:
            head |= {"message_thread_id": letter.topic, "is_topic_message": True}
        if letter.forwarded:
            head["forward_origin"] = {"type": "hidden_user", "date": 1, "sender_user_name": "Somebody"}
        message = self._world.put(room, {**head, **content, **letter.more})
        if self._world.visible(room, message):
            await self._world.tell("message", message)
        return message


def _marked(text: str, where: str) -> Json:
    """Commands and mentions as clients mark them."""
    found = [("bot_command", match) for match in re.finditer(r"(?:^|(?<=\s))/[a-z_]+(?:@\w+)?", text)]
    found += [("mention", match) for match in re.finditer(r"(?:^|(?<=\s))@\w+", text)]
    entities = [
        {"type": kind, "offset": _units(text[: match.start()]), "length": _units(match[0])}
        for kind, match in found
    ]
    return {where: entities} if entities else {}


def _units(text: str) -> int:
    """Telegram counts UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
