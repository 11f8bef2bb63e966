"""The task `deliver`: the versions as a reply, then the status as before/after picture with the report."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace

from adapters.contract import Adapter, Delayed, Enclosure, Refused, Reply
from bot.chat import wording
from bot.chat.delivery.albums import albums, changed_versions, comparison, enclosure
from bot.chat.delivery.statuses import Statuses
from bot.messages import Catalogue
from bot.observability.logs import bound
from bot.observability.metrics import Metrics
from bot.queue.retries import later
from bot.store import records, requests, workers
from bot.store.blobs import Blobs
from bot.store.chats import hint_once
from bot.store.database import Database
from bot.store.deliveries import Deliveries
from bot.store.records import RequestRecord
from bot.store.requests import Rules
from bot.store.states import State

log = logging.getLogger(__name__)


class Replies:
    """Delivers, for the adapters that this process holds."""

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        rules: Rules,
        metrics: Metrics,
        adapters: Mapping[str, Adapter],
        statuses: Statuses,
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._rules = rules
        self._metrics = metrics
        self._adapters = adapters
        self._statuses = statuses
        self._deliveries = Deliveries(database)

    async def deliver(self, request: str, revision: int, what: str, attempts: int) -> None:
        """The task `deliver`: the versions as a reply, then the status message as before/after picture with
        report.

        Raises:
            Later: it may succeed later.
        """
        async with self._statuses.alone(request):
            record = await records.one(self._database, request)
            if record is None or record.adapter not in self._adapters:
                return
            adapter = self._adapters[record.adapter]
            with bound(request=request):
                try:
                    await self._deliver(adapter, record, revision, what)
                except Exception as problem:
                    if isinstance(problem, Delayed):
                        self._metrics.sent(adapter.name, "reply", "delayed")
                    again = later(problem, attempts + 1, self._rules.queue.attempts)
                    if again:
                        raise again from problem
                    await self._end(record, State.FAILED)

    async def _deliver(self, adapter: Adapter, record: RequestRecord, revision: int, what: str) -> None:
        if what.startswith("files"):
            await self._files(adapter, record, what)
        elif what == "end" and record.state is State.CANCELLED:
            await self._show_final(adapter, record, record.state)
        elif record.state is State.RESTORED and record.revision == revision:
            await self._all(adapter, record)

    async def _all(self, adapter: Adapter, record: RequestRecord) -> None:
        restored = [part for part in record.current if part.state is State.RESTORED]
        if not adapter.capabilities.keeps_pictures:
            enclosures = [
                enclosure(
                    self._blobs, record, part, name, adapter.capabilities, as_file=not part.recompressed
                )
                for part in restored
                for name in changed_versions(part)
            ]
            await self._send(adapter, record, "reply", enclosures)
        state = State.DELIVERED if restored else State.FAILED
        await self._show_final(adapter, record, state)
        await self._end(record, state)
        for part in record.current:
            if part.state is State.RESTORED and part.report:
                self._metrics.restored(part.report, part.waited_seconds)
            elif part.error:
                self._metrics.failed(part.error.code)

    async def _files(self, adapter: Adapter, record: RequestRecord, piece: str) -> None:
        """Send what there is in full; `piece` is another one for each press."""
        enclosures = [
            enclosure(self._blobs, record, part, name, adapter.capabilities, as_file=True)
            for part in record.parts
            for name in ("restored", "colorized")
            if name in part.results
        ]
        await self._send(adapter, record, piece, enclosures)

    async def _send(
        self, adapter: Adapter, record: RequestRecord, piece: str, enclosures: Sequence[Enclosure]
    ) -> None:
        """Send pictures in albums, each album once; those sent as files and those shown do not mix in one."""
        photos = len({each.part for each in enclosures})
        caption = Catalogue(record.language).say("reply.caption", number=photos)
        for number, album in enumerate(albums(enclosures, adapter.capabilities)):
            name = f"{piece}-{number}"
            if not await self._deliveries.begin(record, name):
                continue
            reply = Reply(
                key=f"{record.id}-{record.revision}-{name}",
                request=record.id,
                to=record.destination,
                enclosures=album,
                text=caption if number == 0 else "",
                revision=record.revision,
            )
            try:
                messages = await adapter.deliver(reply)
            except Refused as problem:
                log.warning("A reply was refused: %s", problem)
                self._metrics.sent(adapter.name, "reply", "refused")
                await self._deliveries.refuse(record, name, problem.reason)
            else:
                self._metrics.sent(adapter.name, "reply", "sent")
                await self._deliveries.sent(record, name, messages)

    async def _show_final(self, adapter: Adapter, record: RequestRecord, state: State) -> None:
        if not await self._deliveries.begin(record, "status"):
            return
        catalogue, can = Catalogue(record.language), adapter.capabilities
        final = replace(record, state=state)
        notes = await self._notes(record, catalogue) if state is State.DELIVERED else ()
        networks = await workers.can(self._database, "colorize")
        status = self._statuses.made(
            final,
            wording.final_text(catalogue, final, notes, limit=can.text_limit),
            picture=comparison(self._blobs, record) if state is State.DELIVERED else None,
            buttons=wording.buttons(catalogue, final, can_color=networks, files=not can.keeps_pictures)
            if can.buttons
            else (),
        )
        try:
            await self._statuses.update(adapter, status)
        except Refused as problem:
            log.warning("A status was refused: %s", problem)
            self._metrics.sent(adapter.name, "status", "refused")
            await self._deliveries.refuse(record, "status", problem.reason)
        else:
            await self._deliveries.sent(record, "status")

    async def _notes(self, record: RequestRecord, catalogue: Catalogue) -> tuple[str, ...]:
        """What is said besides the report: the result did not arrive, or would come out better otherwise."""
        if await self._deliveries.refused(record, "reply"):
            return (catalogue.say("status.not_sent"),)
        return (catalogue.say("status.send_as_file"),) if await self._first_hint(record) else ()

    async def _first_hint(self, record: RequestRecord) -> bool:
        """Whether to say, once per chat, that files come out better than photos."""
        recompressed = any(part.recompressed for part in record.current)
        return recompressed and await hint_once(self._database, record.adapter, record.chat, record.kind)

    async def _end(self, record: RequestRecord, state: State) -> None:
        await requests.end(self._database, self._rules, record.id, record.revision, state)
