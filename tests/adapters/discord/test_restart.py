"""Discord with services of their own: what survives a restart, and what other settings change."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from adapters.web.adapter import WebAdapter
from bot.process.app import opened_adapters, running
from bot.process.worker import at_work
from bot.settings import load
from tests.adapters.contract.platform import until
from tests.adapters.discord.bare import Clock
from tests.servers.discord import DiscordServer, Upload
from tests.services.discord import discord_service, done, family, is_done, pictures, request_of
from tests.services.running import environment, jpeg


async def test_a_button_works_after_a_restart(tmp_path: Path, database_url: str) -> None:
    async with DiscordServer() as server:
        anna = server.world.person("anna")
        channel = server.world.direct(anna)
        async with discord_service(server, tmp_path, database_url) as before:
            await server.slash(anna, channel, "restore", photo=Upload(jpeg()))
            status, (first,) = await done(before, channel)
        async with discord_service(server, tmp_path, database_url) as after:
            press = await server.press(anna, status, "rotate:" + request_of(status))
            turned = await after.seen(
                channel, lambda message: bool(message.files) and message not in (status, first)
            )
            assert {picture.size for picture in pictures(turned)} == {(64, 96)}
            await after.seen(channel, lambda message: is_done(message) and pictures(message)[0].height > 64)
            assert press.response is status
            assert server.gateway.identified == 2


async def test_a_mention_that_answers_a_photo_restores_it_where_the_bot_may_see_it(
    tmp_path: Path, database_url: str
) -> None:
    async with (
        DiscordServer() as server,
        discord_service(server, tmp_path, database_url, HEIRLOOM_DISCORD_MESSAGE_CONTENT="true") as stage,
    ):
        anna, ben, guild = await family(stage)
        posted = await server.say(anna, guild.channels[0], "Grandpa", Upload(jpeg()))
        await server.say(ben, guild.channels[0], "restore", answers=posted, mention=True)
        status, _ = await done(stage, guild.channels[0])
        assert status.answers == posted.id


async def test_a_press_after_the_end_of_an_interaction_brings_the_photo(
    tmp_path: Path, database_url: str
) -> None:
    clock = Clock()
    async with (
        DiscordServer() as server,
        discord_service(server, tmp_path, database_url, works=False, clock=clock) as stage,
    ):
        anna = server.world.person("anna", closed=True)
        channel = (await server.invite(anna, bot=None)).channels[0]
        asked = await server.slash(anna, channel, "restore", installed_by_person=True, photo=Upload(jpeg()))
        waiting = await stage.seen(channel, lambda message: bool(message.components))
        request = request_of(waiting)
        clock.ahead, asked.ended = 900, True
        async with at_work(stage.settings):
            await stage.ended()
        assert stage.replies(channel) == []
        assert waiting.files == []
        clock.ahead = 0
        await server.press(anna, waiting, f"files:{request}", installed_by_person=True)
        reply = await stage.seen(channel, lambda message: bool(message.files) and not message.components)
        assert {picture.size for picture in pictures(reply)} == {(96, 64)}
        assert await stage.seen(channel, is_done) is waiting
        assert "plausible guess" in waiting.content


async def test_a_wrong_token_is_told_in_a_sentence_and_everything_else_goes_on(
    tmp_path: Path, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with DiscordServer() as server:
        own = server.environment(HEIRLOOM_DISCORD_TOKEN="wrong", HEIRLOOM_WEB_PORT="0")
        environ = environment(tmp_path, database_url, HEIRLOOM_WORKER_CHILDREN="0", **own)
        settings = load(environ)
        platforms = opened_adapters(settings)
        async with running(settings, environ, None, lambda line: None, platforms) as service:
            page = service.adapters["web"]
            assert isinstance(page, WebAdapter)
            await page.listening()

            async def told() -> bool:
                return "Discord does not know this bot’s token" in caplog.text

            await until(told)
            async with aiohttp.ClientSession() as session, session.get(page.link()) as answer:
                assert answer.status == 200
            assert not any(task.done() for task in service.tasks)
