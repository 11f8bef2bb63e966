"""The menu of commands, in every language, for private chats, groups and their admins."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from adapters.contract import CommandEntry, Desk
from adapters.telegram.client import Client
from adapters.telegram.outages import patiently

FALLBACK = ""
"""The menu of people whose language is not spoken here."""

Menu = tuple[BotCommandScope, str, tuple[BotCommand, ...]]


async def publish(bot: Client, desk: Desk, folder: Path) -> None:
    """Tell Telegram the menus, unless it was told the same before, which `folder` remembers."""
    menus = list(_menus(desk))
    said = json.dumps(
        [[scope.type, language, [each.to_dict() for each in entries]] for scope, language, entries in menus]
    )
    digest = hashlib.sha256(f"{bot.id} {bot.base_url.partition(bot.token)[0]} {said}".encode()).hexdigest()
    told = folder / "menu"
    if told.exists() and told.read_text("ascii") == digest:
        return
    for menu in menus:
        await patiently(partial(_tell, bot, *menu))
    told.write_text(digest, "ascii")


async def _tell(bot: Client, scope: BotCommandScope, language: str, entries: Sequence[BotCommand]) -> None:
    await bot.set_my_commands(entries, scope, language)


def _menus(desk: Desk) -> Iterator[Menu]:
    for language in (FALLBACK, *desk.languages()):
        entries = [entry for entry in desk.commands(language or None) if not entry.operators_only]
        alone = [entry for entry in entries if not entry.groups_only]
        in_group = [entry for entry in entries if not entry.admins_only]
        yield BotCommandScopeAllPrivateChats(), language, _commands(alone)
        yield BotCommandScopeAllGroupChats(), language, _commands(in_group)
        yield BotCommandScopeAllChatAdministrators(), language, _commands(entries)


def _commands(entries: Sequence[CommandEntry]) -> tuple[BotCommand, ...]:
    return tuple(BotCommand(entry.name, entry.text[:256]) for entry in entries)
