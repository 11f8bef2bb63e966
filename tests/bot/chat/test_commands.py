"""The promises of commands and buttons."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from adapters.contract import ACTION_BYTES, Capabilities, ChatKind, ChatMoved, Picture, Wishes
from bot.chat.table import BUTTONS, COMMANDS, UNSHOWN, parsed
from bot.messages import Catalogue, languages
from bot.store.requests import new_id
from restoration.recipe import Recipe
from tests.services.running import Stage, jpeg, staged
from tests.waiting import PATIENCE_SECONDS

LANGUAGES = languages()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_button_and_strength_has_its_words_in_every_language(language: str) -> None:
    catalogue = Catalogue(language)
    for row in COMMANDS:
        assert catalogue.exactly(f"command.{row.name}")
    for button in BUTTONS:
        assert catalogue.exactly(f"button.{button.name}")
    for parameter in Recipe.schema():
        assert catalogue.exactly(f"parameter.{parameter.name}")


def test_every_action_fits_the_strictest_platform_and_is_understood() -> None:
    for button in (*BUTTONS, *UNSHOWN):
        action = f"{button.name}:{new_id()}:99"
        assert len(action.encode()) <= ACTION_BYTES
        press = parsed(action)
        assert press is not None
        assert press.button is button


async def test_every_command_is_answered_in_the_language_that_was_chosen(workless: Stage) -> None:
    platform = workless.platform
    await platform.command("language", "de")
    for row in COMMANDS:
        if row.name not in ("language", "forget"):
            told = await platform.command(row.name)
            assert told.text is not None
            assert told.text != Catalogue("en").say(f"answer.{row.name}")
    assert "Sprache" in str((await platform.command("language")).text)
    assert "/help" in str((await platform.command("nonsense")).text)


async def test_a_group_is_told_how_to_ask_and_nobody_of_commands_that_are_of_no_use_there(
    workless: Stage,
) -> None:
    platform = workless.platform
    group = platform.origin("family", kind=ChatKind.GROUP)
    assert "/restore" not in str((await platform.command("start")).text)
    assert "Answer a photo with /restore" in str((await platform.command("start", origin=group)).text)
    assert "/automatic" not in str((await platform.command("help")).text)
    assert "/automatic" in str((await platform.command("help", origin=group)).text)


async def test_where_the_bot_cannot_be_shown_photos_unasked_nobody_is_offered_that(
    tmp_path: Path, database_url: str
) -> None:
    can = Capabilities(unasked=False)
    async with staged(tmp_path, database_url, can, works=False) as stage:
        group = stage.platform.origin("family", kind=ChatKind.GROUP)
        assert "/automatic" not in str((await stage.platform.command("help", origin=group)).text)
        settings = await stage.platform.command("settings", origin=group)
        actions = [button.action for row in settings.buttons for button in row]
        assert "language:de" in actions
        assert "automatic:on" not in actions


@pytest.mark.parametrize("answered", ["the result", "before and after"])
async def test_a_command_that_answers_a_result_is_about_the_photo_that_it_was_made_from(
    stage: Stage, answered: str
) -> None:
    platform = stage.platform
    sent = platform.origin()
    await platform.photo(jpeg(scratch=True), origin=sent)
    await platform.finished()
    first = platform.replies()[-1]
    shown = first if answered == "the result" else platform.statuses()[-1]
    await platform.command("restore", pictures=(Picture(message=shown.id, file=jpeg(5, width=40)),))
    await platform.finished(count=2)
    again = platform.replies()[-1]
    assert again is not first
    assert (again.answers, again.pictures) == (sent.message, first.pictures)


async def test_after_a_group_moved_no_number_of_a_message_is_taken_for_a_result(stage: Stage) -> None:
    platform = stage.platform
    group = {"kind": ChatKind.GROUP, "sender": "anna"}
    await platform.photo(jpeg(scratch=True), origin=platform.origin("old", **group))
    await platform.finished("old")
    result = platform.replies("old")[-1]
    await platform.send(ChatMoved(chat="old", to="new"))
    other = Picture(message=result.id, file=jpeg(5, width=40))
    await platform.command("restore", pictures=(other,), origin=platform.origin("new", **group))
    await platform.finished("new")
    (reply,) = platform.replies("new")
    assert Image.open(io.BytesIO(reply.pictures[0])).width == 40


async def test_colour_off_and_on_and_turning_run_no_network_that_need_not_run(stage: Stage) -> None:
    platform = stage.platform
    await platform.photo(jpeg(scratch=True))
    await platform.finished()
    for name in ("color_off", "rotate", "color_on"):
        await stage.at_rest()
        await platform.press(platform.button(name))
        await stage.at_rest()
    rows = await stage.service.database.rows(
        "select (outcome ->> 'engine_seconds')::float, (select array_agg(name order by name) from result r"
        " where r.request = w.request and r.revision = w.revision) from work w order by revision"
    )
    seconds, names = zip(*rows, strict=True)
    assert seconds[0] > 0
    assert seconds[1] == seconds[2] == 0
    assert "colorized" in names[0]
    assert "colorized" not in names[1]
    assert "base.restored" in names[2]
    assert {"base.colorized", "colorized"} <= set(names[3])
    widths = await stage.service.database.rows(
        "select width, height from result where name = 'restored' order by revision"
    )
    assert widths == [(96, 64), (96, 64), (64, 96), (64, 96)]


async def test_a_recipe_a_crop_and_a_painted_mask_are_obeyed(stage: Stage) -> None:
    platform = stage.platform
    told = await platform.photo(jpeg())
    await platform.finished()
    await stage.at_rest()
    recipe = {**Recipe().to_mapping(), "clean": 0.7}
    wishes = Wishes(recipe=recipe, crop=(0.25, 0.0, 0.5, 1.0), mask=painted())
    await platform.press(f"adjust:{told.request}:0", wishes=wishes)
    await stage.at_rest()
    view = await platform.host.reader.view("anna", str(told.request))
    assert view is not None
    part = view.parts[0]
    assert part.recipe == recipe
    assert part.masked
    assert (part.versions["restored"].width, part.versions["restored"].height) == (48, 64)
    assert (part.width, part.height) == (96, 64)
    assert any(stage_["stage"] == "inpaint" and stage_["ran"] for stage_ in part.stages)


@pytest.mark.parametrize(
    "wishes",
    [
        Wishes(recipe={"clean": 7}),
        Wishes(recipe={"nonsense": 1}),
        Wishes(rotate=45),
        Wishes(crop=(0.5, 0.5, 0.9, 0.1)),
        Wishes(strength=float("nan")),
        Wishes(mask=b"GIF89a"),
    ],
)
async def test_wishes_that_cannot_be_fulfilled_are_refused_and_nothing_changes(
    workless: Stage, wishes: Wishes
) -> None:
    platform = workless.platform
    told = await platform.photo(jpeg())
    refused = await platform.press(f"adjust:{told.request}", wishes=wishes)
    assert refused.refusal is not None
    assert await workless.value("select max(revision) from request") == 0


async def test_full_quality_sends_the_versions_as_files(stage: Stage) -> None:
    platform = stage.platform
    await platform.photo(jpeg(), recompressed=True)
    await platform.finished()
    await stage.at_rest()
    await platform.press(platform.button("files"))
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(platform.replies()) < 2:  # noqa: ASYNC110 -- asked for what is seen
            await asyncio.sleep(0.02)
    assert set(platform.replies()[1].as_files) == {True}


async def test_another_chats_things_are_as_if_not_there(stage: Stage) -> None:
    platform = stage.platform
    told = await platform.photo(jpeg())
    await platform.finished()
    reader = platform.host.reader
    assert await reader.view("ben", str(told.request)) is None
    assert await reader.views("ben") == ()
    assert len(await reader.views("anna")) == 1


def painted() -> bytes:
    """A mask with a stroke."""
    mask = np.zeros((64, 96), np.uint8)
    mask[20:30, 30:60] = 255
    buffer = io.BytesIO()
    Image.fromarray(mask).save(buffer, "png")
    return buffer.getvalue()
