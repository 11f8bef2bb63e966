"""What is away for a while and comes back: the database, and the store of blobs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from procrastinate.exceptions import ConnectorException
from psycopg.errors import PipelineAborted
from psycopg_pool import PoolTimeout


class Outage(Exception):
    """Something that the service needs does not answer now; trying again later helps."""


class DatabaseAway(Outage):
    """The database does not answer, or undid a transaction for a reason that passes."""


class StoreAway(Outage):
    """The store of blobs does not do now what it did before."""


@contextmanager
def database_outages() -> Iterator[None]:
    """Turn what the driver, its pool and the queue's library raise of a database that is away into
    DatabaseAway.

    The queue's library wraps every error of the driver; those that do not pass come out as the driver's own.
    """
    try:
        yield
    except PipelineAborted:  # an earlier statement of the pipeline failed, and not the database
        raise
    except ConnectorException as problem:
        cause = problem.__cause__
        if isinstance(cause, psycopg.Error) and not isinstance(cause, psycopg.OperationalError):
            raise cause  # noqa: B904 -- the driver's own says what it is
        raise DatabaseAway(type(cause or problem).__name__) from problem
    except (psycopg.OperationalError, PoolTimeout) as problem:
        raise DatabaseAway(type(problem).__name__) from problem
