"""Originals and results: a folder by default, S3 and its like by a URL, through one interface.

A blob's name is random and says nothing. Whoever writes one names it in the table `loose_blob` first, so that
an interruption leaves nothing that is forgotten.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from obstore.store import ObjectStore

from bot.store import object_store
from bot.store.batcher import Batcher
from bot.store.database import Connection, Database, run
from bot.store.outages import StoreAway

log = logging.getLogger(__name__)

SWEEP = 1000
"""Most blobs of one sweep."""

_NAME = "insert into loose_blob (blob) select unnest(%(names)s::text[])"
_OLD = """
select blob from loose_blob where since < now() - interval '1 day' order by since limit %(most)s
"""
_LOOSE = "select blob from loose_blob where blob = any(%(names)s)"
_DELETED = "delete from loose_blob where blob = any(%(names)s)"


class BlobGone(Exception):
    """The blob was deleted: by its owner, or because its time was over."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A blob that was written.

    Attributes:
        name: in the store.
        size_bytes: its length.
        sha256: its digest, hexadecimal.
    """

    name: str
    size_bytes: int
    sha256: str


class Blobs:
    """A store of blobs."""

    def __init__(self, kept: ObjectStore, database: Database) -> None:
        self._store = kept
        self._database = database
        self._named: Batcher[Sequence[str], None] = Batcher(self._name)
        self._tidied: Batcher[None, None] = Batcher(self._tidy)

    @classmethod
    async def opened(cls, url: str, data: Path, database: Database) -> Blobs:
        """The store that the setting `blobs.url` names, or the folder `data`/blobs, after a trial of writing,
        reading and deleting.

        Raises:
            BotError: it cannot be used.
        """
        folder = data / "blobs"
        blobs = cls(object_store.opened(url, folder), database)
        try:
            trial = await blobs.put(b"")
            await blobs.get(trial.name)
            await blobs.delete(trial.name)
        except (BlobGone, StoreAway, OSError) as problem:
            raise object_store.unusable(problem, url, folder) from problem
        return blobs

    async def put(self, data: bytes) -> Blob:
        """Write a new blob; it is deleted within a day unless `keep` ties it to a row."""
        return (await self.put_all([data]))[0]

    async def put_all(self, files: Sequence[bytes]) -> list[Blob]:
        """As `put`, several at once."""
        tokens = [secrets.token_hex(16) for _ in files]
        blobs = [
            Blob(f"{token[:2]}/{token}", len(data), hashlib.sha256(data).hexdigest())
            for token, data in zip(tokens, files, strict=True)
        ]
        names = [blob.name for blob in blobs]
        await self._named.ask(names)
        with object_store.away():
            writes = (self._store.put_async(name, data) for name, data in zip(names, files, strict=True))
            try:
                await asyncio.gather(*writes)
            except FileNotFoundError as problem:  # there is no such bucket
                raise StoreAway(object_store.reason(problem)) from problem
        return blobs

    async def _name(self, questions: Sequence[Sequence[str]]) -> Sequence[None]:
        names = [name for each in questions for name in each]
        await self._database.run(_NAME, names=names)
        return [None] * len(questions)

    async def get(self, name: str) -> bytes:
        """Read a blob; raises BlobGone."""
        try:
            with object_store.away():
                found = await self._store.get_async(name)
                return bytes(await found.bytes_async())
        except FileNotFoundError as problem:
            raise BlobGone(name) from problem

    async def sweep(self) -> int:
        """Delete the blobs that no row names any more, and those that none came to name; how many."""
        names = await self._database.column(_OLD, most=SWEEP)
        for name in names:
            await self.delete(name)
        return len(names)

    async def discard(self, names: Sequence[str]) -> None:
        """Delete those of these blobs that nothing was tied to."""
        for name in await self._database.column(_LOOSE, names=list(names)):
            await self.delete(name)

    async def tidy(self) -> None:
        """As `sweep`, for those that were just let go; what fails is left to the next sweep."""
        await self._tidied.ask(None)

    async def _tidy(self, questions: Sequence[None]) -> Sequence[None]:
        """Many who let go at the same time would each sweep what all of them did."""
        try:
            await self.sweep()
        except Exception:
            log.exception("Blobs are deleted later")
        return questions

    async def delete(self, name: str) -> None:
        """Delete a blob for good; one that is gone already does no harm."""
        with contextlib.suppress(FileNotFoundError), object_store.away():
            await self._store.delete_async(name)
        await self._database.run(_DELETED, names=[name])


async def keep(connection: Connection, *blobs: str) -> None:
    """Tie blobs to the rows that this transaction writes."""
    await run(connection, _DELETED, names=list(blobs))
