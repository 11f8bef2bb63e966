"""Telegram as people use it, over a Bot API server on loopback."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from typing import Any, ClassVar, Self

from adapters.contract import Adapter, Button, Host
from adapters.telegram.adapter import TelegramAdapter
from adapters.telegram.opening import open_adapter
from bot.settings import Settings
from tests.adapters.contract.platform import Ability, Chat, Platform, Seen, Sent, until
from tests.adapters.telegram.bench import HURRIED
from tests.servers.telegram.people import Letter, People
from tests.servers.telegram.server import Server
from tests.servers.telegram.world import ApiError, Json, Room, World


class TelegramPlatform(Platform):
    """A world whose chats are made as they come up."""

    name = "telegram"
    cannot: ClassVar[Mapping[Ability, str]] = {}

    def __init__(self) -> None:
        self.world = World()
        self.server = Server(self.world)
        self._people = People(self.world)
        self.rooms: dict[str, Room] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(self.server.running())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def environment(self) -> Mapping[str, str]:
        return {
            "HEIRLOOM_TELEGRAM_TOKEN": self.world.token,
            "HEIRLOOM_TELEGRAM_BASE_URL": self.server.base_url,
            "HEIRLOOM_TELEGRAM_BASE_FILE_URL": self.server.base_file_url,
            "HEIRLOOM_QUEUE_ALBUM_SECONDS": "1",  # the parts come one by one, and a machine may be busy
        }

    def opener(self, settings: Settings) -> Callable[[Host], Adapter]:
        return lambda host: open_adapter(settings.platforms["telegram"], host, HURRIED)

    async def connected(self, adapter: Adapter | None) -> None:
        if isinstance(adapter, TelegramAdapter):
            await adapter.listening()
        else:
            asked = self.world.seen["getUpdates"]
            await until(lambda: _true(self.world.seen["getUpdates"] > asked))

    # What people do.

    async def send(
        self,
        chat: Chat,
        *files: bytes,
        sender: str | None = None,
        as_files: bool = True,
        mention: bool = False,
    ) -> Sent:
        who, room = sender or chat.name, self.room(chat)
        caption = f"@{self.world.me['username']} please" if mention else ""
        if len(files) > 1:
            sent = await self._people.album(room, who, *files, caption=caption, as_file=as_files)
        else:
            sent = [await self._people.send(room, who, files[0], Letter(caption=caption), as_file=as_files)]
        return Sent(chat, who, str(sent[0]["message_id"]), tuple(sent))

    async def command(
        self,
        chat: Chat,
        name: str,
        argument: str = "",
        *,
        sender: str | None = None,
        about: Sent | None = None,
    ) -> None:
        answers: Any = about.updates[0] if about else None
        text = f"/{name} {argument}".strip()
        await self._people.write(self.room(chat), sender or chat.name, text, Letter(answers=answers))

    async def press(self, chat: Chat, seen: Seen, action: str, *, sender: str | None = None) -> None:
        await self._people.press(self.room(chat), sender or chat.name, int(seen.id), action)

    async def press_repeated(self, chat: Chat, seen: Seen, action: str, times: int) -> None:
        room = self.room(chat)
        query = await self._people.press(room, chat.name, int(seen.id), action)
        for _ in range(times - 1):
            await self._people.press(room, chat.name, int(seen.id), action, query)

    async def repeat(self, sent: Sent) -> None:
        for message in sent.updates:
            assert isinstance(message, dict)
            await self.world.tell("message", message)

    async def withdraw(self, sent: Sent) -> None:
        room = self.room(sent.chat)
        for message in sent.updates:
            assert isinstance(message, dict)
            del room.messages[message["message_id"]]

    async def settled(self) -> None:
        await until(lambda: _true(not self.world.updates))

    # What people see.

    async def seen(self, chat: Chat) -> list[Seen]:
        room, albums = self.room(chat), dict[str, Seen]()
        found: list[Seen] = []
        for message in room.messages.values():
            if message["from"] != self.world.me:
                continue
            seen = self._seen(message)
            album = message.get("media_group_id")
            if album in albums:
                first = albums[album]
                whole = Seen(
                    first.id,
                    first.text,
                    first.answers,
                    first.pictures + seen.pictures,
                    first.as_files + seen.as_files,
                )
                found[found.index(first)] = albums[album] = whole
                continue
            found.append(seen)
            if album is not None:
                albums[album] = seen
        return found + [Seen("", text) for where, text in self.world.notices if where == room.id]

    def _seen(self, message: Json) -> Seen:
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        file = message["photo"][-1] if "photo" in message else message.get("document")
        answered = message.get("reply_to_message")
        return Seen(
            str(message["message_id"]),
            message.get("text") or message.get("caption", ""),
            str(answered["message_id"]) if answered else None,
            (self.world.files[file["file_id"]].data,) if file else (),
            ("document" in message,) if file else (),
            tuple(Button(button["callback_data"], button["text"]) for row in rows for button in row),
        )

    # What goes wrong.

    def limit(self, chat: Chat, times: int, seconds: float) -> None:
        self.world.faults.limits[self.room(chat).id] = [seconds] * times

    def block(self, chat: Chat) -> None:
        self.room(chat).bot = "kicked" if chat.group else "blocked"

    def unreachable(self, times: int) -> None:
        refusal = ApiError(502, "Bad Gateway")
        self.world.faults.refusals["getFile"] = [refusal] * times

    def calm(self) -> None:
        self.world.faults.limits.clear()
        self.world.faults.refusals.clear()
        for room in self.rooms.values():
            room.bot = "member"

    def room(self, chat: Chat) -> Room:
        """A chat as Telegram has it."""
        if chat.name not in self.rooms:
            self.rooms[chat.name] = (
                self.world.group(chat.name, admins=tuple(chat.admins))
                if chat.group
                else self.world.private(chat.name)
            )
        return self.rooms[chat.name]


async def _true(holds: bool) -> bool:
    return holds
