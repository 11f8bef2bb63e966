"""How answers find their way on Discord: by an interaction, after its end, and past what is closed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.contract import (
    Button,
    ContentGone,
    Delayed,
    Destination,
    IncomingAction,
    IncomingCommand,
    Refused,
    RequestState,
    files,
)
from adapters.discord.tokens import LIFETIME_SECONDS
from tests.adapters.contract.platform import until
from tests.adapters.discord.bare import Bare, Clock, bare, content, destination, direct, reply, status
from tests.servers.discord import USUAL, Allow, Channel, DiscordServer, Flag, Guild, Interaction, Upload, User
from tests.servers.discord.refusals import MISSING_PERMISSIONS
from tests.services.running import jpeg


async def asked(
    here: Bare, person: User, channel: Channel, *, by_person: bool = False, **options: object
) -> tuple[Interaction, Destination]:
    """A command with a photo that the service has taken, and where its answers go."""
    heard = len(here.ear.heard)
    interaction = await here.server.slash(
        person, channel, "restore", installed_by_person=by_person, photo=Upload(jpeg()), **options
    )
    await here.settled()
    (event,) = here.ear.heard[heard:]
    assert isinstance(event, IncomingCommand)
    assert interaction.response
    return interaction, destination(event.origin, answers=event.pictures[0].message)


async def family(server: DiscordServer, **more: object) -> tuple[User, Guild, Channel]:
    """Somebody, and a server with the bot."""
    anna = server.world.person("anna")
    guild = await server.invite(anna, **more)
    return anna, guild, guild.channels[0]


# ------------------------------------------------------------------------------------- acknowledged at once


async def test_commands_and_presses_are_acknowledged_whatever_else_is_going_on(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        here.ear.gate.clear()  # the service takes nothing,
        server.files.gate.clear()  # and no file arrives
        commands = []
        for number in range(15):
            anna, _, channel = await family(server)
            commands.append(await server.slash(anna, channel, "restore", photo=Upload(jpeg(number))))
            commands.append(await server.slash(anna, channel, "help"))

        async def all_answered() -> bool:
            return all(command.answered == 5 for command in commands)

        await until(all_answered)
        assert here.ear.heard == []
        server.files.gate.set()
        here.ear.gate.set()
        await here.settled()
        assert len(here.ear.heard) == 30


async def test_events_of_one_chat_are_handed_over_in_order(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna, _, channel = await family(server)
        first = await server.slash(anna, channel, "restore", photo=Upload(jpeg()))
        server.rest.held[first.token] = gate = asyncio.Event()
        others = [await server.slash(anna, channel, name) for name in ("help", "privacy", "settings")]

        async def answered() -> bool:
            return all(other.answered for other in others)

        await until(answered)
        assert here.ear.heard == []
        gate.set()
        await here.settled()
        assert [getattr(event, "name", "") for event in here.ear.heard] == [
            *("restore", "help", "privacy", "settings"),
        ]


async def test_a_command_that_was_acknowledged_too_late_is_not_carried_out(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna, _, channel = await family(server)
        server.rest.held["/callback"] = gate = asyncio.Event()
        late = await server.slash(anna, channel, "forget")
        late.ended = True
        gate.set()
        await here.settled()
        await server.slash(anna, channel, "privacy")
        await here.settled()
        assert [getattr(event, "name", "") for event in here.ear.heard] == ["privacy"]


async def test_who_is_too_fast_is_told_to_wait(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna, _, channel = await family(server)
        commands = [await server.slash(anna, channel, "help") for _ in range(11)]
        await here.settled()
        assert len(here.ear.heard) == 10
        response = commands[-1].response
        assert response
        assert "Not so fast" in response.content
        assert response.flags & Flag.EPHEMERAL


async def test_a_command_that_is_no_longer_there_is_answered(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path):
        anna, _, channel = await family(server)
        server.rest.commands.append({"name": "sharpen", "options": []})
        gone = await server.slash(anna, channel, "sharpen")
        await until(lambda: _answered(gone))
        assert gone.response
        assert "no such command" in gone.response.content


# ------------------------------------------------------------------------------------------- the 15 minutes


async def test_while_it_is_open_the_promised_message_becomes_the_status(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna, _, channel = await family(server)
        interaction, to = await asked(here, anna, channel)
        response = interaction.response
        assert response
        message = await here.adapter.update(status(to, "in the queue"))
        assert message == str(response.id)
        await here.adapter.update(status(to, "half", message))
        await here.adapter.deliver(reply(to, b"one", b"two"))
        await here.adapter.update(status(to, "done", message, state=RequestState.DELIVERED, picture=b"both"))
        assert response.content == "done"
        assert [file.data for file in response.files] == [b"both"]
        (sent,) = [each for each in server.bots(channel) if each is not response]
        assert ([file.data for file in sent.files], sent.answers) == ([b"one", b"two"], response.id)


async def test_after_it_ended_answers_go_into_the_channel(tmp_path: Path) -> None:
    clock = Clock()
    async with DiscordServer() as server, bare(server, tmp_path, clock=clock) as here:
        anna, _, channel = await family(server)
        interaction, to = await asked(here, anna, channel)
        message = await here.adapter.update(status(to, "in the queue"))
        clock.ahead, interaction.ended = LIFETIME_SECONDS, True
        calls = len(server.rest.calls)
        await here.adapter.deliver(reply(to, b"one"))
        done = status(to, "done", message, state=RequestState.DELIVERED, picture=b"both")
        assert await here.adapter.update(done) == message
        assert interaction.response
        assert [file.data for file in interaction.response.files] == [b"both"]
        assert len(server.bots(channel)) == 2
        assert {code for _, _, code in server.rest.calls[calls:]} == {200}  # nothing was tried in vain


async def test_an_end_that_comes_early_is_noticed(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna, _, channel = await family(server)
        interaction, to = await asked(here, anna, channel)
        message = await here.adapter.update(status(to, "in the queue"))
        interaction.ended = True
        done = status(to, "done", message, state=RequestState.DELIVERED, picture=b"both")
        assert await here.adapter.update(done) == message
        assert interaction.response
        assert interaction.response.content == "done"


@pytest.mark.parametrize("where", ["no member", "private"])
async def test_where_the_bot_may_not_write_late_answers_go_to_the_person_alone(
    tmp_path: Path, where: str
) -> None:
    clock = Clock()
    async with DiscordServer() as server, bare(server, tmp_path, clock=clock) as here:
        anna, _, channel = await family(server, bot=None if where == "no member" else USUAL)
        interaction, to = await asked(
            here, anna, channel, by_person=where == "no member", private=where == "private"
        )
        message = await here.adapter.update(status(to, "in the queue"))
        clock.ahead, interaction.ended = LIFETIME_SECONDS, True
        assert await here.adapter.update(status(to, "half", message)) == message
        await here.adapter.deliver(reply(to, b"one"))
        delete = ((Button("delete:abc", "Delete"),),)
        final = status(to, "done", message, state=RequestState.DELIVERED, picture=b"both", buttons=delete)
        moved = await here.adapter.update(final)
        alone = server.world.direct(anna)
        pictures, shown = server.bots(alone)
        assert [file.data for file in (*pictures.files, *shown.files)] == [b"one", b"both"]
        assert "15 minutes" in pictures.content
        assert moved != message
        await server.press(anna, shown, "delete:abc")
        await here.settled()
        press = here.ear.heard[-1]
        assert isinstance(press, IncomingAction)
        assert (press.origin.chat, press.origin.sender_is_admin) == (str(channel.id), False)
        await here.adapter.update(status(to, "later", moved, state=RequestState.DELIVERED))
        assert shown.content == "later"


async def test_a_fresh_press_brings_an_answer_that_had_no_way(tmp_path: Path) -> None:
    clock = Clock()
    async with DiscordServer() as server, bare(server, tmp_path, clock=clock) as here:
        anna, _, channel = await family(server, bot=None)
        anna.closed = True
        interaction, to = await asked(here, anna, channel, by_person=True)
        message = await here.adapter.update(status(to, "in the queue"))
        clock.ahead, interaction.ended = LIFETIME_SECONDS, True
        with pytest.raises(Refused, match="expired"):
            await here.adapter.deliver(reply(to, b"one"))
        clock.ahead = 0
        assert interaction.response
        await server.press(anna, interaction.response, files("abc"), installed_by_person=True)
        await here.settled()
        press = here.ear.heard[-1]
        assert isinstance(press, IncomingAction)
        assert press.action == files("abc")
        fresh = destination(press.origin, answers=to.answers)
        await here.adapter.deliver(reply(fresh, b"one"))
        await here.adapter.update(status(fresh, "done", message, state=RequestState.DELIVERED))
        assert interaction.response.content == "done"
        assert [file.data for each in server.bots(channel) for file in each.files] == [b"one"]


async def test_pictures_that_overtake_their_status_do_not_take_its_place(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna, _, channel = await family(server)
        interaction, to = await asked(here, anna, channel, private=True)
        await here.adapter.deliver(reply(to, b"one"))
        await here.adapter.update(status(to, "done", state=RequestState.DELIVERED))
        assert interaction.response
        assert interaction.response.content == "done"
        (pictures,) = [each for each in server.bots(channel) if each.files]
        assert pictures is not interaction.response
        assert pictures.only_for is interaction.response.only_for is anna


# ------------------------------------------------------------------------------------------- what is closed


async def test_a_status_that_was_deleted_is_made_anew(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna, _, channel = await family(server)
        interaction, to = await asked(here, anna, channel)
        message = await here.adapter.update(status(to, "in the queue"))
        assert interaction.response
        await server.delete(interaction.response)
        again = await here.adapter.update(status(to, "half", message))
        assert again != message
        assert await here.adapter.update(status(to, "more", again)) == again
        assert [each.content for each in server.bots(channel)] == ["more"]


async def test_a_channel_that_was_deleted_is_answered_to_the_person_alone(tmp_path: Path) -> None:
    clock = Clock()
    async with DiscordServer() as server, bare(server, tmp_path, clock=clock) as here:
        anna, _, channel = await family(server)
        _, to = await asked(here, anna, channel)
        clock.ahead, channel.gone = LIFETIME_SECONDS, True
        await here.adapter.deliver(reply(to, b"one"))
        (message,) = server.bots(server.world.direct(anna))
        assert [file.data for file in message.files] == [b"one"]


async def test_a_permission_that_is_lost_meanwhile_is_named_and_the_photo_arrives(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna = server.world.person("anna")
        guild = await server.invite(anna)
        channel = guild.channels[0]
        await server.say(anna, channel, "", Upload(jpeg()), mention=True)
        await here.settled()
        to = destination(here.ear.origins[0])
        message = await here.adapter.update(status(to, "in the queue"))
        guild.bot = USUAL & ~Allow.ATTACH_FILES
        await server.change(guild)
        await here.adapter.deliver(reply(to, b"one"))
        await here.adapter.update(status(to, "done", message, state=RequestState.DELIVERED, picture=b"both"))
        (alone,) = server.bots(server.world.direct(anna))
        assert [file.data for file in alone.files] == [b"one"]
        assert "“Attach Files”" in alone.content
        (shown,) = server.bots(channel)
        assert "done" in shown.content
        assert "“Attach Files”" in shown.content


@pytest.mark.parametrize("locked", [False, True])
async def test_a_thread_that_rests_is_woken_by_the_end_or_where_it_is_locked_answered_elsewhere(
    tmp_path: Path, locked: bool
) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna, guild, _ = await family(server)
        thread = await server.thread(guild)
        await server.say(anna, thread, "", Upload(jpeg()), mention=True)
        await here.settled()
        to = destination(here.ear.origins[0])
        message = await here.adapter.update(status(to, "in the queue"))
        thread.archived, thread.locked = True, locked
        assert await here.adapter.update(status(to, "half", message)) == message
        assert [each.content for each in server.bots(thread)] == ["in the queue"]  # progress wakes nobody
        await here.adapter.update(status(to, "done", message, state=RequestState.DELIVERED))
        if locked:
            (shown,) = server.bots(server.world.direct(anna))
            assert "I may not answer where you asked" in shown.content
        else:
            shown = server.bots(thread)[-1]
        assert "done" in shown.content


async def test_a_long_report_leaves_room_for_a_word_of_the_adapters_own(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna, _, channel = await family(server, file_limit=100)
        _, to = await asked(here, anna, channel)
        report = "x" * here.adapter.capabilities.text_limit
        await here.adapter.update(status(to, report, state=RequestState.DELIVERED, picture=bytes(101)))
        assert "larger than Discord takes" in server.bots(channel)[0].content


async def test_somebody_who_takes_no_messages_from_the_bot_ends_the_answer(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna = server.world.person("anna", closed=True)
        with pytest.raises(Refused, match="blocked"):
            await here.adapter.deliver(reply(direct(server.world.direct(anna), anna), b"one"))


async def test_files_that_are_too_large_are_told_of(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna, _, channel = await family(server, file_limit=100)
        interaction, to = await asked(here, anna, channel)
        assert here.ear.origins[0].upload_limit_bytes == 100
        await here.adapter.deliver(reply(to, bytes(101)))
        message = await here.adapter.update(
            status(to, "done", state=RequestState.DELIVERED, picture=bytes(101))
        )
        assert interaction.response
        assert str(interaction.response.id) == message
        assert [each.content.count("larger than Discord takes") for each in server.bots(channel)] == [1, 1]


# ------------------------------------------------------------------------------------- again, and only once


async def test_what_is_sent_twice_stands_there_once(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna = server.world.person("anna")
        channel = server.world.direct(anna)
        to = direct(channel, anna)
        first = await here.adapter.deliver(reply(to, b"one"))
        assert await here.adapter.deliver(reply(to, b"one")) == first
        await here.adapter.deliver(reply(to, b"one", key="another"))
        assert len(server.bots(channel)) == 2


async def test_an_answer_of_discord_that_is_lost_makes_no_second_message(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna = server.world.person("anna")
        channel = server.world.direct(anna)
        server.rest.lost = 1
        await here.adapter.deliver(reply(direct(channel, anna), b"one"))
        assert len(server.bots(channel)) == 1
        assert server.rest.sent[0][1] is not None
        assert len({nonce for _, nonce in server.rest.sent}) == 1
        assert len(server.rest.sent) == 2


async def test_a_short_rate_limit_is_waited_for_and_a_long_one_is_handed_back(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna, ben = server.world.person("anna"), server.world.person("ben")
        channel = server.world.direct(anna)
        server.rest.limits[channel.id] = [0.05]
        await here.adapter.deliver(reply(direct(channel, anna), b"one"))
        server.rest.limits[channel.id] = [90.0]
        with pytest.raises(Delayed) as delayed:
            await here.adapter.deliver(reply(direct(channel, anna), b"two", key="second"))
        assert delayed.value.seconds == 90
        await here.adapter.deliver(reply(direct(server.world.direct(ben), ben), b"three"))
        assert len(server.bots(channel)) == 1


async def test_a_token_that_was_withdrawn_loses_no_answer(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna = server.world.person("anna")
        server.gateway.token = "another"
        with pytest.raises(Delayed):
            await here.adapter.deliver(reply(direct(server.world.direct(anna), anna), b"one"))


async def test_a_refusal_that_nobody_knows_ends_the_answer(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna = server.world.person("anna")
        to = direct(server.world.direct(anna), anna)
        server.rest.failures = [400]
        with pytest.raises(Refused, match="unknown"):
            await here.adapter.deliver(reply(to, b"one"))
        server.rest.broken["/messages"] = MISSING_PERMISSIONS
        with pytest.raises(Refused, match="forbidden"):
            await here.adapter.deliver(reply(to, b"one"))


async def test_a_file_that_was_deleted_meanwhile_is_not_sent(tmp_path: Path) -> None:
    async with DiscordServer() as server, bare(server, tmp_path) as here:
        anna = server.world.person("anna")
        gone = reply(direct(server.world.direct(anna), anna), b"one")

        async def read() -> bytes:
            raise ContentGone

        enclosure = replace(gone.enclosures[0], content=replace(content(b"one"), read=read))
        with pytest.raises(Refused, match="gone"):
            await here.adapter.deliver(replace(gone, enclosures=(enclosure,)))


async def _answered(interaction: Interaction) -> bool:
    return interaction.response is not None and bool(interaction.response.content)
