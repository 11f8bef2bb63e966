"""The platforms that the contract is played over: one line each."""

from __future__ import annotations

from tests.adapters.platform import Platform
from tests.adapters.platforms.discord import DiscordPlatform
from tests.adapters.platforms.loopback import LoopbackPlatform
from tests.adapters.platforms.telegram import TelegramPlatform
from tests.adapters.platforms.web import WebPlatform

PLATFORMS: tuple[type[Platform], ...] = (
    LoopbackPlatform,
    WebPlatform,
    TelegramPlatform,
    DiscordPlatform,
)
