"""Groups, albums and supergroups on Telegram with the real service behind the bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from adapters.web.adapter import WebAdapter
from bot.messages import Catalogue
from bot.process.app import opened_adapters, running
from bot.settings import load
from tests.adapters.contract.house import House
from tests.adapters.contract.platform import Chat
from tests.adapters.contract.platforms.telegram import TelegramPlatform
from tests.adapters.telegram.bench import in_colour
from tests.servers.telegram.people import Letter, People
from tests.services.running import environment, jpeg
from tests.waiting import PATIENCE_SECONDS

AT_BOT = "@heirloom_test_bot"


@pytest.fixture
async def house(tmp_path: Path, database_url: str) -> AsyncIterator[House]:
    """The service with a worker, on a Telegram of its own."""
    async with TelegramPlatform() as platform:
        house = House(platform, tmp_path, database_url)
        await house.begin()
        await house.work()
        yield house
        await house.stop()


@pytest.fixture
def telegram(house: House) -> TelegramPlatform:
    assert isinstance(house.platform, TelegramPlatform)
    return house.platform


async def test_an_album_whose_first_photo_mentions_the_bot_is_restored_as_a_whole(
    house: House, telegram: TelegramPlatform
) -> None:
    family = house.group()
    sent = await telegram.send(family, *map(jpeg, range(3)), sender="ben", as_files=False, mention=True)
    await house.ended()
    (status,) = await house.statuses(family)
    assert await house.states() == ["delivered"]
    assert all(f"Photo {number}:" in status.text for number in (1, 2, 3))
    assert status.answers == sent.id
    # A second album of the same person that speaks to nobody is left alone.
    await telegram.send(family, *map(jpeg, range(3)), sender="ben", as_files=False)
    await telegram.settled()
    assert await house.states() == ["delivered"]


@pytest.mark.parametrize("group", [False, True])
async def test_a_command_in_the_caption_of_an_album_is_for_all_of_it(
    house: House, telegram: TelegramPlatform, group: bool
) -> None:
    chat = house.group() if group else house.private("ben")
    room, people = telegram.room(chat), People(telegram.world)
    # In colour already, and so coloured only because somebody asks for it.
    photos = [in_colour(width) for width in (90, 100, 110)]
    await people.album(room, "ben", *photos, caption=f"/colorize{AT_BOT} please", as_file=True)
    await house.ended()
    assert await house.states() == ["delivered"]
    names = [message["document"]["file_name"] for message in room.messages.values() if "document" in message]
    assert sum("colorized" in name for name in names) == 3


async def test_automatic_mode_says_what_to_tap_where_the_bot_is_not_shown_photos(
    house: House, telegram: TelegramPlatform
) -> None:
    telegram.world.sees_all = False
    family = house.group("cleo")
    cleo, room, people = house.person("cleo"), telegram.room(family), People(telegram.world)
    await people.write(room, cleo, f"/automatic{AT_BOT} on")
    await house.said(family, Catalogue().say("rights.telegram"))
    await people.send(room, "ben", jpeg(1))
    await telegram.settled()
    assert await house.states() == []
    room.bot = "administrator"
    await people.send(room, "ben", jpeg(2))
    await house.ended()
    assert await house.states() == ["delivered"]


async def test_a_group_that_becomes_a_supergroup_keeps_its_photos_settings_and_buttons(
    house: House, telegram: TelegramPlatform
) -> None:
    family = house.group("cleo")
    cleo, old, people = house.person("cleo"), telegram.room(family), People(telegram.world)
    await telegram.command(family, f"language{AT_BOT}", "de", sender=cleo)
    await house.rest()
    await telegram.send(family, jpeg(), sender=cleo, mention=True)
    await house.taken(1)
    await telegram.settled()
    new = await telegram.world.migrate(old)
    telegram.rooms[family.name] = new
    await house.work()
    await house.ended()
    (status,) = await house.statuses(family)
    assert "Farben" in status.text
    assert len(await house.replies(family)) == 1
    await people.press(new, cleo, int(status.id), status.action("rotate"))
    await telegram.settled()
    await house.said(family, Catalogue("de").say("answer.working"))
    await house.ended()
    assert await house.revisions() == [1]
    await telegram.send(family, jpeg(2), sender=cleo, mention=True)
    await house.ended(2)
    assert Catalogue("de").say("button.rotate") in {
        button.text for status in await house.statuses(family) for button in status.buttons
    }


async def test_answers_stay_in_their_topic_from_the_first_word_to_the_last(
    house: House, telegram: TelegramPlatform
) -> None:
    room = telegram.world.group("forum", supergroup=True, topics=True)
    telegram.rooms["forum"] = room
    people = People(telegram.world)
    await people.send(room, "ben", jpeg(), Letter(caption=AT_BOT, topic=7))
    await house.ended()
    forum = Chat("forum", group=True)
    assert len(await house.statuses(forum)) == len(await house.replies(forum)) == 1
    own = [message for message in room.messages.values() if message["from"] == telegram.world.me]
    assert {message["message_thread_id"] for message in own} == {7}


async def test_a_wrong_token_costs_one_sentence_and_the_rest_goes_on(
    tmp_path: Path, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = "4200000000:" + "x" * 35
    async with TelegramPlatform() as platform:
        environ = environment(
            tmp_path,
            database_url,
            **platform.environment(),
            HEIRLOOM_WORKER_CHILDREN="0",
            HEIRLOOM_WEB_PORT="0",
        )
        environ["HEIRLOOM_TELEGRAM_TOKEN"] = wrong
        settings = load(environ)
        said: list[str] = []
        async with running(settings, environ, None, said.append, opened_adapters(settings)) as service:
            page = service.adapters["web"]
            assert isinstance(page, WebAdapter)
            async with asyncio.timeout(PATIENCE_SECONDS):
                await page.listening()
                while not errors(caplog):  # noqa: ASYNC110 - a log tells nobody
                    await asyncio.sleep(0.02)
            async with aiohttp.ClientSession() as visitor, visitor.get(page.link()) as answer:
                assert answer.status == 200
            assert not any(task.done() for task in service.tasks)
    assert errors(caplog) == [Catalogue().say("telegram.token", variable="HEIRLOOM_TELEGRAM_TOKEN")]
    assert wrong not in caplog.text


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What was logged as an error."""
    return [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
