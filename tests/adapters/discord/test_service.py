"""From what somebody does on Discord to files with real bytes, with the real service and a real worker."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image

from tests.postgres import empty
from tests.servers.discord import USUAL, Allow, DiscordServer, Flag, Upload
from tests.services.discord import DiscordStage, discord_service, done, family, pictures, request_of
from tests.services.running import jpeg

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAMPLE = Path(__file__).parents[3] / "docs" / "sample" / "damaged.jpg"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory, postgres: str) -> AsyncIterator[DiscordStage]:
    """One service for all; every test brings people and servers of its own."""
    empty(postgres)
    async with (
        DiscordServer() as server,
        discord_service(server, tmp_path_factory.mktemp("discord"), postgres) as running,
    ):
        yield running


async def test_a_slash_command_with_a_real_photo_comes_back_as_files(stage: DiscordStage) -> None:
    anna, _, guild = await family(stage)
    channel, photo = guild.channels[0], SAMPLE.read_bytes()
    interaction = await stage.server.slash(anna, channel, "restore", photo=Upload(photo, "old.jpg"))
    status, (reply,) = await done(stage, channel)
    assert interaction.response is status
    assert reply.answers == status.id
    size = Image.open(io.BytesIO(photo)).size
    assert [picture.size for picture in pictures(reply)] == [size] * len(reply.files)
    assert {picture.format for picture in pictures(reply)} == {"JPEG"}
    assert all(file.data != photo for file in reply.files)
    assert any("colorized" in file.name for file in reply.files)


async def test_a_menu_on_somebody_elses_photo_answers_that_message(stage: DiscordStage) -> None:
    anna, ben, guild = await family(stage)
    posted = await stage.server.say(anna, guild.channels[0], "Grandma", Upload(jpeg(3)))
    await stage.settled()
    assert stage.server.bots(guild.channels[0]) == []
    await stage.server.menu(ben, posted, "Colorize photo")
    status, (reply,) = await done(stage, guild.channels[0])
    assert status.answers == reply.answers == posted.id
    assert {picture.size for picture in pictures(reply)} == {(96, 64)}
    sender = "select sender from request where answers = %s"
    assert await stage.value(sender, str(posted.id)) == str(ben.id)


async def test_several_files_of_a_message_are_one_request_and_one_gallery(stage: DiscordStage) -> None:
    anna, ben, guild = await family(stage)
    uploads = [Upload(jpeg(seed), f"{seed}.jpg") for seed in range(3)]
    posted = await stage.server.say(
        anna,
        guild.channels[0],
        "",
        *uploads,
        Upload(b"%PDF-1.7", "letter.pdf"),
        Upload(jpeg(9), "nameless"),
    )
    await stage.server.menu(ben, posted, "Restore photo")
    status, (reply,) = await done(stage, guild.channels[0])
    assert sum("colorized" in file.name for file in reply.files) == 4
    assert "Photo 4:" in status.content
    assert "Photo 5:" not in status.content


async def test_a_private_answer_is_seen_by_nobody_else(stage: DiscordStage) -> None:
    anna, _, guild = await family(stage)
    await stage.server.slash(anna, guild.channels[0], "restore", photo=Upload(jpeg()), private=True)
    status, (reply,) = await done(stage, guild.channels[0])
    assert status.only_for is reply.only_for is anna
    assert all(message.only_for is anna for message in stage.server.bots(guild.channels[0]))


async def test_options_are_wishes(stage: DiscordStage) -> None:
    anna, _, guild = await family(stage)
    photo = Upload(jpeg())
    interaction = await stage.server.slash(
        anna, guild.channels[0], "restore", photo=photo, strength=80, colorize=False
    )
    _, (reply,) = await done(stage, guild.channels[0])
    assert not any("colorized" in file.name for file in reply.files)
    assert interaction.response
    asked = "select w.wishes from work w join part p on p.request = w.request where p.message = %s"
    wishes = await stage.value(asked, str(interaction.response.id))
    assert isinstance(wishes, dict)
    assert (wishes["strength"], wishes["color"]) == (0.8, "never")


async def test_a_thread_is_answered_inside(stage: DiscordStage) -> None:
    anna, _, guild = await family(stage)
    thread = await stage.server.thread(guild)
    posted = await stage.server.say(anna, thread, "please", Upload(jpeg()), mention=True)
    status, (reply,) = await done(stage, thread)
    assert status.answers == reply.answers == posted.id
    await stage.server.press(anna, status, "delete:" + request_of(status))
    await stage.seen(thread, lambda message: "was deleted" in message.content)
    assert stage.server.bots(guild.channels[0]) == []


async def test_a_mention_that_answers_a_photo_it_is_not_shown_is_told_what_to_do(stage: DiscordStage) -> None:
    anna, ben, guild = await family(stage)
    posted = await stage.server.say(anna, guild.channels[0], "Grandpa", Upload(jpeg()))
    await stage.server.say(ben, guild.channels[0], "restore", answers=posted, mention=True)
    await stage.seen(guild.channels[0], lambda message: "then Apps and “Restore photo”" in message.content)


async def test_help_names_commands_as_people_type_them_here(stage: DiscordStage) -> None:
    anna = stage.server.world.person("anna", locale="de")
    guild = await stage.server.invite(anna)
    asked = await stage.server.slash(anna, guild.channels[0], "help")
    await stage.settled()
    assert asked.response
    first, _, *listed = asked.response.content.splitlines()
    assert "/restaurieren" in first
    assert "/vergessen – " in "\n".join(listed)
    assert "automati" not in "\n".join(listed)  # the bot is not shown every photo


async def test_an_answer_to_the_bot_without_a_photo_is_left_alone(stage: DiscordStage) -> None:
    anna, _, guild = await family(stage)
    await stage.server.say(anna, guild.channels[0], "", Upload(jpeg()), mention=True)
    status, _ = await done(stage, guild.channels[0])
    seen = len(stage.server.bots(guild.channels[0]))
    await stage.server.say(anna, guild.channels[0], "Thank you!", answers=status)
    await stage.settled()
    assert len(stage.server.bots(guild.channels[0])) == seen


async def test_results_are_encoded_to_the_limit_of_the_place(stage: DiscordStage) -> None:
    limit = 400_000
    anna, _, guild = await family(stage, file_limit=limit)
    buffer = io.BytesIO()
    sample = Image.open(io.BytesIO(SAMPLE.read_bytes()))
    sample.save(buffer, "png")
    assert len(buffer.getvalue()) > limit
    await stage.server.slash(
        anna, guild.channels[0], "restore", photo=Upload(buffer.getvalue(), "old.png"), colorize=True
    )
    _, (reply,) = await done(stage, guild.channels[0])
    assert all(0 < len(file.data) <= limit for file in reply.files)
    assert {picture.size for picture in pictures(reply)} == {sample.size}


async def test_the_language_is_chosen_from_a_menu(stage: DiscordStage) -> None:
    anna = stage.server.world.person("anna", locale="fr")
    channel = stage.server.world.direct(anna)
    asked = await stage.server.slash(anna, channel, "language")
    await stage.settled()
    assert asked.response
    assert asked.response.content == "Quelle langue ?"
    await stage.server.press(anna, asked.response, "language:de")
    await stage.seen(channel, lambda message: "Deutsch" in message.content)


async def test_a_photo_sent_alone_with_the_bot_needs_no_words(stage: DiscordStage) -> None:
    anna = stage.server.world.person("anna")
    channel = stage.server.world.direct(anna)
    await stage.server.say(anna, channel, "hello")
    await stage.seen(channel, lambda message: "Send an old photo" in message.content)
    posted = await stage.server.say(anna, channel, "", Upload(jpeg()))
    status, (reply,) = await done(stage, channel)
    assert status.answers == reply.answers == posted.id


async def test_a_permission_that_is_missing_is_named(stage: DiscordStage) -> None:
    anna, _, guild = await family(stage, bot=USUAL & ~Allow.ATTACH_FILES)
    await stage.server.say(anna, guild.channels[0], "", Upload(jpeg()), mention=True)
    await stage.seen(guild.channels[0], lambda message: "“Attach Files”" in message.content)
    mute = (await family(stage, bot=USUAL & ~Allow.SEND_MESSAGES))[2]
    mute.members[anna.id] = Allow(0)
    await stage.server.say(anna, mute.channels[0], "", Upload(jpeg()), mention=True)
    alone = stage.server.world.direct(anna)
    await stage.seen(alone, lambda message: "“Send Messages”" in message.content)
    assert stage.server.bots(mute.channels[0]) == []


async def test_a_command_is_answered_where_the_bot_may_not_write(stage: DiscordStage) -> None:
    anna, _, guild = await family(stage, bot=Allow.VIEW_CHANNEL)
    await stage.server.slash(anna, guild.channels[0], "restore", photo=Upload(jpeg()))
    status, (reply,) = await done(stage, guild.channels[0])
    assert status.interaction is reply.interaction is not None


async def test_a_person_can_bring_the_app_along_to_where_the_bot_is_not(stage: DiscordStage) -> None:
    anna, ben, guild = await family(stage, bot=None)
    posted = await stage.server.say(anna, guild.channels[0], "Grandma", Upload(jpeg()))
    await stage.server.menu(ben, posted, "Restore photo", installed_by_person=True)
    status, (reply,) = await done(stage, guild.channels[0])
    assert status.interaction is reply.interaction is not None
    assert status.flags & Flag.EPHEMERAL == 0


async def test_without_the_right_to_read_history_it_answers_without_pointing(stage: DiscordStage) -> None:
    anna, _, guild = await family(stage, bot=USUAL & ~Allow.READ_MESSAGE_HISTORY)
    await stage.server.say(anna, guild.channels[0], "", Upload(jpeg()), mention=True)
    status, (reply,) = await done(stage, guild.channels[0])
    assert status.answers is reply.answers is None
