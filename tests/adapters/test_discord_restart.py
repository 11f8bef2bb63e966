"""Discord with services of their own: what survives a restart, and what other settings change."""

from __future__ import annotations

from pathlib import Path

from tests.discord_server import DiscordServer, Upload
from tests.discord_service import discord_service, done, family, is_done, pictures, request_of
from tests.running import jpeg


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
