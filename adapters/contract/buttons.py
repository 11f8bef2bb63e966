"""Buttons, and the actions that an adapter with controls of its own may send without one."""

from __future__ import annotations

from dataclasses import dataclass

ACTION_BYTES = 64
"""The longest `Button.action`, in bytes of UTF-8: what the strictest platform carries."""


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press; pressing it is an `IncomingAction` with this `action`.

    Attributes:
        action: opaque, at most `ACTION_BYTES` long; it stays valid over restarts.
        text: the label.
    """

    action: str
    text: str


Buttons = tuple[tuple[Button, ...], ...]
"""Rows of buttons, from above."""


def adjust(request: str, part: int = 0) -> str:
    """The action that restores part `part` of a request again, as the event's `wishes` say."""
    return f"adjust:{request}:{part}"


def cancel(request: str) -> str:
    """The action that stops a request that is not done yet."""
    return f"cancel:{request}"


def files(request: str) -> str:
    """The action that sends the results of a request again, as files."""
    return f"files:{request}"


def delete(request: str) -> str:
    """The action that deletes a request with its photos and results for good."""
    return f"delete:{request}"
