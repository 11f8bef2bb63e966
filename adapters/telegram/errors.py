"""What an operator has to mend before the bot can listen."""

from __future__ import annotations

from adapters.contract import Unusable


def token_refused(variable: str) -> Unusable:
    """Telegram does not know the token; `variable` is where it stands."""
    return Unusable("telegram.token", variable=variable)


def address_taken(host: str, port: int, reason: str) -> Unusable:
    """The webhook cannot listen on `host` and `port`: `reason` in the system's words."""
    return Unusable("telegram.address", host=host, port=port, reason=reason)


def webhook_refused(url: str, reason: str) -> Unusable:
    """Telegram does not take the address `url` for its webhook: `reason` in its words."""
    return Unusable("telegram.webhook", url=url, reason=reason)
