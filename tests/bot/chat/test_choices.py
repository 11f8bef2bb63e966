"""The promises of what a chat can choose, and of stopping what is under way."""

from __future__ import annotations

import pytest

from adapters.contract import ChatKind, Origin, Wishes
from bot.messages import Catalogue
from tests.services.running import Stage, jpeg

EN, DE = Catalogue("en"), Catalogue("de")


def family(stage: Stage, sender: str, *, admin: bool = False) -> Origin:
    return stage.platform.origin(
        "family", kind=ChatKind.GROUP, sender=sender, sender_is_admin=admin, addressed=True
    )


async def test_settings_show_what_was_chosen_and_buttons_change_it(workless: Stage) -> None:
    platform = workless.platform
    shown = await platform.command("settings")
    assert EN.say("chosen.color.auto") in str(shown.text)
    assert EN.say("chosen.language.own") in str(shown.text)
    for action in ("color:never", "language:de"):
        assert action in {button.action for row in shown.buttons for button in row}
        assert (await platform.press(action)).text
    shown = await platform.command("settings")
    assert DE.say("chosen.color.never") in str(shown.text)
    assert DE.say("chosen.language", language="Deutsch") in str(shown.text)


async def test_automatic_mode_is_among_the_settings_of_groups_alone(workless: Stage) -> None:
    platform = workless.platform
    alone = await platform.command("settings")
    assert not any(button.action.startswith("automatic") for row in alone.buttons for button in row)
    await platform.press("automatic:on", origin=family(workless, "cleo", admin=True))
    group = await platform.command("settings", origin=family(workless, "ben"))
    assert EN.say("chosen.automatic.on") in str(group.text)


@pytest.mark.parametrize("action", ["color:always", "language:de", "automatic:on"])
async def test_only_admins_change_what_a_group_has_chosen(workless: Stage, action: str) -> None:
    told = await workless.platform.press(action, origin=family(workless, "ben"))
    assert told.text == EN.say("answer.admins_only")
    assert await workless.value("select count(*) from chat") == 0


async def test_a_choice_that_is_none_is_answered_with_the_question(workless: Stage) -> None:
    told = await workless.platform.press("color:purple")
    assert told.text == EN.say("answer.color")
    assert await workless.value("select count(*) from chat") == 0


async def test_the_chats_choice_of_colour_counts_until_somebody_wishes_otherwise(stage: Stage) -> None:
    platform = stage.platform
    await platform.press("color:never")
    await platform.photo(jpeg(1))
    await platform.finished()
    await platform.photo(jpeg(2), wishes=Wishes(colorize=True))
    await platform.finished(count=2)
    await stage.at_rest()
    names = "select count(*) from result r join request q on q.id = r.request where r.name = 'colorized'"
    assert await stage.value(names) == 1
    newest = "select id from request order by created desc limit 1"
    assert await stage.value(f"{names} and q.id = ({newest})") == 1


async def test_an_albums_wish_counts_for_its_other_parts_whatever_the_chat_has_chosen(
    workless: Stage,
) -> None:
    platform = workless.platform
    await platform.press("color:never")
    await platform.photo(jpeg(1), group="album", wishes=Wishes(colorize=True))
    await platform.photo(jpeg(2), group="album")
    assert await workless.service.database.rows("select wishes ->> 'color' from work order by part") == [
        ("always",),
        ("always",),
    ]


async def test_cancel_stops_what_the_sender_has_under_way_in_this_chat_and_nothing_else(
    workless: Stage,
) -> None:
    platform = workless.platform
    kept = await platform.photo(jpeg(1), origin=family(workless, "ben"))
    await platform.photo(jpeg(2), origin=family(workless, "cleo"))
    await platform.photo(jpeg(3), origin=family(workless, "cleo"))
    elsewhere = await platform.photo(jpeg(4), origin=platform.origin("cleo"))
    told = await platform.command("cancel", origin=family(workless, "cleo"))
    assert told.text == EN.say("answer.cancel", number=2)
    left = await workless.service.database.rows("select id from request where state = 'queued'")
    assert {request for (request,) in left} == {kept.request, elsewhere.request}
    again = await platform.command("cancel", origin=family(workless, "cleo"))
    assert again.text == EN.say("answer.cancel", number=0)
    waiting = "select count(*) from procrastinate_jobs where task_name = 'restore' and status = 'todo'"
    assert await workless.value(waiting) == 2
