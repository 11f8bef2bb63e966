"""What each kind of failure does to a job: whether it is tried again, when, and how often."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import procrastinate
from procrastinate.exceptions import JobAborted
from procrastinate.jobs import Job

from adapters.contract import Delayed
from bot.store.outages import Outage
from restoration.errors import CodedError

log = logging.getLogger(__name__)


class Failure(StrEnum):
    """Why a job failed."""

    DELAYED = "delayed"  # a platform asks to wait
    OUTAGE = "outage"  # the database or the store of blobs is away
    PASSING = "passing"  # an error that says that it may pass
    FINAL = "final"  # an error that says that it does not
    UNFORESEEN = "unforeseen"  # anything else: a bug, or a library's


@dataclass(frozen=True, slots=True)
class Retry:
    """How a job is tried again.

    Attributes:
        patience: tries in all, as a multiple of the setting `queue.attempts`.
        seconds: least time before the next try; None = doubling from one second.
    """

    patience: int
    seconds: float | None = None


RETRIES: Mapping[Failure, Retry] = {
    Failure.DELAYED: Retry(patience=20),  # at least as long as the platform says
    Failure.OUTAGE: Retry(patience=20, seconds=1.0),
    Failure.PASSING: Retry(patience=1),
    Failure.FINAL: Retry(patience=0),
    Failure.UNFORESEEN: Retry(patience=1),
}

_QUICK_TRIES = 10
"""So many tries come as soon as we were told to; an outage may be said to pass soon, and not."""


class Later(Exception):
    """The same job may succeed later: after `seconds`, or when backoff says."""

    def __init__(self, seconds: float | None = None) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def failure_of(problem: Exception) -> Failure:
    """Which kind of failure an error is."""
    if isinstance(problem, Delayed):
        return Failure.DELAYED
    if isinstance(problem, Outage):
        return Failure.OUTAGE
    if isinstance(problem, CodedError):
        return Failure.PASSING if problem.retryable else Failure.FINAL
    return Failure.UNFORESEEN


def later(problem: Exception, tries: int, attempts: int) -> Later | None:
    """What to raise so that a job is tried again; None where it is given up.

    `tries` counts those so far, with the one that failed; `attempts` is the setting.
    """
    failure = failure_of(problem)
    retry = RETRIES[failure]
    most = attempts * retry.patience
    again = tries < most
    if failure is Failure.UNFORESEEN:
        log.exception("Tried again later" if again else "Given up", exc_info=problem)
    elif again:
        words = f"{type(problem).__name__}: {problem}"
        log.warning("Put back: %s (try %d of %d)", words, tries, most)
    if not again:
        return None
    return Later(problem.seconds if isinstance(problem, Delayed) else retry.seconds)


def backoff(problem: Later, tries: int) -> timedelta:
    """How long to wait: 1, 2, 4 ... 60 seconds, and up to half as much more by chance. Where we are told how
    long, it is that at least, and grows only after a while."""
    quick = 0 if problem.seconds is None else _QUICK_TRIES
    growing = min(60.0, 2.0 ** min(tries - quick, 20)) if tries >= quick else 0.0
    seconds = max(growing, problem.seconds or 0.0)
    return timedelta(seconds=seconds * (1 + random.random() / 2))  # noqa: S311 -- spreads load, guards nothing


class RetryStrategy(procrastinate.BaseRetryStrategy):
    """Gives a job back to the queue: at once where its process is told to stop, later where it failed."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> procrastinate.RetryDecision | None:
        """When to try again; None = never."""
        now = datetime.now(UTC)
        if isinstance(exception, asyncio.CancelledError):
            return procrastinate.RetryDecision(retry_at=now)
        if isinstance(exception, JobAborted) or not isinstance(exception, Exception):
            return None
        # What did not even let the job write down its failure is tried again without end.
        problem = exception if isinstance(exception, Later) else Later(RETRIES[failure_of(exception)].seconds)
        return procrastinate.RetryDecision(retry_at=now + backoff(problem, job.attempts))
