"""A conversation in a family group, from the first update to the delivered pictures."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from tests.adapters.telegram.household import Household, household
from tests.servers.telegram.people import Letter, People
from tests.servers.telegram.world import Json, Room, World
from tests.services.running import jpeg
from tests.waiting import PATIENCE_SECONDS

pytestmark = pytest.mark.peers  # for its length: `make test` keeps to two minutes

AT_BOT = "@heirloom_test_bot"


class Family:
    """The chat, as somebody reads it who scrolls through it."""

    def __init__(self, world: World, room: Room, house: Household) -> None:
        self.world, self.room, self._house = world, room, house

    def statuses(self) -> list[Json]:
        """The messages that change, the oldest first."""
        return [message for message in self._bots() if "reply_markup" in message]

    def pictures(self, answered: Json, kind: str = "photo") -> list[bytes]:
        """The pictures that went out as an answer to a message."""
        files = [
            message[kind][-1] if kind == "photo" else message[kind]
            for message in self._bots()
            if kind in message and "reply_markup" not in message
            if message["reply_to_message"]["message_id"] == answered["message_id"]
        ]
        return [self.world.files[file["file_id"]].data for file in files]

    def notices(self) -> list[str]:
        """What popped up on presses."""
        return [text for room, text in self.world.notices if room == self.room.id]

    def button(self, name: str, answered: Json) -> tuple[int, str]:
        """A button under the status of a photo: the message, and what it sends."""
        (message,) = (each for each in self.statuses() if _answers(each, answered))
        rows = message["reply_markup"]["inline_keyboard"]
        data = [button["callback_data"] for row in rows for button in row]
        return message["message_id"], next(each for each in data if each.startswith(f"{name}:"))

    def done(self, answered: Json) -> bool:
        """Whether the status of a photo is its before/after picture, with a button for more."""
        return any(
            "photo" in each and "rotate:" in str(each["reply_markup"])
            for each in self.statuses()
            if _answers(each, answered)
        )

    async def until(self, holds: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until something holds, looked at whenever the bot called."""
        try:
            async with asyncio.timeout(seconds), self.world.changed:
                await self.world.changed.wait_for(holds)
        except TimeoutError:
            texts = [message.get("text") or message.get("caption") for message in self._bots()]
            raise AssertionError(f"{texts}\n{self._house.log()[-4000:]}") from None

    def _bots(self) -> list[Json]:
        return [message for message in self.room.messages.values() if message["from"] == self.world.me]


def _answers(message: Json, answered: Json) -> bool:
    return bool(message.get("reply_to_message", {}).get("message_id") == answered["message_id"])


def size(picture: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(picture)).size


def colored(picture: bytes) -> bool:
    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)
    return bool(np.abs(pixels[..., 0] - pixels[..., 2]).max() > 8)


async def test_a_family_restores_its_album_through_a_kill_and_flood_control() -> None:
    world = World()
    async with household(world) as house:
        room, anna = world.group("family", admins=("cleo",)), world.private("anna")
        people, family = People(world), Family(world, room, house)

        # Ben sends an album before the bot is even there; nobody asks, so nobody is answered.
        album = await people.album(room, "ben", *(jpeg(seed, width=90 + 10 * seed) for seed in range(3)))
        await house.start()
        await family.until(lambda: not world.updates)
        assert family.statuses() == []

        # Cleo asks for one of it, and gets all of it, in colour, answered as an album.
        await people.write(room, "cleo", f"/colorize{AT_BOT}", Letter(answers=album[1]))
        await family.until(lambda: family.done(album[1]))
        pictures = family.pictures(album[1])
        assert sum(map(colored, pictures)) == 3
        assert {size(picture)[0] for picture in pictures} == {90, 100, 110}
        assert room.reactions == {album[1]["message_id"]: "👀"}
        assert len(family.statuses()) == 1

        # Dora did not send it: her press does nothing. Cleo's turns it.
        await people.press(room, "dora", *family.button("rotate", album[1]))
        await family.until(lambda: family.notices())
        assert "Only whoever asked for it" in family.notices()[0]
        await people.press(room, "cleo", *family.button("rotate", album[1]))
        await family.until(lambda: len(family.pictures(album[1])) > len(pictures) and family.done(album[1]))
        turned = family.pictures(album[1])[len(pictures) :]
        assert {size(picture)[1] for picture in turned} == {90, 100, 110}
        assert sum(map(colored, turned)) == 3

        # Dora speaks to the bot, and the power goes while it works.
        garden = await people.send(
            room, "dora", jpeg(7), Letter(caption=f"{AT_BOT} the garden!"), as_file=True
        )
        await family.until(lambda: any(_answers(each, garden) for each in family.statuses()))
        await house.kill()
        await people.send(anna, "anna", jpeg(8))
        world.faults.limits[room.id] = [1.0] * 3
        await house.start()

        # The family's chat is limited; Anna, alone with the bot, is answered all the same.
        await family.until(
            lambda: any("photo" in each for each in anna.messages.values() if _own(world, each))
        )
        await family.until(lambda: family.done(garden))
        files = family.pictures(garden, "document")
        assert len(files) in (2, 4)  # repeated at most where the power went inside the send
        assert any(map(colored, files))

        # Buttons of before the kill still work: the album in full quality, as files.
        await people.press(room, "cleo", *family.button("files", album[1]))
        await family.until(lambda: len(family.pictures(album[1], "document")) == len(turned))
        assert await house.stop() == 0
        assert world.updates == []
        assert world.faults.limits[room.id] == []
        assert world.token not in house.log() + house.said()


def _own(world: World, message: Json) -> bool:
    return bool(message["from"] == world.me)
