"""What an operator has to mend before the bot can listen."""

from __future__ import annotations

from typing import ClassVar

from adapters.contract import AdapterError


class TelegramUnusable(AdapterError):
    """The bot cannot listen as it is set up: `code` says why, `parameters` what of."""

    code: ClassVar[str] = "telegram"

    def __init__(self, **parameters: str | int | float) -> None:
        super().__init__(" ".join([self.code, *(f"{name}={value!r}" for name, value in parameters.items())]))
        self.parameters = parameters


class TokenRefused(TelegramUnusable):
    """Telegram does not know the token; `variable` is where it stands."""

    code = "telegram.token"


class AddressTaken(TelegramUnusable):
    """The webhook cannot listen on `host` and `port`: `reason` in the system's words."""

    code = "telegram.address"


class WebhookRefused(TelegramUnusable):
    """Telegram does not take the address `url` for its webhook: `reason` in its words."""

    code = "telegram.webhook"
