"""How an adapter says that something did not work, and whether trying again is of use.

Texts of errors are for logs and hold no token.
"""

from __future__ import annotations

from typing import Literal

RefusalReason = Literal[
    "blocked",  # the person has blocked the bot
    "expired",  # the time for answering is over, and there is no other way to this person
    "forbidden",  # the bot may not write there, or may not read the file
    "gone",  # the chat, the message or the file is no longer there
    "too_large",  # the platform does not take, or give, a file as large as this
    "unknown",  # the platform refused and does not say why in words we know
]


class Unusable(Exception):
    """The adapter cannot run as it is set up, and an operator has to mend it.

    `code` says what, `parameters` what of; the sentence is in the service's catalogue. The functions in each
    platform's `errors` make them, so that every code has its parameters.
    """

    def __init__(self, code: str, **parameters: str | int) -> None:
        super().__init__(" ".join([code, *(f"{name}={value!r}" for name, value in parameters.items())]))
        self.code = code
        self.parameters = parameters


class Delayed(Exception):
    """Not now (rate limit, outage): only this chat waits for `seconds`, which the platform states or the
    adapter thinks right."""

    def __init__(self, seconds: float, reason: str = "") -> None:
        super().__init__(f"again in {seconds:g} s {reason}".rstrip())
        self.seconds = seconds


class Refused(Exception):
    """Never: trying again is pointless."""

    def __init__(self, reason: RefusalReason, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".rstrip())
        self.reason = reason
