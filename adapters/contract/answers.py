"""What the service answers to an event, at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from adapters.contract.buttons import Buttons
from adapters.contract.events import Event


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not taken, such as code "photo.unsupported", with the sentence for it."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """The answer to an event, after it was committed.

    Photos that were taken need no text here: their status message comes by `Adapter.update` at once.

    Attributes:
        request: the request that the event began or changed; None when there is none.
        text: what to answer to the person at once; None = nothing. For a button that is a short notice.
        buttons: under the text.
        refusal: why it was not taken, for adapters that answer in codes; `text` says the same.
        repeated: the event had been taken before; nothing was changed.
    """

    request: str | None = None
    text: str | None = None
    buttons: Buttons = ()
    refusal: Refusal | None = None
    repeated: bool = False

    @property
    def ignored(self) -> bool:
        """Whether there is nothing to do or say: in a group, not every photo is for the bot."""
        return self.request is None and self.text is None


Receive = Callable[[Event], Awaitable[Acknowledgement]]
"""The service's ear. Returns when the event is committed.

Raises `NotNow` when it cannot be kept at the moment: the update stays unconfirmed and is handed over again.
"""


class NotNow(Exception):
    """`receive` could not commit the event; hand it over again after `seconds`."""

    def __init__(self, seconds: float = 1.0) -> None:
        super().__init__(f"again in {seconds:g} s")
        self.seconds = seconds
