"""What is heard on Discord: files fetched from its own hosts alone, within limits; and nothing in logs."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from yarl import URL

from adapters.contract import (
    Acknowledgement,
    Button,
    ChatKind,
    Delayed,
    IncomingAction,
    IncomingCommand,
    IncomingPhoto,
    Picture,
    Reference,
    Refused,
    RequestState,
)
from adapters.discord.addresses import file_origins
from adapters.discord.attachments import Attachments
from adapters.discord.buttons import view
from adapters.discord.settings import DiscordSettings
from bot.observability.logs import configure
from bot.settings.sections import LogSettings
from tests.adapters.contract.platform import until
from tests.adapters.discord.bare import Bare, bare, destination, direct, reply, status
from tests.servers.discord import TOKEN, Allow, DiscordServer, Kind, Upload
from tests.services.running import jpeg

LIMIT = 1_000_000
"""Of `bare`."""


def pictures(here: Bare) -> tuple[Picture, ...]:
    """What the last event is about."""
    event = here.ear.heard[-1]
    assert isinstance(event, IncomingPhoto | IncomingCommand)
    return event.pictures


# ----------------------------------------------------------------------------------------------- files


async def test_files_come_along_and_what_is_too_large_is_referred_to(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna = server.world.person("anna")
        uploads = [Upload(jpeg()), Upload(bytes(LIMIT + 1), "huge.png"), Upload(bytes(900_000), "b.png")]
        uploads.append(Upload(bytes(200_000), "c.png"))
        sent = await server.say(anna, server.world.direct(anna), "", *uploads)
        await here.settled()
        first, huge, second, third = pictures(here)
        assert (first.file, second.file) == (jpeg(), bytes(900_000))
        assert isinstance(huge.file, Reference)
        assert huge.size_bytes == LIMIT + 1
        assert isinstance(third.file, Reference)  # more than is held for one message
        assert {each.message for each in pictures(here)} == {str(sent.id)}
        assert await here.adapter.fetch(third.file, LIMIT) == bytes(200_000)
        with pytest.raises(Refused, match="too_large"):
            await here.adapter.fetch(huge.file, LIMIT)


async def test_a_file_that_is_gone_when_it_is_asked_for_is_refused(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path, message_content=True) as here:
        anna = server.world.person("anna")
        guild = await server.invite(anna)
        sent = await server.say(anna, guild.channels[0], "", Upload(jpeg()))
        await here.settled()
        (picture,) = pictures(here)
        assert isinstance(picture.file, Reference)  # nobody asked for it yet
        assert server.files.served == {}
        assert await here.adapter.fetch(picture.file, LIMIT) == jpeg()
        with pytest.raises(Refused, match="gone"):
            await here.adapter.fetch(Reference("1", picture.file.details), LIMIT)
        guild.bot = Allow(0)
        with pytest.raises(Refused, match="forbidden"):
            await here.adapter.fetch(picture.file, LIMIT)
        await server.delete(sent)
        guild.bot = Allow.VIEW_CHANNEL
        with pytest.raises(Refused, match="gone"):
            await here.adapter.fetch(picture.file, LIMIT)
        server.rest.failures = [503]
        with pytest.raises(Delayed):
            await here.adapter.fetch(picture.file, LIMIT)


async def test_a_file_that_does_not_come_is_referred_to_and_the_service_says_so(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna = server.world.person("anna")
        guild = await server.invite(anna)
        server.files.failures = [404]
        await server.slash(anna, guild.channels[0], "restore", photo=Upload(jpeg()))
        await here.settled()
        (picture,) = pictures(here)
        assert isinstance(picture.file, Reference)
        with pytest.raises(Refused, match="gone"):
            await here.adapter.fetch(picture.file, LIMIT)


async def test_only_the_platforms_own_hosts_are_asked_and_nobody_is_sent_elsewhere() -> None:
    async with DiscordServer() as server, DiscordServer() as stranger:
        settings = DiscordSettings(TOKEN, server.api_url, server.gateway_url)
        file = server.world.file(server.world.channel(Kind.DM), "a.jpg", b"secret")
        path = f"/attachments/{file.channel.id}/{file.id}/a.jpg?hm={file.signature}"
        async with Attachments(file_origins(settings), LIMIT) as attachments:
            assert await attachments.download(server.base + path, LIMIT) == b"secret"
            for url in (
                stranger.base + path,
                server.base.replace("http", "https") + path,
                server.base.replace("127.0.0.1", "localhost") + path,
                server.base + "0000/attachments/1/1/a.jpg",
                "file:///etc/passwd",
                "/attachments/1",
                "",
            ):
                with pytest.raises(Refused, match="forbidden"):
                    await attachments.download(url, LIMIT)
            server.files.elsewhere = stranger.base + path
            with pytest.raises(Refused, match="gone"):
                await attachments.download(server.base + path, LIMIT)
        assert stranger.files.served == {}


def test_discords_own_hosts_are_asked_where_no_other_server_is_set() -> None:
    hosts = {URL("https://cdn.discordapp.com"), URL("https://media.discordapp.net")}
    assert file_origins(DiscordSettings(TOKEN)) == hosts


async def test_a_download_ends_at_its_limit_and_at_its_deadline() -> None:
    async with DiscordServer() as server:
        settings = DiscordSettings(TOKEN, server.api_url, server.gateway_url)
        file = server.world.file(server.world.channel(Kind.DM), "a.jpg", bytes(100))
        url = f"{server.base}/attachments/{file.channel.id}/{file.id}/a.jpg?hm={file.signature}"
        async with Attachments(file_origins(settings), LIMIT) as attachments:
            assert len(await attachments.download(url, 100)) == 100
            with pytest.raises(Refused, match="too_large"):
                await attachments.download(url, 99)
        server.files.gate.clear()
        async with Attachments(file_origins(settings), LIMIT, deadline_seconds=0.1) as attachments:
            with pytest.raises(Delayed):
                await attachments.download(url, 100)
        with pytest.raises(Delayed):
            await attachments.download(url, 100)


# -------------------------------------------------------------------------------------------- messages


async def test_who_is_spoken_to_and_what_is_asked_is_read_off_a_message(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna, robot = server.world.person("anna"), server.world.person("robot", bot=True)
        guild = await server.invite(anna)
        channel, alone = guild.channels[0], server.world.direct(anna)
        guild.members[anna.id] = Allow.MANAGE_MESSAGES
        await server.say(robot, alone, "", Upload(jpeg()))
        await server.say(anna, channel, "look", Upload(jpeg()))  # nobody is spoken to
        await here.settled()
        assert here.ear.heard == []
        await server.say(anna, channel, "colorize this", Upload(jpeg()), mention=True)
        await here.settled()
        colorize = here.ear.heard[-1]
        assert isinstance(colorize, IncomingCommand)
        assert (colorize.name, colorize.argument, len(colorize.pictures)) == ("colorize", "this", 1)
        await server.say(anna, channel, "what a day", Upload(jpeg()), mention=True)
        await here.settled()
        photo = here.ear.heard[-1]
        assert isinstance(photo, IncomingPhoto)
        assert photo.caption == "what a day"
        assert (photo.origin.kind, photo.origin.addressed) == (ChatKind.GROUP, True)
        await server.say(anna, channel, "hello", mention=True)
        await server.say(anna, alone, "allow 12")
        await server.say(anna, alone, "hello")
        await here.settled()
        said = [event for event in here.ear.heard[-3:] if isinstance(event, IncomingCommand)]
        assert [(each.name, each.argument) for each in said] == [
            *(("restore", ""), ("allow", "12"), ("start", "")),
        ]
        assert said[1].origin.kind is ChatKind.PRIVATE


@pytest.mark.parametrize(
    ("text", "name", "argument"),
    [
        ("forget", "forget", ""),
        ("Vergessen", "forget", ""),
        ("forget it, thanks", "start", ""),
        ("/forget everything", "forget", "everything"),
        ("idioma pt", "language", "pt"),
    ],
)
async def test_commands_are_known_in_every_language_and_told_from_talk(
    tmp_path: Path, text: str, name: str, argument: str
) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna = server.world.person("anna")
        await server.say(anna, server.world.direct(anna), text)
        await here.settled()
        (event,) = here.ear.heard
        assert isinstance(event, IncomingCommand)
        assert (event.name, event.argument) == (name, argument)


async def test_a_menu_on_a_message_without_photo_says_so_to_whoever_asked(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna = server.world.person("anna")
        guild = await server.invite(anna)
        posted = await server.say(anna, guild.channels[0], "Look what I found!")
        asked = await server.menu(anna, posted, "Restore photo")

        async def answered() -> bool:
            return asked.response is not None

        await until(answered)
        assert here.ear.heard == []
        assert asked.response
        assert asked.response.content == "No photo is attached to that message."
        assert asked.response.only_for is anna


async def test_a_photo_among_other_files_is_taken_and_other_files_alone_are_handed_over(
    tmp_path: Path,
) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna = server.world.person("anna")
        alone = server.world.direct(anna)
        outgoing = Upload(b"%PDF-1.7", "outgoing.pdf")
        await server.say(anna, alone, "", outgoing, Upload(jpeg()))
        await here.settled()
        assert [picture.file for picture in pictures(here)] == [jpeg()]
        await server.say(anna, alone, "", outgoing)
        await here.settled()
        assert [picture.file for picture in pictures(here)] == [b"%PDF-1.7"]


async def test_forwarded_photos_count_as_the_messages_own(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna = server.world.person("anna")
        alone = server.world.direct(anna)
        original = await server.say(anna, alone, "", Upload(jpeg(5)))
        await here.settled()
        await server.forward(anna, alone, original)
        await here.settled()
        (picture,) = pictures(here)
        assert picture.file == jpeg(5)


async def test_whatever_goes_wrong_people_are_answered(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna = server.world.person("anna")
        alone = server.world.direct(anna)
        message = await here.adapter.update(
            status(direct(alone, anna), "done", buttons=((Button("b:abc", "B"),),))
        )
        (shown,) = server.bots(alone)
        assert str(shown.id) == message
        here.ear.problems = [RuntimeError("nobody foresaw this")] * 3
        await server.say(anna, alone, "", Upload(jpeg()))
        command = await server.slash(anna, alone, "help")
        await server.press(anna, shown, "b:abc")
        await here.settled()
        said = [each.content for each in server.bots(alone) if each is not shown]
        assert said == ["Something went wrong. Please try again."] * 3
        assert command.response
        assert here.ear.heard == []


async def test_presses_tell_who_pressed_what_and_where(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna, ben = server.world.person("anna"), server.world.person("ben")
        guild = await server.invite(anna, ben)
        guild.members[ben.id] = Allow.MANAGE_MESSAGES
        await server.say(anna, guild.channels[0], "", Upload(jpeg()), mention=True)
        await here.settled()
        to = destination(here.ear.origins[0])
        rows = tuple((Button(f"b{n}:abc", f"B{n}"),) for n in range(3))
        message = await here.adapter.update(status(to, "done", state=RequestState.DELIVERED, buttons=rows))
        (shown,) = server.bots(guild.channels[0])
        here.ear.answer = Acknowledgement(text="Only the sender may.")
        for person, admin in ((anna, False), (ben, True)):
            await server.press(person, shown, "b1:abc")
            await here.settled()
            press = here.ear.heard[-1]
            assert isinstance(press, IncomingAction)
            assert (press.action, press.origin.sender) == ("b1:abc", str(person.id))
            assert (press.origin.sender_is_admin, press.origin.message) == (admin, message)
        notices = [each for each in server.bots(guild.channels[0]) if each is not shown]
        assert [each.only_for for each in notices] == [anna, ben]


async def test_many_choices_are_a_menu_and_too_many_buttons_go_into_more_rows() -> None:
    choices = tuple((Button(f"language:{n}", str(n)),) for n in range(7))
    (row,) = made.to_components() if (made := view(choices)) else []
    assert [option["value"] for option in row["components"][0]["options"]] == [
        f"language:{n}" for n in range(7)
    ]
    crowded = (tuple(Button(f"b{n}:abc", str(n)) for n in range(7)),)
    rows = made.to_components() if (made := view(crowded)) else []
    assert [len(row["components"]) for row in rows] == [5, 2]
    assert view(()) is None


# ------------------------------------------------------------------------------------------------ logs


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything that is logged, at the most talkative level."""
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    levels, handlers = {logger: logger.level for logger in loggers}, logging.getLogger().handlers[:]
    stream = io.StringIO()
    configure(LogSettings("debug"), stream)
    yield stream
    logging.getLogger().handlers[:] = handlers
    for logger, level in levels.items():
        logger.setLevel(level)


async def test_no_token_name_or_word_of_anybody_is_ever_logged(tmp_path: Path, written: io.StringIO) -> None:
    async with DiscordServer() as server, bare(server, tmp_path, message_content=True) as here:
        anna = server.world.person("anna-of-the-hill")
        guild = await server.invite(anna)
        channel = guild.channels[0]
        await server.say(anna, channel, "my grandmother", Upload(jpeg(), "grandma.jpg"), mention=True)
        command = await server.slash(anna, channel, "restore", photo=Upload(jpeg(), "grandpa.jpg"))
        await here.settled()
        to = destination(here.ear.origins[-1])
        server.rest.limits[channel.id] = [0.01]
        message = await here.adapter.update(status(to, "in the queue"))
        server.rest.limits[channel.id] = [0.01]
        await here.adapter.deliver(reply(to, b"one"))
        command.ended = True
        await here.adapter.update(status(to, "done", message, state=RequestState.DELIVERED))
        server.files.failures = [500, 404]
        late = await server.slash(anna, channel, "restore", photo=Upload(jpeg(), "grandpa.jpg"))
        await here.settled()
        await server.gateway.drop()
        await server.gateway.greeted()
        signatures = [file.signature for file in server.world.files.values()]
    text = written.getvalue()
    assert "Listening on Discord" in text
    for secret in (TOKEN, command.token, late.token, *signatures):
        assert secret not in text
    for word in ("anna-of-the-hill", "grandmother", "grandma.jpg", "grandpa.jpg", "in the queue"):
        assert word not in text
