"""The connection to Discord: what breaks it, what the operator is told, and what is done only once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from adapters.contract import Delayed, IncomingPhoto, NotNow, Unusable
from adapters.discord.invitation import invitation
from adapters.discord.opening import open_adapter
from adapters.discord.settings import DiscordSettings
from bot.messages import Catalogue, languages
from bot.messages.errors import error_sentence
from tests.adapters.contract.platform import until
from tests.adapters.discord.bare import Bare, Ear, bare, direct, host, reply
from tests.servers.discord import TOKEN, DiscordServer, Upload
from tests.servers.discord.refusals import MISSING_ACCESS
from tests.services.running import jpeg
from tests.waiting import PATIENCE_SECONDS


async def photos(here: Bare, count: int) -> None:
    """Wait until so many photos were handed over."""

    async def enough() -> bool:
        return sum(isinstance(event, IncomingPhoto) for event in here.ear.heard) >= count

    await until(enough)


@pytest.mark.parametrize("breaks", ["drop", "ask_to_reconnect"])
async def test_what_happens_during_a_break_is_heard_after_it_and_once(tmp_path: Path, breaks: str) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna = server.world.person("anna")
        channel = server.world.direct(anna)
        await server.say(anna, channel, "", Upload(jpeg(1)))
        await here.settled()
        await getattr(server.gateway, breaks)()
        await server.say(anna, channel, "", Upload(jpeg(2)))
        await photos(here, 2)
        await here.settled()
        assert len(here.ear.heard) == 2
        assert (server.gateway.identified, server.gateway.resumed) == (1, 1)


@pytest.mark.peers  # discord.py lets five seconds pass before it begins another session
async def test_a_session_that_is_forgotten_is_begun_anew(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        await server.gateway.forget()
        await server.gateway.greeted()
        anna = server.world.person("anna")
        await server.say(anna, server.world.direct(anna), "", Upload(jpeg()))
        await photos(here, 1)
        assert (server.gateway.identified, server.gateway.resumed) == (2, 0)


async def test_an_outage_at_the_start_is_waited_out(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        server.rest.failures = [503]
        async with bare(server, tmp_path) as here:
            assert here.adapter.account == str(server.world.bot.id)


async def test_before_it_is_logged_in_sending_waits(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        server.rest.held["/users/@me"] = gate = asyncio.Event()
        async with bare(server, tmp_path, waits=False) as here:
            anna = server.world.person("anna")
            to = direct(server.world.direct(anna), anna)
            with pytest.raises(Delayed):
                await here.adapter.deliver(reply(to, b"picture"))
            gate.set()
            await here.adapter.listening()
            assert await here.adapter.deliver(reply(to, b"picture"))


async def refused(here: Bare) -> Unusable:
    """What the adapter ended with."""
    with pytest.raises(Unusable) as raised:
        await asyncio.wait_for(here.task, PATIENCE_SECONDS)
    return raised.value


@pytest.mark.parametrize("token", ["wrong", "", "two\nlines", f"{TOKEN}é"])
async def test_a_wrong_token_is_told_in_one_sentence(tmp_path: Path, token: str) -> None:
    async with DiscordServer() as server, bare(server, tmp_path, token=token, waits=False) as here:
        problem = await refused(here)
    assert problem.code == "discord.token"
    for language in languages():
        assert "HEIRLOOM_DISCORD_TOKEN" in error_sentence(Catalogue(language), problem)
    assert not token or token not in str(problem)


async def test_a_token_that_is_withdrawn_while_it_listens_is_told(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        server.gateway.token = "another"
        await server.gateway.drop(4004)
        assert (await refused(here)).code == "discord.token"


async def test_what_discord_was_not_asked_to_grant_is_told(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        server.gateway.content_granted = False
        async with bare(server, tmp_path, message_content=True, waits=False) as here:
            problem = await refused(here)
    assert problem.code == "discord.intent"
    assert "discord.message_content" in error_sentence(Catalogue(), problem)


@pytest.mark.parametrize("key", ["api_url", "gateway_url"])
@pytest.mark.parametrize("address", ["", "discord.com", "ftp://discord.com/", "http://[::1"])
async def test_an_address_that_is_none_is_told(tmp_path: Path, key: str, address: str) -> None:
    settings = DiscordSettings(TOKEN, **{key: address})  # type: ignore[arg-type]
    with pytest.raises(Unusable, match=r"discord\.address") as raised:
        await open_adapter(settings, host(tmp_path)).run(Ear().receive)
    for language in languages():
        assert f"discord.{key}" in error_sentence(Catalogue(language), raised.value)


async def test_a_gateway_that_wants_another_kind_of_bot_is_told(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        await server.gateway.drop(4011)
        problem = await refused(here)
    assert problem.code == "discord.refused"
    assert "4011" in error_sentence(Catalogue(), problem)


async def test_commands_are_registered_only_when_they_changed(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        for _ in range(2):
            async with bare(server, tmp_path):
                assert server.rest.registered == 1
        async with bare(server, tmp_path, message_content=True):
            assert server.rest.registered == 2
        names = {command["name"] for command in server.rest.commands}
        assert names >= {"restore", "colorize", "settings", "language", "privacy", "forget", "help"}
        assert names >= {"Restore photo", "Colorize photo", "automatic"}
        assert not names & {"stats", "allow", "block"}


async def test_commands_are_for_servers_direct_messages_and_persons_in_every_language(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path):
        for command in server.rest.commands:
            assert command["integration_types"] == [0, 1]
            assert command["contexts"] == [0, 1, 2]
            assert set(command["name_localizations"]) == {"de", "fr", "pt-BR", "ru", "es-ES", "es-419"}
        (restore,) = [each for each in server.rest.commands if each["name"] == "restore"]
        assert restore["name_localizations"]["de"] == "restaurieren"
        assert [option["name"] for option in restore["options"]] == [
            "photo",
            "colorize",
            "strength",
            "private",
        ]
        assert all(option["description_localizations"]["ru"] for option in restore["options"])


async def test_a_failed_registration_leaves_the_bot_running_and_is_tried_at_the_next_start(
    tmp_path: Path,
) -> None:
    async with DiscordServer() as server:
        server.rest.broken["/commands"] = MISSING_ACCESS
        async with bare(server, tmp_path):
            assert server.rest.registered == 0
        server.rest.broken.clear()
        async with bare(server, tmp_path):
            assert server.rest.registered == 1


async def test_the_operator_is_told_how_to_invite_the_bot(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        (line,) = here.said
        assert f"client_id={server.world.bot.id}" in line
        assert "scope=bot+applications.commands" in line


def test_the_invitation_is_read_off_the_token() -> None:
    assert "client_id=123456789012345678&" in str(invitation(DiscordSettings(TOKEN)))
    assert invitation(DiscordSettings("rubbish")) is None
    assert invitation(DiscordSettings("")) is None


async def test_what_cannot_be_kept_yet_is_handed_over_again(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        here.ear.problems = [NotNow(0.01), NotNow(0.01)]
        anna = server.world.person("anna")
        await server.say(anna, server.world.direct(anna), "", Upload(jpeg()))
        await photos(here, 1)


async def test_the_end_waits_for_what_is_in_hand(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        anna = server.world.person("anna")
        channel = server.world.direct(anna)
        async with bare(server, tmp_path) as here:
            here.ear.gate.clear()
            command = await server.slash(anna, channel, "help")
            await server.gateway.flushed()
            here.ear.answer = here.ear.answer.__class__(text="Send a photo.")
            here.task.cancel()
            await asyncio.sleep(0)
            here.ear.gate.set()
            await asyncio.wait([here.task])
        assert command.response
        assert "Send a photo." in command.response.content
