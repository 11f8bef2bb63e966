"""Discord: slash commands, menus of messages, mentions, and buttons that work over restarts."""

import logging

from adapters.contract import Host
from adapters.discord.adapter import DiscordAdapter
from adapters.discord.invitation import invitation
from adapters.settings import DiscordSettings

__all__ = ["DiscordAdapter", "invitation", "open_adapter"]


def open_adapter(settings: DiscordSettings, host: Host) -> DiscordAdapter:
    """The bot, not yet logged in."""
    # At DEBUG discord.py writes every event down, with names, texts and tokens; at INFO it names its session.
    logging.getLogger("discord").setLevel(logging.WARNING)
    return DiscordAdapter(settings, host)
