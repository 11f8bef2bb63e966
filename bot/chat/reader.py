"""What adapters may look up: requests as their owners see them, the recipe's parameters, words, and whether
all is well."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager

from adapters.contract import CommandEntry, NotNow, Parameter, PartView, Refusal, View
from bot.chat import contents, wording
from bot.chat.table import COMMANDS, Right
from bot.messages import Catalogue, closest, languages
from bot.messages.errors import error_sentence
from bot.messages.report import guesses, plain_words
from bot.observability.health import Health
from bot.observability.metrics import Metrics
from bot.store import records
from bot.store.batcher import Batcher
from bot.store.blobs import Blobs
from bot.store.database import Database
from bot.store.feed import Feed
from bot.store.outages import Outage
from bot.store.records import PartRecord, RequestRecord
from bot.store.requests.announcements import Announcement
from bot.store.states import State
from bot.store.workers import Abilities
from restoration.recipe import Recipe

_TEXT_LIMIT = 4000


class ChatReader:
    """The `Reader` of one adapter."""

    def __init__(
        self,
        adapter: str,
        database: Database,
        blobs: Blobs,
        feed: Feed,
        metrics: Metrics,
        health: Health,
        hours: float,
    ) -> None:
        """`hours` is how long photos are kept."""
        self._hours = hours
        self._adapter = adapter
        self._database = database
        self._blobs = blobs
        self._feed = feed
        self._metrics = metrics
        self._health = health
        self._abilities = Abilities(database)
        self._placed: Batcher[str, tuple[RequestRecord, int | None] | None] = Batcher(self._read)

    async def view(self, chat: str, request: str, locale: str | None = None) -> View | None:
        """See `Reader.view`."""
        with _later():
            found = await self._placed.ask(request)
            if found is None or (found[0].adapter, found[0].chat) != (self._adapter, chat):
                return None
            record, place = found
            can_color = await self._abilities.can("colorize")
        return self._view(record, _catalogue(locale or record.language), place, can_color)

    async def _read(self, questions: Sequence[str]) -> Sequence[tuple[RequestRecord, int | None] | None]:
        found = await records.placed(self._database, questions)
        return [found.get(request) for request in questions]

    async def views(self, chat: str, locale: str | None = None) -> tuple[View, ...]:
        """See `Reader.views`."""
        with _later():
            can_color = await self._abilities.can("colorize")
            found = await records.of_chat(self._database, self._adapter, chat)
            places = await self._places(found)
        return tuple(
            self._view(record, _catalogue(locale or record.language), places.get(record.id), can_color)
            for record in found
        )

    async def changes(self, chat: str) -> AsyncIterator[str]:
        """See `Reader.changes`."""
        waiting: dict[str, None] = {}
        more = asyncio.Event()

        def note(change: Announcement) -> None:
            if (change.adapter, change.chat) == (self._adapter, chat) or not change.request:
                waiting[change.request] = None
                more.set()

        with self._feed.listening(note):
            while True:
                await more.wait()
                more.clear()
                found, waiting = list(waiting), {}
                if "" in found:  # a gap: anything may have changed
                    with _later():
                        every = await records.of_chat(self._database, self._adapter, chat)
                    found = [record.id for record in every]
                for request in found:
                    yield request

    async def _places(self, found: Sequence[RequestRecord]) -> Mapping[str, int]:
        waiting = [record.id for record in found if record.state is State.QUEUED]
        return await records.places(self._database, waiting) if waiting else {}

    def _view(self, record: RequestRecord, catalogue: Catalogue, place: int | None, can_color: bool) -> View:
        stage = next((part.stage for part in record.current if part.state is State.RUNNING), None)
        if record.state.final:
            text = wording.final_text(catalogue, record, limit=_TEXT_LIMIT)
        else:
            text = wording.waiting_text(catalogue, record, place)
        return View(
            request=record.id,
            state=record.state,
            progress=record.progress,
            stage=stage,
            text=text,
            buttons=wording.buttons(catalogue, record, can_color=can_color, files=False),
            parts=tuple(self._part(record, part, catalogue) for part in record.parts),
            revision=record.revision,
            created=record.created,
            expires=record.expires,
        )

    def _part(self, record: RequestRecord, part: PartRecord, catalogue: Catalogue) -> PartView:
        files = {
            name: contents.content(self._blobs, record, part, result) for name, result in part.results.items()
        }
        error = None
        if part.error:
            error = Refusal(part.error.code, error_sentence(catalogue, part.error))
        report, state = part.report, part.state
        if state is State.RESTORED and (record.state.final or part.revision < record.revision):
            state = State.DELIVERED
        return PartView(
            index=part.number,
            state=state,
            error=error,
            width=part.width,
            height=part.height,
            original=contents.original(self._blobs, record, part),
            versions={name: files[name] for name in ("restored", "colorized", "compare") if name in files},
            previews={
                name.removeprefix("preview."): content
                for name, content in files.items()
                if name.startswith("preview.")
            },
            condition=report.condition.to_json() if report else None,
            report=plain_words(report.condition, report.stages, catalogue, report.size, report.look)
            if report
            else (),
            guesses=guesses(report.condition, report.stages, catalogue) if report else (),
            stages=tuple(stage.to_json() for stage in report.stages) if report else (),
            recipe=report.recipe.to_mapping() if report else None,
            rotate=part.wanted.rotate,
            crop=part.wanted.crop,
            masked=part.wanted.mask is not None,
        )

    def parameters(self, locale: str | None = None) -> tuple[Parameter, ...]:
        """See `Reader.parameters`."""
        catalogue = _catalogue(locale)
        return tuple(
            Parameter(
                name=row.name,
                text=catalogue.say(f"parameter.{row.name}"),
                kind=str(row.kind),
                minimum=row.minimum,
                maximum=row.maximum,
                default=row.default,
                stage=row.stage,
            )
            for row in Recipe.schema()
        )

    def commands(self, locale: str | None = None) -> tuple[CommandEntry, ...]:
        """See `Reader.commands`."""
        catalogue = _catalogue(locale)
        return tuple(
            CommandEntry(
                row.name,
                catalogue.say(f"command.{row.name}"),
                admins_only=row.right is Right.ADMIN,
                groups_only=row.groups_only,
                operators_only=row.right is Right.OPERATOR,
            )
            for row in COMMANDS
        )

    def words(self, prefix: str, locale: str | None = None) -> Mapping[str, str]:
        """See `Reader.words`."""
        return _catalogue(locale).under(prefix)

    def say(self, code: str, locale: str | None = None, **parameters: str | float) -> str:
        """See `Reader.say`."""
        return _catalogue(locale).say(code, **{"hours": self._hours, **parameters})

    def language(self, locale: str | None = None) -> str:
        """See `Reader.language`."""
        return _catalogue(locale).language

    def languages(self) -> tuple[str, ...]:
        """See `Reader.languages`."""
        return languages()

    async def readiness(self) -> Mapping[str, bool]:
        """See `Reader.readiness`."""
        return await self._health.readiness()

    def metrics(self) -> tuple[bytes, str]:
        """See `Reader.metrics`."""
        return self._metrics.text()


@contextmanager
def _later() -> Iterator[None]:
    """Say that the database does not answer now in the contract's word."""
    try:
        yield
    except Outage as problem:
        raise NotNow(1.0) from problem


def _catalogue(locale: str | None) -> Catalogue:
    """The catalogue for a locale, or for a browser's list of them: "pt-BR,pt;q=0.9,en;q=0.8"."""
    wanted = [each.split(";")[0].strip() for each in re.split(r"[,\s]+", locale or "") if each]
    return Catalogue(closest(wanted))
