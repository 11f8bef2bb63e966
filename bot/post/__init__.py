"""What goes between this process's adapters and the database: files that are fetched, statuses and replies
that are sent."""

from __future__ import annotations

from bot.post.fetching import Fetching
from bot.post.replies import Replies
from bot.post.statuses import Statuses

__all__ = ["Fetching", "Replies", "Statuses"]
