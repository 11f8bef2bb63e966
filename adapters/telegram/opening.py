"""Telegram: private chats and groups, by the Bot API."""

from adapters.contract import Host
from adapters.telegram.adapter import TelegramAdapter
from adapters.telegram.client import silence_libraries
from adapters.telegram.flood import Pace
from adapters.telegram.settings import TelegramSettings

__all__ = ["TelegramAdapter", "open_adapter"]


def open_adapter(settings: TelegramSettings, host: Host, pace: Pace | None = None) -> TelegramAdapter:
    """The bot, connected to nothing yet."""
    silence_libraries()
    return TelegramAdapter(settings, host, pace)
