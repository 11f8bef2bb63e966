"""Taking photos: one request, or further parts of an album, with a job for each part; many in one
transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.errors import NotTaken
from bot.store.chats import seen
from bot.store.database import Connection, Database, column, records, run
from bot.store.jobs import Jobs
from bot.store.requests.announcements import announce
from bot.store.requests.batch import Batch
from bot.store.requests.locks import lock
from bot.store.requests.quotas import Quota
from bot.store.requests.values import NewRequest, Problem, Rules, Taken, new_id
from bot.store.requests.works import settle
from restoration.results.wanted import Wanted

_FIRST_WISHES = "select wishes from work where request = %(request)s and part = 0 and revision = 0"

_OPEN_ALBUM = """
select id as request, (select coalesce(max(number) + 1, 0) from part where request = id) as next_part
from request
where adapter = %(adapter)s and chat = %(chat)s and album = %(album)s and sender = %(sender)s
  and revision = 0 and (state in ('queued', 'running') or (state = 'restored' and closes > now()))
for update
"""

_KEEP_OPEN = "update request set closes = now() + %(wait)s, state = 'queued' where id = %(request)s"


async def take(
    database: Database, jobs: Jobs, rules: Rules, arrived: Sequence[NewRequest]
) -> list[Taken | Exception]:
    """Write requests, or further parts of albums, with a job for each part; what is known already stays as it
    is.

    For each that a limit forbids, there is a NotTaken instead, and nothing of it was written.
    """
    async with database.pipeline() as connection:
        await lock(connection, *(f"person {new.adapter} {new.origin.sender}" for new in arrived))
        albums = [f"album {new.adapter} {new.origin.chat} {new.album}" for new in arrived if new.album]
        if albums:
            await lock(connection, *albums)
        taking = _Taking(connection, jobs, rules, await Quota.read(connection, arrived), Batch())
        answers = [await taking.answer(new) for new in arrived]
        await taking.end([new for new, answer in zip(arrived, answers, strict=True) if _is_new(answer)])
    return answers


def _is_new(answer: Taken | Exception) -> bool:
    return isinstance(answer, Taken) and not answer.repeated


@dataclass(frozen=True, slots=True)
class _Taking:
    """One transaction that takes photos."""

    connection: Connection
    jobs: Jobs
    rules: Rules
    quota: Quota
    batch: Batch

    async def answer(self, new: NewRequest) -> Taken | Exception:
        """Take one, or say which limit forbids it."""
        try:
            return await self._take(new)
        except NotTaken as problem:
            return problem

    async def end(self, taken: Sequence[NewRequest]) -> None:
        """Write what is left to write, and announce it."""
        await self.batch.write(self.connection, self.jobs)
        if self.quota.charged:
            await self.quota.write(self.connection)
            await seen(self.connection, [(new.adapter, new.origin.chat) for new in taken])
            await announce(self.connection, *self.batch.requests)

    async def _take(self, new: NewRequest) -> Taken:
        fresh = [part for part in new.parts if part.key not in self.quota.known]
        if not fresh:
            return Taken(self.quota.known[new.parts[0].key], repeated=True)
        self.quota.check(self.rules, new.person, len(fresh))
        if len(fresh) > self.rules.limits.album:
            raise NotTaken("refused.album", limit=self.rules.limits.album)
        found = await self._open_album(new, len(fresh)) if new.album else None
        request, first = found or (new_id(), 0)
        if found is None:
            self.batch.add_request(request, self.rules, new)
        elif first and not new.wished:  # what was wished with one part of an album is wished for all
            (wishes,) = await column(self.connection, _FIRST_WISHES, request=request)
            new = replace(new, wanted=Wanted.from_json(wishes))
        unfinished = self.quota.unfinished[new.person]
        self.quota.count(new.person, len(fresh))
        for number, part in enumerate(fresh, first):
            self.quota.known[part.key] = request
            self.batch.add_part(request, number, new, part, priority=-(unfinished + number - first))
        if first or any(isinstance(part.source, Problem) for part in fresh):
            await self.batch.write(self.connection, self.jobs)
            await settle(self.connection, self.jobs, request)
        return Taken(request)

    async def _open_album(self, new: NewRequest, count: int) -> tuple[str, int] | None:
        """The album's open request, and the number of its next part.

        One is open for some time after its last part, and for late ones as long as others are not done:
        nothing of it was delivered then.
        """
        await self.batch.write(self.connection, self.jobs)  # its first parts may have come just before
        origin = new.origin
        found = await records(
            self.connection,
            lambda request, next_part: (str(request), int(next_part)),
            _OPEN_ALBUM,
            **{"adapter": new.adapter, "chat": origin.chat, "album": new.album, "sender": origin.sender},
        )
        if not found:
            return None
        request, first = found[0]
        if first + count > self.rules.limits.album:
            raise NotTaken("refused.album", limit=self.rules.limits.album)
        wait = timedelta(seconds=self.rules.queue.album_seconds)
        await run(self.connection, _KEEP_OPEN, request=request, wait=wait)
        return request, first
