"""What an operator has to mend before the page can be served."""

from __future__ import annotations

from adapters.contract import Unusable

PORT_TAKEN = "web.port"
"""The code where another port may do."""


def secret_needed(host: str, key: str, variable: str) -> Unusable:
    """It listens on `host`, where others can reach it, and `key` is empty, which `variable` sets."""
    return Unusable("web.secret_needed", host=host, key=key, variable=variable)


def secret_too_short(key: str, minimum: int) -> Unusable:
    """The setting `key` is shorter than `minimum` characters."""
    return Unusable("web.secret_short", key=key, minimum=minimum)


def port_taken(host: str, port: int, free: int) -> Unusable:
    """Another program listens on `port` of `host`; `free` is one on which nobody does, 0 = none was found."""
    return Unusable(PORT_TAKEN, host=host, port=port, free=free)


def address_taken(host: str, port: int, reason: str) -> Unusable:
    """It cannot listen on `host` and `port`: `reason` in the system's words."""
    return Unusable("web.address", host=host, port=port, reason=reason)
