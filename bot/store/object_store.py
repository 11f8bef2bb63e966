"""Where blobs are kept: a folder, or a bucket of S3 or its like, opened by its address and tried once.

The address never holds keys: they come from the environment, under the names that the store's own tools use.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import AzureStore, GCSStore, LocalStore, ObjectStore, S3Store, from_url

from bot.errors import BotError, FileProblem
from bot.store.outages import StoreAway

if TYPE_CHECKING:  # there is no such class at run time
    from obstore.store import RetryConfig

_RETRIES: RetryConfig = {"max_retries": 6, "retry_timeout": timedelta(seconds=20)}
"""Some six seconds; what takes longer is tried again by the job, or by the person."""

_REASON_CHARACTERS = 200


def opened(url: str, folder: Path) -> ObjectStore:
    """The store at `url`; without one the folder, which only this user may read.

    Raises:
        BotError: keys stand in the address, or it names no store that many processes share.
    """
    if not url:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return LocalStore(folder)
    parts = urlsplit(url)
    if parts.username or parts.password or parts.query:
        raise BotError("store.keys")
    try:
        store = from_url(url, retry_config=_RETRIES)
    except (BaseError, ValueError) as problem:
        raise BotError("store.address", url=url) from problem
    if not isinstance(store, S3Store | GCSStore | AzureStore):
        raise BotError("store.address", url=url)
    return store


@contextmanager
def away() -> Iterator[None]:
    """Turn what the store's library raises into StoreAway, save for FileNotFoundError."""
    try:
        yield
    except BaseError as problem:
        raise StoreAway(reason(problem)) from problem


def unusable(problem: Exception, url: str, folder: Path) -> BotError:
    """What to tell the operator of a store that failed its first trial."""
    cause = problem.__cause__ if isinstance(problem, StoreAway) else problem
    if not url:
        return FileProblem("file.unwritable", path=str(folder), reason=reason(problem))
    if isinstance(cause, FileNotFoundError):  # there is no such bucket: the trial asked for no other name
        return BotError("store.missing", url=url)
    if isinstance(cause, PermissionDeniedError | UnauthenticatedError):
        return BotError("store.denied", url=url)
    return BotError("store.unreachable", url=url, reason=reason(problem))


def reason(problem: Exception) -> str:
    """The first line of what a library says; the rest is for its own developers."""
    line = (str(problem).splitlines() or [type(problem).__name__])[0]
    return line[:_REASON_CHARACTERS]
