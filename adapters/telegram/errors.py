"""What an operator has to mend before the bot can listen."""

from __future__ import annotations

from adapters.contract import Unusable


class TelegramUnusable(Unusable):
    """The bot cannot listen as it is set up."""

    code = "telegram"


class TokenRefused(TelegramUnusable):
    """Telegram does not know the token; `variable` is where it stands."""

    code = "telegram.token"


class AddressTaken(TelegramUnusable):
    """The webhook cannot listen on `host` and `port`: `reason` in the system's words."""

    code = "telegram.address"


class WebhookRefused(TelegramUnusable):
    """Telegram does not take the address `url` for its webhook: `reason` in its words."""

    code = "telegram.webhook"
