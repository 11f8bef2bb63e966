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

from adapters.contract import CommandEntry, Reader
from adapters.telegram.client import Bot
from adapters.telegram.outages import patiently

FALLBACK = ""
"""The menu of people whose language is not spoken here."""

Menu = tuple[BotCommandScope, str, tuple[BotCommand, ...]]


async def publish(bot: Bot, reader: Reader, folder: Path) -> None:
    """Tell Telegram the menus, unless it was told the same before, which `folder` remembers."""
    menus = list(_menus(reader))
    content = json.dumps(
        [[scope.type, language, [each.to_dict() for each in entries]] for scope, language, entries in menus]
    )
    digest = hashlib.sha256(f"{bot.id} {bot.base_url.partition(bot.token)[0]} {content}".encode()).hexdigest()
    digest_file = folder / "menu"
    if digest_file.exists() and digest_file.read_text("ascii") == digest:
        return
    for menu in menus:
        await patiently(partial(_tell, bot, *menu))
    digest_file.write_text(digest, "ascii")


async def _tell(bot: Bot, scope: BotCommandScope, language: str, entries: Sequence[BotCommand]) -> None:
    await bot.set_my_commands(entries, scope, language)


def _menus(reader: Reader) -> Iterator[Menu]:
    for language in (FALLBACK, *reader.languages()):
        entries = [entry for entry in reader.commands(language or None) if not entry.operators_only]
        alone = [entry for entry in entries if not entry.groups_only]
        in_group = [entry for entry in entries if not entry.admins_only]
        yield BotCommandScopeAllPrivateChats(), language, _commands(alone)
        yield BotCommandScopeAllGroupChats(), language, _commands(in_group)
        yield BotCommandScopeAllChatAdministrators(), language, _commands(entries)


def _commands(entries: Sequence[CommandEntry]) -> tuple[BotCommand, ...]:
    return tuple(BotCommand(entry.name, entry.text[:256]) for entry in entries)
