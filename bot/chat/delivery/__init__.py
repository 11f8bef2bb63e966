"""What goes between this process's adapters and the database: files that are fetched, statuses and replies
that are sent."""

from __future__ import annotations

from bot.chat.delivery.fetching import Fetching
from bot.chat.delivery.replies import Replies
from bot.chat.delivery.statuses import Statuses

__all__ = ["Fetching", "Replies", "Statuses"]
