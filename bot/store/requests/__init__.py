"""Requests in the database: taken, adjusted, cancelled, deleted; each in one transaction with its jobs.

A request has parts (photos), a part has works (runs of the engine: the first, and one per adjustment), a work
has results.
"""

from __future__ import annotations

from bot.store.requests.announcements import CHANNEL, announce, change
from bot.store.requests.changing import adjust, cancel, delete, move, renew_context
from bot.store.requests.quotas import unfinished
from bot.store.requests.taking import take
from bot.store.requests.values import Kept, NewPart, NewRequest, Problem, Rules, Taken, new_id
from bot.store.requests.works import fail, keep_original, settle

__all__ = [
    "CHANNEL",
    "Kept",
    "NewPart",
    "NewRequest",
    "Problem",
    "Rules",
    "Taken",
    "adjust",
    "announce",
    "cancel",
    "change",
    "delete",
    "fail",
    "keep_original",
    "move",
    "new_id",
    "renew_context",
    "settle",
    "take",
    "unfinished",
]
