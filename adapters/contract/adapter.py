"""The adapter itself: what it can do, and the four things that it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from adapters.contract.answers import Receive
from adapters.contract.events import Reference
from adapters.contract.replies import Reply, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a platform can do, so that nobody asks for its name.

    Attributes:
        edits: a status message can be changed; otherwise only its first and its last state are shown.
        edits_into_picture: a text message can become a picture; otherwise the last status is a new message.
        edit_seconds: least time between two changes of one status.
        buttons: messages can hold buttons.
        album_size: most pictures in one reply, 1 = each on its own.
        album_limit_bytes: most bytes in one reply of several pictures.
        upload_limit_bytes: largest file the bot can send.
        photo_limit_bytes: largest picture that can be shown rather than sent as a file.
        photo_limit_px: largest sum of width and height that can be shown rather than sent as a file.
        download_limit_bytes: largest file that `fetch` can get.
        text_limit: longest text in characters, of captions as well.
        keeps_pictures: the platform shows pictures out of the service's store (`Reader`) and is sent none.
        groups: there are chats with several people.
        unasked: the bot can be shown photos of a group that nobody asked for.
    """

    edits: bool = True
    edits_into_picture: bool = True
    edit_seconds: float = 3.0
    buttons: bool = True
    album_size: int = 10
    album_limit_bytes: int = 50_000_000
    upload_limit_bytes: int = 50_000_000
    photo_limit_bytes: int = 10_000_000
    photo_limit_px: int = 10_000
    download_limit_bytes: int = 20_000_000
    text_limit: int = 1024
    keeps_pictures: bool = False
    groups: bool = True
    unasked: bool = True


class Adapter(Protocol):
    """One account on one chat platform.

    All methods run on one event loop and may run at the same time, `update` and `deliver` also before `run`
    began to listen. Cancelling any of them ends it soon and orderly.
    """

    @property
    def name(self) -> str:
        """The platform, as in settings and metrics, such as "web"."""
        ...

    @property
    def account(self) -> str:
        """Which bot this is on the platform; known once `run` has begun, and the same after a restart."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """What the platform can do."""
        ...

    async def run(self, receive: Receive) -> None:
        """Listen, and hand every event to `receive`, until cancelled; then finish what is in hand and return.

        Events of different chats are handed over at the same time, those of one chat in order. Outages of the
        platform are waited out here. Raises only what an operator has to mend, such as a token that the
        platform refuses.
        """
        ...

    async def fetch(self, reference: Reference, limit_bytes: int) -> bytes:
        """Download a file that an event referred to; stops at `limit_bytes` while streaming.

        Raises:
            Delayed: not now.
            Refused: never.
        """
        ...

    async def update(self, status: Status) -> str | None:
        """Make the status message, or change it; its id, None where the platform has none.

        A message that is gone is made anew. The same status twice does no harm.

        Raises:
            Delayed: not now.
            Refused: never.
        """
        ...

    async def deliver(self, reply: Reply) -> tuple[str, ...]:
        """Send the pictures; the ids of the messages they became.

        Raises:
            Delayed: not now. Nothing was sent.
            Refused: never.
        """
        ...
