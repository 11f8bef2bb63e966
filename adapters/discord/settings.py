"""What can be set of the Discord bot, readable without the platform's library."""

from __future__ import annotations

from dataclasses import dataclass, field

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
