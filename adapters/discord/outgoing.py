"""What is sent, and where it lies afterwards."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from adapters.contract import Buttons, Content, ContentGone, Refused
from adapters.discord.buttons import view

NONCE_CHARACTERS = 25
"""The longest that Discord takes."""


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """What is to be sent.

    Attributes:
        key: the same for every attempt to send this.
        text: what it says.
        files: names and bytes of the pictures.
        buttons: under it.
        request: the request that it is about, if it is about one.
    """

    key: str
    text: str
    files: tuple[tuple[str, bytes], ...] = ()
    buttons: Buttons = ()
    request: str | None = None

    def parts(self, chat: str) -> dict[str, Any]:
        """As discord.py takes it, for a new message or a change; `chat` as `view` takes it.

        A change without pictures leaves those that are there.
        """
        files = [discord.File(io.BytesIO(data), filename=name) for name, data in self.files]
        shown = view(self.buttons, self.request, chat=chat)
        return (
            {"content": self.text} | ({"files": files} if files else {}) | ({"view": shown} if shown else {})
        )

    def changes(self, chat: str) -> dict[str, Any]:
        """The same, to be put in the place of what stands there."""
        parts = {"view": None} | self.parts(chat)
        if "files" in parts:
            parts["attachments"] = parts.pop("files")
        return parts


@dataclass(frozen=True, slots=True)
class Location:
    """Where a message is. `apart` = not in the chat that it answers to, but alone with the person."""

    channel: str
    message: str
    apart: bool = False

    def __str__(self) -> str:
        """As the service keeps it."""
        return f"{self.channel}/{self.message}" if self.apart else self.message

    @classmethod
    def read(cls, text: str, channel: str) -> Location:
        """From what `str` gave; `channel` is where answers to that chat go."""
        apart, _, message = text.rpartition("/")
        return cls(apart or channel, message, apart=bool(apart))


async def read(contents: Sequence[Content]) -> tuple[tuple[str, bytes], ...]:
    """Names and bytes of files.

    Raises:
        Refused: one was deleted meanwhile.
    """
    try:
        return tuple([(content.name, await content.read()) for content in contents])
    except ContentGone as problem:
        raise Refused("gone", "the file was deleted") from problem


def nonce(key: str) -> str:
    """What Discord knows a message by that is sent again within minutes."""
    return hashlib.sha256(key.encode()).hexdigest()[:NONCE_CHARACTERS]
