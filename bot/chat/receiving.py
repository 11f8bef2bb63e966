"""`receive`: whether to act on an event, and the answer to it; the same on every platform.

What is decided here is committed before `receive` returns, and a second arrival of the same event changes
nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from adapters.contract import (
    Acknowledgement,
    Adapter,
    ChatKind,
    ChatMoved,
    Event,
    IncomingAction,
    IncomingCommand,
    IncomingPhoto,
    NotNow,
    Refusal,
)
from bot.chat.access import Access
from bot.chat.choices import Choices
from bot.chat.commands import Commands
from bot.chat.photos import Photos
from bot.chat.presses import Presses
from bot.messages import Catalogue, closest
from bot.messages.errors import error_sentence
from bot.observability.metrics import Metrics
from bot.queue.jobs import Queue
from bot.store import requests
from bot.store.batcher import Batcher
from bot.store.blobs import Blobs
from bot.store.chats import Caller, Chat, callers, remember
from bot.store.database import Database
from bot.store.outages import Outage
from bot.store.requests import Rules
from restoration.errors import CodedError

log = logging.getLogger(__name__)


class Service:
    """Answers events; one for all adapters of the process."""

    def __init__(
        self, database: Database, blobs: Blobs, queue: Queue, rules: Rules, metrics: Metrics
    ) -> None:
        self._database = database
        self._metrics = metrics
        self._tracing = queue.tracing
        choices = Choices(database)
        self._callers: Batcher[tuple[str, str, str], Caller] = Batcher(partial(callers, database))
        self._access = Access(rules.limits)
        self._photos = Photos(database, blobs, queue, rules)
        self._commands = Commands(database, blobs, queue, rules, choices, self._photos, self._access)
        self._presses = Presses(database, blobs, queue, rules, choices)

    def ear(self, adapter: Adapter) -> Callable[[Event], Awaitable[Acknowledgement]]:
        """The `receive` of one adapter."""

        async def receive(event: Event) -> Acknowledgement:
            with self._tracing.span(f"receive {_kind(event)}", platform=adapter.name):
                try:
                    answer = await self.receive(adapter, event)
                except Outage as problem:
                    log.warning("An event is taken later: %s", type(problem).__name__)
                    raise NotNow(1.0) from problem
                self._tracing.note(answer=_answer(answer))
                if answer.request:
                    self._tracing.note(request=answer.request)
            self._metrics.arrived(adapter.name, _kind(event), _answer(answer))
            return answer

        return receive

    async def finished(self) -> None:
        """Wait for what is being taken; nothing may arrive any more."""
        await self._photos.finished()

    async def receive(self, adapter: Adapter, event: Event) -> Acknowledgement:
        """Decide, commit, answer."""
        if isinstance(event, ChatMoved):
            await requests.move(self._database, adapter.name, event.chat, event.to)
            return Acknowledgement()
        caller = await self._callers.ask((adapter.name, event.origin.chat, event.origin.sender))
        language = closest([locale for locale in (caller.chat.language, event.origin.locale) if locale])
        catalogue = Catalogue(language)
        try:
            return await self._answer(adapter, event, caller, catalogue)
        except CodedError as problem:
            sentence = error_sentence(catalogue, problem)
            # Whoever is blocked is not told so again and again; adapters that answer in codes still do.
            text = None if problem.code == "refused.blocked" else sentence
            return Acknowledgement(text=text, refusal=Refusal(problem.code, sentence))

    async def _answer(
        self,
        adapter: Adapter,
        event: IncomingPhoto | IncomingCommand | IncomingAction,
        caller: Caller,
        catalogue: Catalogue,
    ) -> Acknowledgement:
        if isinstance(event, IncomingPhoto) and not await self._acts(adapter.name, event, caller.chat):
            await remember(self._database, adapter.name, event.origin, event.pictures)
            return Acknowledgement()
        self._access.check(adapter.name, event.origin, caller.verdicts)
        if isinstance(event, IncomingPhoto):
            return await self._photos.on_message(adapter, event, caller.chat, catalogue)
        if isinstance(event, IncomingCommand):
            return await self._commands.given(adapter, event, caller.chat, catalogue)
        return await self._presses.pressed(adapter, event, catalogue)

    async def _acts(self, adapter: str, event: IncomingPhoto, chat: Chat) -> bool:
        """A photo is acted on in private, when the bot was spoken to, and in groups that have switched it on;
        and where the rest of its album is."""
        origin = event.origin
        return (
            origin.kind is ChatKind.PRIVATE
            or origin.addressed
            or chat.automatic
            or await self._photos.continues(adapter, event)
        )


def _kind(event: Event) -> str:
    kinds: Mapping[type, str] = {
        IncomingPhoto: "photo",
        IncomingCommand: "command",
        IncomingAction: "action",
        ChatMoved: "move",
    }
    return kinds[type(event)]


def _answer(answer: Acknowledgement) -> str:
    if answer.refusal:
        return "refused"
    if answer.repeated:
        return "repeated"
    if answer.request:
        return "taken"
    return "said" if answer.text else "ignored"
