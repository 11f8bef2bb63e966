"""What an operator has to mend before the page can be served."""

from __future__ import annotations

from typing import ClassVar

from adapters.contract import AdapterError


class WebUnusable(AdapterError):
    """The page cannot be served as it is set up: `code` says why, `parameters` what of."""

    code: ClassVar[str] = "web"

    def __init__(self, **parameters: str | int | float) -> None:
        super().__init__(" ".join([self.code, *(f"{name}={value!r}" for name, value in parameters.items())]))
        self.parameters = parameters


class SecretNeeded(WebUnusable):
    """It listens on `host`, where others can reach it, and `key` is empty."""

    code = "web.secret_needed"


class SecretTooShort(WebUnusable):
    """The `key` is shorter than `minimum` characters."""

    code = "web.secret_short"


class AddressTaken(WebUnusable):
    """It cannot listen on `host` and `port`: `reason` in the system's words."""

    code = "web.address"
