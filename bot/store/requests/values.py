"""What arrives, as it is taken, and the rules that it is held to."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from adapters.contract import Origin, Reference
from bot.settings.sections import LimitsSettings, QueueSettings, RetentionSettings
from bot.store.blobs import Blob
from restoration.errors import Value
from restoration.results.wanted import Wanted

_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True, slots=True)
class Kept:
    """An original that is here: its blob, and what its header says."""

    blob: Blob
    media_type: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a part fails, as a code with parameters."""

    code: str
    parameters: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewPart:
    """A photo that arrives.

    Attributes:
        key: platform:bot:chat:message:index.
        message: the message that holds it.
        source: the original, where to fetch it, or why it is not taken.
        recompressed: whether the platform has shrunk it.
    """

    key: str
    message: str
    source: Kept | Reference | Problem
    recompressed: bool = False


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What arrives together.

    Attributes:
        adapter: the platform.
        origin: where from.
        answers: the message to answer to.
        language: to answer in.
        parts: one or more.
        wanted: what to do with each.
        wished: whether anybody said so; otherwise it is what the chat chose.
        album: the platform's id of the album that the parts belong to, whose other parts arrive on their own.
        upload_limit_bytes: largest file that can be sent there.
        trace: in which it arrived.
    """

    adapter: str
    origin: Origin
    answers: str
    language: str
    parts: Sequence[NewPart]
    wanted: Wanted
    wished: bool
    album: str | None
    upload_limit_bytes: int
    trace: Mapping[str, str] = field(default_factory=dict)

    @property
    def person(self) -> str:
        """Under which its sender is counted."""
        return person(self.adapter, self.origin.sender)


@dataclass(frozen=True, slots=True)
class Taken:
    """The request that something became part of, and whether it had been before."""

    request: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings that requests are held to."""

    queue: QueueSettings
    limits: LimitsSettings
    retention: RetentionSettings

    @property
    def kept(self) -> timedelta:
        """How long after the last work."""
        return timedelta(hours=self.retention.hours)


def new_id() -> str:
    """Twelve letters that nobody guesses and that fit into a button."""
    return "".join(secrets.choice(_LETTERS) for _ in range(12))


def person(adapter: str, sender: str) -> str:
    """A digest that a quota is counted under."""
    return hashlib.sha256(f"{adapter}\0{sender}".encode()).hexdigest()
