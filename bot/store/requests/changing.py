"""What becomes of a request that was taken: adjusted, cancelled, moved, ended, deleted."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from psycopg.types.json import Jsonb

from adapters.contract import Json
from bot.store.blobs import keep
from bot.store.database import Connection, Database, column, records, run
from bot.store.jobs import Jobs
from bot.store.requests.announcements import announce
from bot.store.requests.locks import lock
from bot.store.requests.quotas import charge
from bot.store.requests.values import Rules
from bot.store.requests.works import WorkKey, change_request, stop_works
from bot.store.states import OPEN, REQUEST_CHANGES, State, before
from restoration.results.wanted import Wanted

Answer = TypeVar("Answer")

_ONCE = """
insert into answered (key, adapter, sender) values (%(key)s, %(adapter)s, %(sender)s)
on conflict (key) do nothing
"""

_RENEW_CONTEXT = "update request set context = %(context)s where id = %(request)s"

_ADJUSTED = "select adapter, sender, revision from request where id = %(request)s for update"

_ADD_WORK = """
insert into work (request, part, revision, wishes)
values (%(request)s, %(part)s, %(revision)s, %(wishes)s)
"""

_RENEW_PART = """
update part set revision = %(revision)s where request = %(request)s and number = %(part)s
"""

_RENEW_REQUEST = """
update request set revision = %(revision)s, expires = now() + %(kept)s, status_key = null
where id = %(request)s
"""

_END = """
update request set state = %(state)s, changed = now(), expires = now() + %(kept)s
where id = %(request)s and revision = %(revision)s and state = any(%(before)s)
"""

_MOVE = (
    """
    update request set chat = %(to)s, answers = '', status_message = null, status_key = null
    where adapter = %(adapter)s and chat = %(chat)s
    """,
    """
    update delivery set messages = '[]'
    where request in (select id from request where adapter = %(adapter)s and chat = %(to)s)
    """,
    "delete from seen_photo where adapter = %(adapter)s and chat = %(chat)s",
    """
    update chat set chat = %(to)s where adapter = %(adapter)s and chat = %(chat)s
      and not exists (select 1 from chat there where there.adapter = %(adapter)s and there.chat = %(to)s)
    """,
    """
    update access set id = %(to)s where adapter = %(adapter)s and id = %(chat)s
      and not exists (select 1 from access there where there.adapter = %(adapter)s and there.id = %(to)s)
    """,
)
"""A chat that has settled at the new id already keeps what it chose there."""

_OPEN_OF_SENDER = """
select id, revision from request
where adapter = %(adapter)s and chat = %(chat)s and sender = %(sender)s and state = any(%(open)s)
"""

_OF_SENDER = "select id from request where adapter = %(adapter)s and sender = %(sender)s"

_FORGET = (
    "delete from seen_photo where adapter = %(adapter)s and sender = %(sender)s",
    "delete from answered where adapter = %(adapter)s and sender = %(sender)s",
    "delete from chat where adapter = %(adapter)s and chat = %(chat)s",
)

_EXPIRED = """
select id from request
where expires < now() or (changed < now() - interval '1 hour' and id in
  (select request from delivery where state = 'refused' and reason in ('blocked', 'gone')))
limit 1000
"""

_DELETE = "delete from request where id = %(request)s"


@dataclass(frozen=True, slots=True)
class Change:
    """A request inside a transaction that changes it."""

    connection: Connection
    jobs: Jobs
    rules: Rules
    request: str

    async def adjust(self, wanted: dict[int, Wanted]) -> None:
        """Queue new work for some of the parts.

        What is still under way for the request is stopped: the newer wish counts.

        Raises:
            NotTaken: a limit is reached.
        """
        found = await records(
            self.connection,
            lambda adapter, sender, revision: (adapter, sender, revision + 1),
            _ADJUSTED,
            request=self.request,
        )
        if not found:
            return
        adapter, sender, revision = found[0]
        await lock(self.connection, f"person {adapter} {sender}")
        await charge(self.connection, self.rules, adapter, sender, len(wanted))
        await stop_works(self.connection, self.jobs, self.request)
        for part, wish in wanted.items():
            await self._add_work(part, revision, wish)
        kept = self.rules.kept
        await run(self.connection, _RENEW_REQUEST, request=self.request, revision=revision, kept=kept)
        await change_request(self.connection, self.request, State.QUEUED)
        await announce(self.connection, self.request)

    async def _add_work(self, part: int, revision: int, wish: Wanted) -> None:
        key = WorkKey(self.request, part, revision)
        await run(self.connection, _ADD_WORK, **key._asdict(), wishes=Jsonb(wish.to_json()))
        await run(self.connection, _RENEW_PART, **key._asdict())
        if wish.mask:
            await keep(self.connection, wish.mask)
        # Before all others: a person waits for a small change.
        await self.jobs.restore(self.connection, *key, priority=1)

    async def cancel(self, adapter: str, revision: int) -> bool:
        """Stop a request that is not done, and have its end shown; false where it is done, or gone."""
        if not await change_request(self.connection, self.request, State.CANCELLED):
            return False
        await stop_works(self.connection, self.jobs, self.request)
        await announce(self.connection, self.request)
        await self.jobs.deliver(self.connection, adapter, self.request, revision, what="end")
        return True

    async def send_files(self, adapter: str, revision: int, press: str) -> None:
        """Queue the sending of every version as a file, once for each `press`."""
        what = f"files-{hashlib.sha256(press.encode()).hexdigest()[:8]}"
        await self.jobs.deliver(self.connection, adapter, self.request, revision, what=what)

    async def delete(self) -> None:
        """Delete it with photos, results and jobs; blobs go with the next sweep."""
        await announce(self.connection, self.request)
        await stop_works(self.connection, self.jobs, self.request)
        await run(self.connection, _DELETE, request=self.request)


@dataclass(frozen=True, slots=True)
class NotedPress:
    """A press of a button under a request.

    Attributes:
        key: platform:bot:chat:press:id; a second arrival changes nothing.
        adapter: the platform.
        sender: who pressed.
        request: whose button.
        context: what the adapter needs to answer, which may reach further than what came with the photo;
            empty = what came with the photo is kept.
    """

    key: str
    adapter: str
    sender: str
    request: str
    context: Json


async def obey(
    database: Database,
    jobs: Jobs,
    rules: Rules,
    press: NotedPress,
    deed: Callable[[Change], Awaitable[Answer]],
) -> Answer | None:
    """Do what a press asks for, in one transaction with the note that it was done; None where it was."""
    async with database.transaction() as connection:
        if not await run(connection, _ONCE, key=press.key, adapter=press.adapter, sender=press.sender):
            return None
        if press.context:
            context = Jsonb(dict(press.context))
            await run(connection, _RENEW_CONTEXT, request=press.request, context=context)
        return await deed(Change(connection, jobs, rules, press.request))


async def end(database: Database, rules: Rules, request: str, revision: int, state: State) -> None:
    """Write down that a revision of a request was delivered, or could not be."""
    async with database.transaction() as connection:
        allowed = before(REQUEST_CHANGES, state)
        what = {"request": request, "revision": revision, "kept": rules.kept}
        await run(connection, _END, **what, state=state, before=allowed)
        await announce(connection, request)


async def move(database: Database, adapter: str, chat: str, to: str) -> None:
    """Take everything of a chat along to its new id; the ids of its messages are forgotten."""
    async with database.transaction() as connection:
        for statement in _MOVE:
            await run(connection, statement, adapter=adapter, chat=chat, to=to)


async def cancel_all(
    database: Database, jobs: Jobs, rules: Rules, *, adapter: str, chat: str, sender: str
) -> int:
    """Stop what a person has under way in a chat; how many requests."""
    stopped = 0
    async with database.transaction() as connection:
        who = {"adapter": adapter, "chat": chat, "sender": sender, "open": [str(state) for state in OPEN]}
        for request, revision in await records(
            connection, lambda id, revision: (id, revision), _OPEN_OF_SENDER, **who
        ):
            stopped += await Change(connection, jobs, rules, request).cancel(adapter, revision)
    return stopped


async def forget(
    database: Database, jobs: Jobs, rules: Rules, *, adapter: str, sender: str, private_chat: str | None
) -> int:
    """Delete everything of a person on a platform, and the choices of their private chat; how many
    requests."""
    async with database.transaction() as connection:
        requests = await column(connection, _OF_SENDER, adapter=adapter, sender=sender)
        for request in requests:
            await Change(connection, jobs, rules, request).delete()
        for statement in _FORGET:
            await run(connection, statement, adapter=adapter, sender=sender, chat=private_chat)
    return len(requests)


async def expire(database: Database, jobs: Jobs, rules: Rules) -> int:
    """Delete requests whose time is over, and an hour later those whose chat cannot be answered any more; how
    many."""
    requests = await database.column(_EXPIRED)
    for request in requests:
        async with database.transaction() as connection:
            await Change(connection, jobs, rules, request).delete()
    return len(requests)
