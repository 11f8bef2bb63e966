"""How an adapter says that something did not work, and whether trying again is of use."""

from __future__ import annotations

from typing import ClassVar


class AdapterError(Exception):
    """Something did not work on the platform's side; the text is for logs and holds no token."""

    retryable: ClassVar[bool] = False


class Unusable(AdapterError):
    """The adapter cannot run as it is set up, and an operator has to mend it: `code` says what, `parameters`
    what of; the sentence is in the service's catalogue."""

    code: ClassVar[str] = "adapter"

    def __init__(self, **parameters: str | int | float) -> None:
        super().__init__(" ".join([self.code, *(f"{name}={value!r}" for name, value in parameters.items())]))
        self.parameters = parameters


class Delayed(AdapterError):
    """Not now: try again after `seconds`, which the platform states or the adapter thinks right."""

    retryable = True

    def __init__(self, seconds: float, reason: str = "") -> None:
        super().__init__(f"again in {seconds:g} s {reason}".rstrip())
        self.seconds = seconds


class Refused(AdapterError):
    """Never: trying again is pointless. `reason` is one of `REASONS`."""

    REASONS: ClassVar[frozenset[str]] = frozenset(
        {
            "blocked",  # the person has blocked the bot
            "expired",  # the time for answering is over, and there is no other way to this person
            "forbidden",  # the bot may not write there, or may not read the file
            "gone",  # the chat, the message or the file is no longer there
            "not_modified",  # the message already says this; taken for a success
            "too_large",  # the platform does not take, or give, a file as large as this
            "unknown",  # the platform refused and does not say why in words we know
        }
    )

    def __init__(self, reason: str, detail: str = "") -> None:
        if reason not in self.REASONS:
            raise ValueError(f"no reason is called {reason!r}")
        super().__init__(f"{reason} {detail}".rstrip())
        self.reason = reason


class DeliveryDelayed(Delayed):
    """A status or a reply cannot go out now (rate limit, outage): only this chat waits for `seconds`."""


class DeliveryRefused(Refused):
    """A status or a reply can never go out."""


class FetchDelayed(Delayed):
    """A file cannot be fetched now."""


class FetchRefused(Refused):
    """A file can never be fetched; "too_large" where it is over the limit."""
