"""What each kind of failure does to a job. Nothing here needs a database."""

from __future__ import annotations

import asyncio

import pytest
from procrastinate.exceptions import JobAborted
from procrastinate.jobs import Job

from adapters.contract import Delayed
from bot.errors import BotError
from bot.queue.retries import RETRIES, Failure, Later, RetryStrategy, backoff, failure_of, later
from bot.store.outages import DatabaseAway, StoreAway

ATTEMPTS = 5


@pytest.mark.parametrize(("attempts", "least", "most"), [(0, 1, 1.5), (3, 8, 12), (50, 60, 90)])
def test_backoff_doubles_up_to_a_minute_with_some_chance(attempts: int, least: float, most: float) -> None:
    waits = {backoff(Later(), attempts).total_seconds() for _ in range(50)}
    assert min(waits) >= least
    assert max(waits) <= most
    assert len(waits) > 1


@pytest.mark.parametrize(("attempts", "least", "most"), [(0, 3, 4.5), (9, 3, 4.5), (13, 8, 12), (99, 60, 90)])
def test_what_is_said_to_pass_soon_and_does_not_is_tried_ever_more_rarely(
    attempts: int, least: float, most: float
) -> None:
    waits = {backoff(Later(3.0), attempts).total_seconds() for _ in range(50)}
    assert min(waits) >= least
    assert max(waits) <= most


@pytest.mark.parametrize(
    ("problem", "failure"),
    [
        (Delayed(3), Failure.DELAYED),
        (DatabaseAway(), Failure.OUTAGE),
        (StoreAway(), Failure.OUTAGE),
        (BotError("refused.queue_full"), Failure.PASSING),
        (BotError("work.crashed"), Failure.FINAL),
        (FileNotFoundError("a bug"), Failure.UNFORESEEN),
        (TimeoutError(), Failure.UNFORESEEN),
    ],
)
def test_every_failure_is_of_one_kind(problem: Exception, failure: Failure) -> None:
    assert failure_of(problem) is failure


@pytest.mark.parametrize(
    ("problem", "tries"),
    [
        (Delayed(3), 100),
        (DatabaseAway(), 100),
        (BotError("refused.queue_full"), ATTEMPTS),
        (BotError("work.crashed"), 1),
        (FileNotFoundError("a bug"), ATTEMPTS),
    ],
)
def test_a_job_is_given_up_after_as_many_tries_as_its_failure_is_worth(
    problem: Exception, tries: int
) -> None:
    assert [later(problem, each, ATTEMPTS) is None for each in range(1, tries + 1)] == [
        *[False] * (tries - 1),
        True,
    ]


def test_a_platform_says_how_long_to_wait_and_an_outage_is_looked_at_each_second() -> None:
    assert getattr(later(Delayed(7), 1, ATTEMPTS), "seconds", None) == 7
    assert getattr(later(DatabaseAway(), 1, ATTEMPTS), "seconds", None) == 1
    assert getattr(later(ValueError(), 1, ATTEMPTS), "seconds", 0) is None


def test_the_table_has_a_row_for_every_kind() -> None:
    assert set(RETRIES) == set(Failure)


def test_a_job_whose_process_stops_goes_back_at_once_and_one_that_was_cancelled_does_not() -> None:
    job = Job(id=1, queue="q", lock=None, queueing_lock=None, task_name="restore", attempts=3)
    strategy = RetryStrategy()
    assert strategy.get_retry_decision(exception=asyncio.CancelledError(), job=job) is not None
    assert strategy.get_retry_decision(exception=JobAborted(), job=job) is None
    assert strategy.get_retry_decision(exception=KeyboardInterrupt(), job=job) is None
    assert strategy.get_retry_decision(exception=DatabaseAway(), job=job) is not None
