"""What the service makes of what happens on a platform: of photos, of commands, of buttons."""

from __future__ import annotations

from bot.service.receiving import Service

__all__ = ["Service"]
