"""The web chat as people use it: each person is a browser with cookies of its own, and every photo on the
page is a status with its report and, once there are versions, a reply."""

from __future__ import annotations

import io
import secrets
from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Any, ClassVar, Self

import aiohttp

from adapters.contract import Adapter, Button
from adapters.web.adapter import WebAdapter
from tests.adapters.contract.platform import Ability, Chat, Platform, Seen, Sent, until
from tests.waiting import quiet_port


class WebPlatform(Platform):
    """The page, and visitors to it."""

    name = "web"
    cannot: ClassVar[Mapping[Ability, str]] = {
        Ability.PHOTO: "a browser sends files as they are",
        Ability.ALBUM: "every photo on the page is a request of its own",
        Ability.GROUP: "nobody reads along",
        Ability.MENTION: "whoever is on the page speaks to the bot",
        Ability.ABOUT: "a photo on the page has been restored already",
        Ability.AUTOMATIC: "nobody reads along",
        Ability.COMMAND: "the page has controls in place of most commands",
        Ability.REFERENCE: "the photo comes along with the event",
        Ability.BACKLOG: "nothing can be sent to a page that is not there",
        Ability.WITHDRAW: "there are no messages; deleting is the bot's",
        Ability.LIMIT: "the page fetches what it shows",
        Ability.BLOCK: "the page fetches what it shows",
    }

    def __init__(self) -> None:
        # The page keeps its address over restarts, as in life.
        self._base = f"http://127.0.0.1:{quiet_port()}"
        self._visitors: dict[str, aiohttp.ClientSession] = {}
        self._said: dict[str, list[Seen]] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def environment(self) -> Mapping[str, str]:
        return {"HEIRLOOM_WEB_ENABLED": "true", "HEIRLOOM_WEB_PORT": self._base.rpartition(":")[2]}

    async def connected(self, adapter: Adapter | None) -> None:
        if isinstance(adapter, WebAdapter):
            await adapter.listening()
        else:
            async with aiohttp.ClientSession() as session:
                await until(lambda: _answers(session, f"{self._base}/healthz"))

    async def send(
        self,
        chat: Chat,
        *files: bytes,
        sender: str | None = None,
        as_files: bool = True,
        mention: bool = False,
    ) -> Sent:
        (file,) = files
        key = secrets.token_hex(8)
        return Sent(chat, chat.name, await self._post_photo(chat, file, key), (file, key))

    async def command(
        self,
        chat: Chat,
        name: str,
        argument: str = "",
        *,
        sender: str | None = None,
        about: Sent | None = None,
    ) -> None:
        if name == "forget":
            await self._post(chat, "/api/forget")
        elif name == "privacy":
            told = await self._get(chat, "/api/privacy")
            self._said.setdefault(chat.name, []).append(Seen("", told["text"]))
        else:
            raise AssertionError(f"the page has no /{name}")

    async def press(self, chat: Chat, seen: Seen, action: str, *, sender: str | None = None) -> None:
        await self._press(chat, seen, action, secrets.token_hex(8))

    async def press_repeated(self, chat: Chat, seen: Seen, action: str, times: int) -> None:
        key = secrets.token_hex(8)
        for _ in range(times):
            await self._press(chat, seen, action, key)

    async def repeat(self, sent: Sent) -> None:
        file, key = sent.updates
        assert isinstance(file, bytes)
        await self._post_photo(sent.chat, file, str(key))

    async def settled(self) -> None:
        """Every answer of the page is one."""

    async def seen(self, chat: Chat) -> list[Seen]:
        found = list(self._said.get(chat.name, []))
        for photo in reversed((await self._get(chat, "/api/photos"))["photos"]):
            links: dict[str, str] = dict(photo["versions"])
            compare = [links.pop("compare")] if "compare" in links else []
            buttons = tuple(Button(each["action"], each["text"]) for row in photo["buttons"] for each in row)
            shown = await self._files(chat, compare)
            found.append(Seen(photo["id"], photo["text"], photo["id"], shown, (False,) * len(shown), buttons))
            if photo["state"] == "delivered":
                files = await self._files(chat, list(links.values()))
                found.append(
                    Seen(f"{photo['id']} {photo['revision']}", "", photo["id"], files, (True,) * len(files))
                )
        return found

    def calm(self) -> None:
        """Nothing here goes wrong by itself."""

    async def _press(self, chat: Chat, seen: Seen, action: str, key: str) -> None:
        await self._post(chat, f"/api/photos/{seen.id}/press", key, json={"action": action})

    async def _post_photo(self, chat: Chat, file: bytes, key: str) -> str:
        form = aiohttp.FormData()
        form.add_field("photo", io.BytesIO(file), filename="photo.jpg")
        told = await self._post(chat, "/api/photos", key, data=form)
        return str(told.get("id", ""))

    async def _post(self, chat: Chat, path: str, key: str = "", **body: Any) -> Mapping[str, Any]:
        """What the page says; the sentence of a refusal stands in the chat then."""
        headers = {"Idempotency-Key": key} if key else {}
        async with (await self._visitor(chat)).post(self._base + path, headers=headers, **body) as answer:
            if answer.status == 204:
                return {}
            told: Mapping[str, Any] = await answer.json(content_type=None)
            if answer.status >= 400:
                self._said.setdefault(chat.name, []).append(Seen("", str(told["detail"])))
            return told

    async def _get(self, chat: Chat, path: str) -> Any:
        async with (await self._visitor(chat)).get(self._base + path) as answer:
            assert answer.status == 200
            return await answer.json()

    async def _files(self, chat: Chat, links: list[str]) -> tuple[bytes, ...]:
        visitor, files = await self._visitor(chat), []
        for link in links:
            async with visitor.get(self._base + link) as answer:
                assert answer.status == 200
                files.append(await answer.read())
        return tuple(files)

    async def _visitor(self, chat: Chat) -> aiohttp.ClientSession:
        if chat.name not in self._visitors:
            jar = aiohttp.CookieJar(unsafe=True)  # "unsafe" lets addresses without a name have cookies
            session = aiohttp.ClientSession(cookie_jar=jar)
            self._visitors[chat.name] = await self._stack.enter_async_context(session)
        return self._visitors[chat.name]


async def _answers(session: aiohttp.ClientSession, address: str) -> bool:
    try:
        async with session.get(address) as answer:
            return answer.status == 200
    except aiohttp.ClientConnectionError:
        return False
