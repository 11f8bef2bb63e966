"""The link by which the bot is invited to a server, or added to one's own account."""

from __future__ import annotations

import base64
import binascii

import discord

from adapters.discord.permissions import INVITED_WITH
from adapters.discord.settings import DiscordSettings

SCOPES = ("bot", "applications.commands")


def link(application: int) -> str:
    """The link of an application."""
    return discord.utils.oauth_url(application, permissions=INVITED_WITH, scopes=SCOPES)


def invitation(settings: DiscordSettings) -> str | None:
    """The link, read off the token alone; None where that is not made like one.

    A token's first part is the application's number in base64.
    """
    first = settings.token.strip().split(".")[0]
    try:
        number = base64.b64decode(first + "=" * (-len(first) % 4), validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return link(int(number)) if number.isdecimal() else None
