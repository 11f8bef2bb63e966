"""The menus of commands that Telegram shows."""

from __future__ import annotations

from bot.chat.table import COMMANDS, Right
from bot.messages import Catalogue, languages
from tests.adapters.telegram.bench import Bench


def names(menu: list[dict[str, str]]) -> set[str]:
    return {command["command"] for command in menu}


async def test_every_language_has_its_menus_and_admins_see_more(bench: Bench) -> None:
    async with bench.listening():
        await bench.until(lambda: len(bench.world.menus) == 3 * (1 + len(languages())))
    menus = bench.world.menus
    german = {row["command"]: row["description"] for row in menus["all_private_chats", "de"]}
    assert german["help"] == Catalogue("de").say("command.help")
    assert names(menus["all_group_chats", ""]) < names(menus["all_chat_administrators", ""])
    for row in COMMANDS:
        if row.right is Right.OPERATOR:
            assert not any(row.name in names(menu) for menu in menus.values())
            continue
        assert (row.name in names(menus["all_private_chats", ""])) is not row.groups_only
        assert (row.name in names(menus["all_group_chats", "ru"])) is (row.right is not Right.ADMIN)


async def test_the_menus_are_told_once_and_again_when_they_change(bench: Bench) -> None:
    for _ in range(2):
        async with bench.listening():
            await bench.until(lambda: len(bench.world.menus) == 3 * (1 + len(languages())))
    told = bench.world.seen["setMyCommands"]
    assert told == 3 * (1 + len(languages()))
    (bench.folder / "menu").write_text("of another release", "ascii")
    async with bench.listening():
        await bench.until(lambda: bench.world.seen["setMyCommands"] == 2 * told)
