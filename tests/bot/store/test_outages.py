"""What of the database's errors counts as an outage."""

from __future__ import annotations

import psycopg
import pytest
from procrastinate.exceptions import ConnectorException
from psycopg.errors import PipelineAborted, UniqueViolation
from psycopg_pool import PoolTimeout

from bot.store.outages import DatabaseAway, database_outages


def wrapped(cause: Exception) -> ConnectorException:
    problem = ConnectorException()
    problem.__cause__ = cause
    return problem


@pytest.mark.parametrize(
    "problem",
    [psycopg.OperationalError(), PoolTimeout(), wrapped(psycopg.OperationalError()), ConnectorException()],
    ids=["driver", "pool", "queue", "queue alone"],
)
def test_a_database_that_does_not_answer_is_away(problem: Exception) -> None:
    with pytest.raises(DatabaseAway), database_outages():
        raise problem


@pytest.mark.parametrize(
    "problem", [PipelineAborted(), UniqueViolation(), FileNotFoundError(), TimeoutError()]
)
def test_what_does_not_pass_is_no_outage(problem: Exception) -> None:
    with pytest.raises(type(problem)), database_outages():
        raise problem


def test_what_the_queue_wraps_and_does_not_pass_comes_out_as_the_drivers_own() -> None:
    with pytest.raises(UniqueViolation), database_outages():
        raise wrapped(UniqueViolation())
