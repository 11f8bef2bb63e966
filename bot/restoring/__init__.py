"""What the worker does with a photo.

Only what has to run again runs: a work that differs from an earlier one by turning or cropping alone turns
and crops that one's results; one that differs by colour alone colours that one's restored version.
"""

from __future__ import annotations

from bot.restoring.values import Earlier, File, Order, Restored
from bot.restoring.work import fulfil

__all__ = ["Earlier", "File", "Order", "Restored", "fulfil"]
