"""What can be set of the Telegram bot, readable without the platform's library."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """The Telegram bot; it runs where there is a token.

    Attributes:
        token: as BotFather gives it.
        base_url: of the Bot API, up to the token; another one for a Bot API server of the operator's.
        base_file_url: where files are fetched, up to the token.
        local_mode: that server runs with --local: files up to 2 GB, read from the disk shared with it.
        webhook_url: where Telegram reaches this service, such as "https://bot.example.org"; empty = updates
            are asked for, which needs no address.
        webhook_host: address to listen on for the webhook; TLS ends before it.
        webhook_port: 0 = any free one.
    """

    token: str = field(default="", metadata={"secret": True}, repr=False)
    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = "https://api.telegram.org/file/bot"
    local_mode: bool = False
    webhook_url: str = ""
    webhook_host: str = "127.0.0.1"
    webhook_port: int = field(default=8082, metadata={"minimum": 0, "maximum": 65535})

    @property
    def enabled(self) -> bool:
        """Whether there is a token."""
        return bool(self.token.strip())
