"""Discord: slash commands, menus of messages, mentions, and buttons that work over restarts."""

import logging
import time
from collections.abc import Callable

from adapters.contract import Host
from adapters.discord.adapter import DiscordAdapter
from adapters.discord.invitation import invitation
from adapters.discord.settings import DiscordSettings

__all__ = ["DiscordAdapter", "invitation", "open_adapter"]


def open_adapter(
    settings: DiscordSettings, host: Host, clock: Callable[[], float] = time.time
) -> DiscordAdapter:
    """The bot, not yet logged in; `clock` tells seconds since the epoch."""
    # At DEBUG discord.py writes every event down, with names, texts and tokens; at INFO it names its session.
    logging.getLogger("discord").setLevel(logging.WARNING)
    logging.getLogger("discord.client").setLevel(logging.ERROR)  # that there will be no voice
    return DiscordAdapter(settings, host, clock)
