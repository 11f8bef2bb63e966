"""The service: its database, what waits in its queue, and its platforms."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from adapters import ADAPTERS, AdapterEntry
from bot.cli.doctor.observation import Observation
from bot.errors import BotError
from bot.messages import Catalogue
from bot.messages.errors import error_sentence
from bot.settings import Settings, variable_of
from bot.store.database.looking import Look, Presence, Waiting, look
from bot.store.jobs import RESTORE, adapter_queue
from restoration.errors import CodedError


def service(settings: Settings, catalogue: Catalogue) -> Iterator[Observation]:
    """Look at all three; nothing is started."""
    for entry in ADAPTERS:
        yield from _platform(entry, settings, catalogue)
    try:
        seen = asyncio.run(look(settings.database.url, settings.data))
    except CodedError as problem:
        yield Observation(error_sentence(catalogue, problem), wrong=True)
        return
    yield from _database(seen, catalogue)
    if seen.waiting is not None:
        yield from _queue(seen.waiting, settings, catalogue)


def _platform(entry: AdapterEntry, settings: Settings, catalogue: Catalogue) -> Iterator[Observation]:
    section = settings.platforms[entry.name]
    if not section.enabled:
        if hasattr(section, "token"):
            needed = variable_of(entry.name, "token")
            yield Observation(catalogue.say("doctor.platform.no_token", platform=entry.name, variable=needed))
        else:
            yield Observation(catalogue.say("doctor.platform.off", platform=entry.name))
        return
    try:
        link = entry.invitation(section)
    except ImportError:
        missing = BotError("settings.no_extra", platform=entry.name, extra=entry.extra or entry.name)
        yield Observation(error_sentence(catalogue, missing), wrong=True)
        return
    yield Observation(catalogue.say("doctor.platform.on", platform=entry.name))
    if link is not None:
        yield Observation(catalogue.say(f"{entry.name}.invitation", url=link))


def _database(seen: Look, catalogue: Catalogue) -> Iterator[Observation]:
    if seen.presence is Presence.ABSENT:
        yield Observation(catalogue.say("doctor.database.absent", path=seen.folder))
        return
    if seen.presence is Presence.RESTING:
        yield Observation(catalogue.say("doctor.database.resting", path=seen.folder))
        return
    yield Observation(catalogue.say("doctor.database", version=seen.version))
    figures = {"found": seen.step, "known": seen.known}
    if seen.step > seen.known:
        yield Observation(catalogue.say("database.newer", **figures), wrong=True)
    elif seen.step == seen.known:
        yield Observation(catalogue.say("doctor.tables", **figures))
    else:
        code = "doctor.tables.older" if seen.step else "doctor.tables.none"
        yield Observation(catalogue.say(code, **figures))


def _queue(waiting: Waiting, settings: Settings, catalogue: Catalogue) -> Iterator[Observation]:
    if not waiting.serves:
        number = sum(waiting.jobs.values())
        yield Observation(catalogue.say("doctor.not_serving", number=number))
    photos = waiting.jobs.get(RESTORE, 0)
    yield Observation(catalogue.say("doctor.queue", waiting=photos, running=waiting.running))
    if waiting.workers:
        yield Observation(
            catalogue.say("doctor.workers", number=waiting.workers, seconds=waiting.silent_seconds or 0.0)
        )
    elif waiting.serves:
        code = "doctor.no_worker" if waiting.silent_seconds is None else "doctor.silent_workers"
        minutes = round((waiting.silent_seconds or 0) / 60)
        yield Observation(catalogue.say(code, number=photos, minutes=minutes), wrong=True)
    for entry in ADAPTERS:
        jobs = waiting.jobs.get(adapter_queue(entry.name), 0)
        if jobs and not settings.platforms[entry.name].enabled:
            yield Observation(catalogue.say("doctor.unserved", platform=entry.name, number=jobs), wrong=True)
