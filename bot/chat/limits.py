"""Looking at what arrives before it is kept: its size and its header."""

from __future__ import annotations

import math

from bot.errors import BotError
from bot.settings.sections import LimitsSettings
from restoration.inspection import inspect
from restoration.results.names import MEDIA_TYPES


def check_size(size_bytes: int, limits: LimitsSettings, platform_limit_bytes: int | None = None) -> None:
    """Raises BotError for a file over the limit, ours or the platform's."""
    limit = limits.megabytes * 1e6
    if platform_limit_bytes is not None:
        limit = min(limit, platform_limit_bytes)
    if size_bytes > limit:
        raise BotError(
            "refused.megabytes", megabytes=math.ceil(size_bytes / 1e5) / 10, limit=round(limit / 1e6, 1)
        )


def check_photo(data: bytes, limits: LimitsSettings) -> str:
    """Look at a file's size and header, decoding nothing; its media type.

    Raises:
        BotError: the file is too large.
        RestorationError: it is no photo, or has too many pixels.
    """
    check_size(len(data), limits)
    header = inspect(data)
    header.require_at_most(limits.megapixels)
    return MEDIA_TYPES[header.format]
