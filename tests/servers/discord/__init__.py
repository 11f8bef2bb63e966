"""A Discord on loopback for tests."""

from tests.servers.discord.server import TOKEN, DiscordServer, Upload
from tests.servers.discord.world import USUAL, Allow, Channel, Flag, Guild, Interaction, Kind, Message, User

__all__ = [
    "TOKEN",
    "USUAL",
    "Allow",
    "Channel",
    "DiscordServer",
    "Flag",
    "Guild",
    "Interaction",
    "Kind",
    "Message",
    "Upload",
    "User",
]
