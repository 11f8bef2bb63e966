"""The platforms that the contract is played over: one line each."""

from __future__ import annotations

from tests.adapters.contract.platform import Platform
from tests.adapters.contract.platforms.discord import DiscordPlatform
from tests.adapters.contract.platforms.loopback import LoopbackPlatform
from tests.adapters.contract.platforms.telegram import TelegramPlatform
from tests.adapters.contract.platforms.web import WebPlatform

PLATFORMS: tuple[type[Platform], ...] = (
    LoopbackPlatform,
    WebPlatform,
    TelegramPlatform,
    DiscordPlatform,
)
