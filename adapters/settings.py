"""What can be set of each platform: one frozen dataclass per adapter, free of the platform's own libraries.

A field with `metadata={"secret": True}` comes from the environment alone, or from a file that it names.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WebSettings:
    """The chat page in the browser.

    Attributes:
        enabled: whether it is served.
        host: address to listen on; anything but a loopback address needs a secret.
        port: this one alone, 0 = any free one; None = 8080, or the next free one where that is taken and
            there is no `public_url`.
        open_browser: open the page in this computer's browser at the start, where it has a desktop.
        public_url: how people reach it when it stands behind a proxy, such as "https://photos.example.org".
        secret: whoever opens the page has to know it; empty on loopback = open. At least 16 characters.
        api_token: clients of the REST API send it as bearer token; empty = only browsers with a cookie.
    """

    enabled: bool = True
    host: str = "127.0.0.1"
    port: int | None = None
    open_browser: bool = False
    public_url: str = ""
    secret: str = field(default="", metadata={"secret": True}, repr=False)
    api_token: str = field(default="", metadata={"secret": True}, repr=False)


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
    webhook_port: int = 8082

    @property
    def enabled(self) -> bool:
        """Whether there is a token."""
        return bool(self.token.strip())


DISCORD_API = "https://discord.com/api/v10"


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """The Discord bot; it runs where there is a token.

    Attributes:
        token: of the bot, from Discord's developer portal.
        api_url: of the REST API with its version; another one for a server that speaks the same.
        gateway_url: of the gateway.
        message_content: the application was granted the privileged intent of that name, so that groups can
            have every photo restored without asking.
    """

    token: str = field(default="", metadata={"secret": True}, repr=False)
    api_url: str = DISCORD_API
    gateway_url: str = "wss://gateway.discord.gg/"
    message_content: bool = False

    @property
    def enabled(self) -> bool:
        """Whether there is a token."""
        return bool(self.token.strip())
