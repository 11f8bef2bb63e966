"""What goes wrong with Discord, in the contract's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from adapters.contract import Delayed, RefusalReason, Refused, Unusable

NETWORK = (aiohttp.ClientError, OSError, TimeoutError)
"""What discord.py lets through when Discord cannot be reached."""

UNSAID = (discord.DiscordException, Delayed, Refused, *NETWORK)
"""Why something cannot be said."""

UNKNOWN_INTERACTION = 10062
TOO_LARGE = 40005
UNKNOWN_WEBHOOK = 10015
CLOSED_TO_THE_BOT = 50007
INVALID_WEBHOOK_TOKEN = 50027
ARCHIVED = 50083
"""Discord's error codes (Opcodes and Status Codes, "JSON Error Codes")."""

_OUTAGE_SECONDS = 5.0
_LIMITED_SECONDS = 30.0


def wrong_token(variable: str) -> Unusable:
    """Discord refuses the token; the `variable` holds it."""
    return Unusable("discord.token", variable=variable)


def wrong_address(key: str) -> Unusable:
    """The setting `key` holds no address of an API or a gateway."""
    return Unusable("discord.address", key=key)


def content_not_granted(key: str) -> Unusable:
    """The setting `key` asks for the privileged intent, which the application was not granted."""
    return Unusable("discord.intent", key=key)


def connection_refused(number: int) -> Unusable:
    """The gateway closes every connection, with the close code `number`."""
    return Unusable("discord.refused", number=number)


def expired(problem: discord.HTTPException) -> bool:
    """Whether an interaction's time for answering is over."""
    return problem.code in (INVALID_WEBHOOK_TOKEN, UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK)


def archived(problem: discord.HTTPException) -> bool:
    """Whether a thread rests, so that nothing in it can be changed; unless it is locked, a new message wakes
    it."""
    return problem.code == ARCHIVED


def closed(problem: discord.HTTPException) -> bool:
    """Whether the bot cannot write into a channel, now or ever."""
    return isinstance(problem, discord.Forbidden | discord.NotFound) or archived(problem)


def too_large(problem: discord.HTTPException) -> bool:
    """Whether what was sent is more than that place takes."""
    return problem.status == 413 or problem.code == TOO_LARGE


def in_contract(problem: Exception) -> Delayed | Refused:
    """What a failed call means for what was to be sent."""
    if isinstance(problem, discord.RateLimited):
        return Delayed(problem.retry_after, "rate limit")
    if not isinstance(problem, discord.HTTPException):
        return Delayed(_OUTAGE_SECONDS, type(problem).__name__)
    detail = f"{problem.status} {problem.code}"
    if problem.status == 429:
        return Delayed(_retry_after(problem), "rate limit")
    if problem.status >= 500:
        return Delayed(_OUTAGE_SECONDS, detail)
    if expired(problem):
        return Refused("expired", detail)
    if problem.status == 401:  # the bot's own token, which the operator has to mend
        return Delayed(_LIMITED_SECONDS, detail)
    if too_large(problem):
        return Refused("too_large", detail)
    if problem.code == CLOSED_TO_THE_BOT:
        return Refused("blocked", detail)
    reasons: dict[int, RefusalReason] = {403: "forbidden", 404: "gone"}
    return Refused(reasons.get(problem.status, "unknown"), detail)


def _retry_after(problem: discord.HTTPException) -> float:
    try:
        return float(problem.response.headers.get("Retry-After", _LIMITED_SECONDS))
    except ValueError:
        return _LIMITED_SECONDS


@contextmanager
def delivering() -> Iterator[None]:
    """Turn what discord.py raises inside into what the contract knows."""
    try:
        yield
    except (discord.DiscordException, *NETWORK) as problem:
        raise in_contract(problem) from problem
