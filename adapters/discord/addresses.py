"""Where Discord is: its API, its gateway, and the hosts that its files lie on."""

from __future__ import annotations

from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from adapters.discord.errors import wrong_address
from adapters.discord.settings import DISCORD_API, DiscordSettings

_FILES = frozenset({URL("https://cdn.discordapp.com"), URL("https://media.discordapp.net")})


def point_at(settings: DiscordSettings) -> None:
    """Let discord.py speak to the server in the settings.

    The library keeps both addresses on classes, for the whole process, and offers no other place for them.

    Raises:
        Unusable: one of them is none.
    """
    for key, address, schemes in (
        ("discord.api_url", settings.api_url, ("http", "https")),
        ("discord.gateway_url", settings.gateway_url, ("ws", "wss")),
    ):
        if (origin := _origin(address)) is None or origin.scheme not in schemes:
            raise wrong_address(key=key)
    Route.BASE = settings.api_url.rstrip("/")
    DiscordWebSocket.DEFAULT_GATEWAY = URL(settings.gateway_url)


def file_origins(settings: DiscordSettings) -> frozenset[URL]:
    """The origins (scheme, host, port) that attachments are downloaded from: Discord's, or the server's that
    is configured in its place."""
    if settings.api_url == DISCORD_API:
        return _FILES
    origin = _origin(settings.api_url)
    return frozenset({origin}) if origin else frozenset()


def _origin(address: str) -> URL | None:
    try:
        return URL(address).origin()
    except ValueError:
        return None
