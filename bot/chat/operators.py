"""What those who run an installation can ask of it in a chat: figures, and who may use it."""

from __future__ import annotations

import re

from adapters.contract import Acknowledgement, ChatKind, IncomingCommand
from bot.chat.access import Access, Subject
from bot.messages import Catalogue
from bot.store.database import Database
from bot.store.workers import alive

_SUBJECT = re.compile(r"(?:(?P<adapter>[a-z]{1,20}):)?(?P<id>[^\s:]{1,64})")

_FIGURES = """
select count(*) filter (where state = 'restored' and done > now() - interval '24 hours'),
  count(*) filter (where state = 'failed' and done > now() - interval '24 hours'),
  count(*) filter (where done is null and state = 'queued'),
  count(*) filter (where done is null and state = 'running'),
  coalesce(percentile_cont(0.5) within group (order by extract(epoch from done - created))
    filter (where state = 'restored' and done > now() - interval '24 hours'), 0)
from work
"""


class Operators:
    """Answers operators."""

    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access

    async def figures(self, catalogue: Catalogue) -> Acknowledgement:
        """How the service is doing, from the requests that are kept."""
        restored, failed, waiting, running, seconds = (await self._database.rows(_FIGURES))[0]
        people = await self._database.row(
            "select count(distinct person) from usage where hour > now() - interval '24 hours'"
        )
        workers = len(await alive(self._database))
        lines = [
            catalogue.say("stats.done", restored=restored, failed=failed),
            catalogue.say("stats.people", number=people[0] if people else 0),
            catalogue.say("stats.queue", waiting=waiting, running=running),
            catalogue.say("stats.seconds", seconds=float(seconds)),
            catalogue.say("stats.workers", number=workers),
        ]
        return Acknowledgement(text="\n".join(lines))

    async def admit(
        self, adapter: str, event: IncomingCommand, catalogue: Catalogue, *, allowed: bool
    ) -> Acknowledgement:
        """Allow or block whom a command names: by id, by answering a message of theirs, or the group it is
        given in."""
        subject = await self._subject(adapter, event)
        if subject is None:
            return Acknowledgement(text=catalogue.say("answer.whom"))
        if not allowed and subject.kind == "person" and self._access.is_operator(subject.adapter, subject.id):
            return Acknowledgement(text=catalogue.say("answer.block.operator"))
        await self._access.put(subject, allowed=allowed)
        word = "allow" if allowed else "block"
        return Acknowledgement(text=catalogue.say(f"answer.{word}.{subject.kind}", id=subject.id))

    async def _subject(self, adapter: str, event: IncomingCommand) -> Subject | None:
        said = event.argument.strip()
        if said:
            match = _SUBJECT.fullmatch(said)
            return Subject(match["adapter"] or adapter, "person", match["id"]) if match else None
        if event.person is not None:
            return Subject(adapter, "person", event.person)
        if event.pictures:
            return await self._who_sent(adapter, event)
        if event.origin.kind is ChatKind.GROUP:
            return Subject(adapter, "chat", event.origin.chat)
        return None

    async def _who_sent(self, adapter: str, event: IncomingCommand) -> Subject | None:
        """The sender of the photo that the command answers, where the photo was seen."""
        place = (adapter, event.origin.chat, event.pictures[0].message)
        row = await self._database.row(
            "select sender from seen_photo where adapter = %s and chat = %s and message = %s"
            " union all select r.sender from part p join request r on r.id = p.request"
            " where r.adapter = %s and r.chat = %s and p.message = %s limit 1",
            *place,
            *place,
        )
        return Subject(adapter, "person", row[0]) if row else None
