"""Commands are registered with Discord only when they changed: it allows 200 new ones a day."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path

import discord
from discord.http import Route

from adapters.discord.commands import Commands
from adapters.discord.errors import NETWORK

log = logging.getLogger(__name__)


async def register(commands: Commands, folder: Path) -> bool:
    """Tell Discord the commands, unless it was told the very same before; whether it was told now.

    What it was told is known by a digest in `folder`. A failure is logged and tried again at the next start:
    those that it knows already go on working.
    """
    digest_file = folder / "commands"
    digest = await _digest(commands)
    if digest_file.exists() and digest_file.read_text("ascii").strip() == digest:
        return False
    try:
        await commands.sync()
    except (discord.DiscordException, *NETWORK) as problem:
        log.error("The commands could not be registered: %s", type(problem).__name__)
        log.debug("Why: %s", problem)
        return False
    new_file = digest_file.with_suffix(".new")
    new_file.write_text(digest, "ascii")
    new_file.replace(digest_file)
    return True


async def _digest(commands: Commands) -> str:
    translator = commands.translator
    every = sorted(commands.get_commands(), key=lambda command: (type(command).__name__, command.name))
    payload = [
        await command.get_translated_payload(commands, translator)
        if translator
        else command.to_dict(commands)
        for command in every
    ]
    whom = f"{Route.BASE} {commands.client.application_id}"
    return hashlib.sha256(f"{whom} {json.dumps(payload, sort_keys=True)}".encode()).hexdigest()
