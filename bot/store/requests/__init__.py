"""Requests in the database: taken, worked on, adjusted, cancelled, deleted; each in one transaction with its
jobs.

A request has parts (photos), a part has works (runs of the engine: the first, and one per adjustment), a work
has results.
"""

from __future__ import annotations

from bot.store.requests.announcements import CHANNEL, announced
from bot.store.requests.changing import Change, NotedPress, cancel_all, end, expire, forget, move, obey
from bot.store.requests.fetches import ToFetch, fetched, to_fetch
from bot.store.requests.taking import take
from bot.store.requests.values import Kept, NewPart, NewRequest, Problem, Rules, Taken, new_id
from bot.store.requests.works import (
    Begun,
    EarlierWork,
    NewResult,
    WorkKey,
    begin,
    earlier,
    fail,
    finish,
    progress,
    put_back,
)

__all__ = [
    "CHANNEL",
    "Begun",
    "Change",
    "EarlierWork",
    "Kept",
    "NewPart",
    "NewRequest",
    "NewResult",
    "NotedPress",
    "Problem",
    "Rules",
    "Taken",
    "ToFetch",
    "WorkKey",
    "announced",
    "begin",
    "cancel_all",
    "earlier",
    "end",
    "expire",
    "fail",
    "fetched",
    "finish",
    "forget",
    "move",
    "new_id",
    "obey",
    "progress",
    "put_back",
    "take",
    "to_fetch",
]
