"""What an operator has to mend before the page can be served."""

from __future__ import annotations

from adapters.contract import Unusable


class WebUnusable(Unusable):
    """The page cannot be served as it is set up."""

    code = "web"


class SecretNeeded(WebUnusable):
    """It listens on `host`, where others can reach it, and `key` is empty."""

    code = "web.secret_needed"


class SecretTooShort(WebUnusable):
    """The `key` is shorter than `minimum` characters."""

    code = "web.secret_short"


class PortTaken(WebUnusable):
    """Another program listens on `port` of `host`; `free` is one on which nobody does, 0 = none was found."""

    code = "web.port"


class AddressTaken(WebUnusable):
    """It cannot listen on `host` and `port`: `reason` in the system's words."""

    code = "web.address"
