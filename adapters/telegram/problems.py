"""What Telegram refuses, in the words of the contract.

Telegram tells most things apart by the text of its description alone. The library counts a bad request as a
problem of the network, and a revoked token as an unknown address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from adapters.contract import (
    ContentGone,
    Delayed,
    RefusalReason,
    Refused,
)
from adapters.telegram.flood import seconds

OUTAGE_SECONDS = 1.0
"""When what the network spoilt is tried again."""
STRANGE_SECONDS = 30.0

_REASONS: tuple[tuple[str, RefusalReason], ...] = (
    ("blocked by the user", "blocked"),
    ("can't initiate conversation", "blocked"),
    ("user is deactivated", "gone"),
    ("was kicked", "gone"),
    ("is not a member", "gone"),
    ("chat not found", "gone"),
    ("chat was deleted", "gone"),
    ("chat was deactivated", "gone"),
    ("PEER_ID_INVALID", "gone"),
    ("message thread not found", "gone"),
    ("TOPIC_DELETED", "gone"),
    ("TOPIC_CLOSED", "forbidden"),
    ("not enough rights", "forbidden"),
    ("have no rights", "forbidden"),
    ("need administrator rights", "forbidden"),
    ("CHAT_WRITE_FORBIDDEN", "forbidden"),
    ("CHAT_SEND_", "forbidden"),
    ("CHAT_RESTRICTED", "forbidden"),
    ("too big", "too_large"),
    ("Entity Too Large", "too_large"),
)
_VANISHED = ("message to edit not found", "MESSAGE_ID_INVALID", "message can't be edited")
_NO_PICTURE = (
    *("PHOTO_INVALID", "PHOTO_SAVE_FILE_INVALID", "IMAGE_PROCESS_FAILED", "PHOTO_EXT_INVALID"),
    *("PHOTO_CROP_SIZE_SMALL", "wrong type of the web page content"),
)

_NO_RIGHT = ("not enough rights to send", "CHAT_SEND_")


def _says(problem: BaseException, *texts: str) -> bool:
    description = str(problem).lower()
    return any(text.lower() in description for text in texts)


def unchanged(problem: BadRequest) -> bool:
    """Whether the message says already what it was to say."""
    return _says(problem, "message is not modified")


def vanished(problem: BadRequest) -> bool:
    """Whether a message that was to be changed is no longer there."""
    return _says(problem, *_VANISHED)


def no_text(problem: BadRequest) -> bool:
    """Whether a message that was to be changed is a picture."""
    return _says(problem, "no text in the message")


def no_caption(problem: BadRequest) -> bool:
    """Whether a message that was to be changed is a text."""
    return _says(problem, "no caption in the message")


def no_picture(problem: BadRequest) -> bool:
    """Whether Telegram cannot show a file as a picture, though it would send it as a file."""
    return _says(problem, *_NO_PICTURE)


def no_right(problem: BadRequest) -> bool:
    """Whether the bot may not send this kind of message in a group, though perhaps another kind."""
    return _says(problem, *_NO_RIGHT)


def reason(problem: TelegramError) -> RefusalReason:
    """Why Telegram refused, in the contract's words."""
    for text, word in _REASONS:
        if _says(problem, text):
            return word
    return "forbidden" if isinstance(problem, Forbidden) else "unknown"


def delay(problem: TelegramError) -> float | None:
    """After how many seconds the same may go well; None = never."""
    if isinstance(problem, RetryAfter):
        return seconds(problem)
    if isinstance(problem, BadRequest):  # an album can fail for a limit that one of its parts met
        limited = re.search(r"retry after (\d+)", str(problem))
        return float(limited[1]) if limited else None
    if isinstance(problem, Forbidden) or _says(problem, "Entity Too Large"):
        return None
    if isinstance(problem, NetworkError):
        return OUTAGE_SECONDS
    return STRANGE_SECONDS


def named(problem: TelegramError) -> str:
    """A few words for a log: never what was sent, and no address, which would hold the token."""
    if isinstance(problem, BadRequest | Forbidden):
        return str(problem)[:100]
    return type(problem).__name__


@contextmanager
def delivering() -> Iterator[None]:
    """Sends fail in the contract's words inside; migrations are told as they are."""
    try:
        yield
    except ChatMigrated:
        raise
    except ContentGone as problem:
        raise Refused("gone", "its picture was deleted") from problem
    except TelegramError as problem:
        wait = delay(problem)
        if wait is None:
            raise Refused(reason(problem), named(problem)) from problem
        raise Delayed(wait, named(problem)) from problem


@contextmanager
def fetching() -> Iterator[None]:
    """Downloads fail in the contract's words inside."""
    try:
        yield
    except InvalidToken as problem:  # so the library calls a file whose address is no longer valid
        raise Delayed(OUTAGE_SECONDS, named(problem)) from problem
    except TelegramError as problem:
        if _says(problem, "temporarily unavailable"):
            raise Delayed(OUTAGE_SECONDS, named(problem)) from problem
        wait = delay(problem)
        if wait is None:
            word = reason(problem)
            raise Refused("gone" if word == "unknown" else word, named(problem)) from problem
        raise Delayed(wait, named(problem)) from problem
