"""The promises to whoever runs an installation: figures, and lists of who may use it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from adapters.contract import Acknowledgement, ChatKind, IncomingCommand, Origin, Picture
from bot.messages import Catalogue
from tests.services.running import Stage, jpeg, staged

EN = Catalogue("en")


@pytest.fixture
async def run_by_otto(tmp_path: Path, database_url: str) -> AsyncIterator[Stage]:
    """A service whose operator is otto."""
    operators = "loopback:otto, elsewhere:anna"
    async with staged(tmp_path, database_url, works=False, HEIRLOOM_LIMITS_OPERATORS=operators) as stage:
        yield stage


def otto(stage: Stage) -> Origin:
    return stage.platform.origin("otto")


def group(stage: Stage, sender: str) -> Origin:
    return stage.platform.origin(
        "family", kind=ChatKind.GROUP, sender=sender, sender_is_admin=False, addressed=True
    )


@pytest.mark.parametrize("name", ["stats", "allow", "block"])
async def test_only_operators_give_their_commands_and_only_they_are_told_of_them(
    run_by_otto: Stage, name: str
) -> None:
    platform = run_by_otto.platform
    assert (await platform.command(name)).text == EN.say("answer.operators_only")
    assert f"/{name}" not in str((await platform.command("help")).text)
    assert f"/{name}" in str((await platform.command("help", origin=otto(run_by_otto))).text)
    assert [entry.operators_only for entry in platform.host.reader.commands() if entry.name == name] == [True]


async def test_figures_count_what_is_kept(run_by_otto: Stage) -> None:
    platform = run_by_otto.platform
    await platform.photo(jpeg(1))
    await platform.photo(jpeg(2), origin=platform.origin("ben"))
    await run_by_otto.service.database.run("update work set state = 'failed', done = now() where part = 0")
    await platform.photo(jpeg(3))
    told = str((await platform.command("stats", origin=otto(run_by_otto))).text)
    assert EN.say("stats.done", restored=0, failed=2) in told
    assert EN.say("stats.people", number=2) in told
    assert EN.say("stats.queue", waiting=1, running=0) in told


async def test_who_is_blocked_gets_no_word_and_who_is_allowed_again_is_served(run_by_otto: Stage) -> None:
    platform = run_by_otto.platform
    blocked = await platform.command("block", "anna", origin=otto(run_by_otto))
    assert blocked.text == EN.say("answer.block.person", id="anna")
    refused = await platform.photo(jpeg(1))
    assert refused.refusal is not None
    assert refused.refusal.code == "refused.blocked"
    assert refused.ignored
    assert (await platform.command("help")).ignored
    assert (await platform.photo(jpeg(1), origin=group(run_by_otto, "anna"))).ignored
    await platform.command("allow", "loopback:anna", origin=otto(run_by_otto))
    assert (await platform.photo(jpeg(1))).request


async def test_somebody_is_blocked_by_answering_a_message_of_theirs(run_by_otto: Stage) -> None:
    platform = run_by_otto.platform
    photo = platform.origin(
        "family", kind=ChatKind.GROUP, sender="ben", sender_is_admin=False, addressed=False
    )
    await platform.photo(platform.world.upload(jpeg()), origin=photo)
    seen = Picture(message=photo.message, file=platform.world.upload(jpeg()))
    told = await platform.command("block", origin=group(run_by_otto, "otto"), pictures=(seen,))
    assert told.text == EN.say("answer.block.person", id="ben")
    answered = IncomingCommand(origin=group(run_by_otto, "otto"), name="block", person="cleo")
    assert (await platform.send(answered)).text == EN.say("answer.block.person", id="cleo")


async def test_a_group_is_blocked_from_inside_and_let_in_again_by_its_operator(run_by_otto: Stage) -> None:
    platform = run_by_otto.platform
    assert await said(run_by_otto, "block", group(run_by_otto, "otto")) == EN.say("answer.block.chat")
    assert (await platform.photo(jpeg(1), origin=group(run_by_otto, "ben"))).ignored
    assert (await platform.photo(jpeg(1))).request
    assert await said(run_by_otto, "allow", group(run_by_otto, "otto")) == EN.say("answer.allow.chat")
    assert (await platform.photo(jpeg(2), origin=group(run_by_otto, "ben"))).request


async def test_a_list_of_the_allowed_is_kept_over_restarts(tmp_path: Path, database_url: str) -> None:
    listed = partial(
        staged,
        tmp_path,
        database_url,
        works=False,
        HEIRLOOM_LIMITS_OPERATORS="loopback:otto",
        HEIRLOOM_LIMITS_ACCESS="listed",
    )
    async with listed() as stage:
        refused = await stage.platform.photo(jpeg(1))
        assert refused.text == EN.say("refused.not_allowed")
        await stage.platform.command("allow", "anna", origin=otto(stage))
        assert (await stage.platform.photo(jpeg(1), origin=otto(stage))).request
    async with listed() as stage:
        assert (await stage.platform.photo(jpeg(1))).request
        assert (await stage.platform.photo(jpeg(1), origin=stage.platform.origin("ben"))).refusal


@pytest.mark.parametrize("argument", ["", "two words", "loopback:", ":anna", "a:b:c", "x" * 65])
async def test_a_name_that_is_none_changes_nothing(run_by_otto: Stage, argument: str) -> None:
    told = await run_by_otto.platform.command("block", argument, origin=otto(run_by_otto))
    assert told.text == EN.say("answer.whom")
    assert await run_by_otto.value("select count(*) from access") == 0


async def test_operators_cannot_be_blocked(run_by_otto: Stage) -> None:
    assert await said(run_by_otto, "block", otto(run_by_otto), "otto") == EN.say("answer.block.operator")
    assert await said(run_by_otto, "block", otto(run_by_otto), "elsewhere:anna") == EN.say(
        "answer.block.operator"
    )
    assert await run_by_otto.value("select count(*) from access") == 0


async def said(stage: Stage, name: str, origin: Origin, argument: str = "") -> str | None:
    told: Acknowledgement = await stage.platform.command(name, argument, origin=origin)
    return told.text
