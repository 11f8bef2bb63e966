"""What is measured of a running service, and the rows that tell of it."""

from __future__ import annotations

import asyncio
import itertools
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.load.memory import KINDS, MB, Memory, measured
from benchmarks.load.service import Service
from benchmarks.load.visitor import Form, visitors
from benchmarks.report import Bar, Row

ACKNOWLEDGEMENT_MS, OVERHEAD_MS, QUEUE_MS = 300, 200, 50
GROWTH_PERCENT = 5
"""What "flat" allows: an allocator's give and take."""

_AT_ONCE = 4
"""People who send while memory is watched, so that the worker never waits."""

_WINDOW = 20
"""Photos over which the median of the memory is taken, up to the one that is named."""

Tell = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Journey:
    """One photo's way, in milliseconds.

    Attributes:
        begun: from the transaction that accepted it until the worker began.
        restored: until its results were written down.
        delivered: until it was written down as delivered.
        told: until the page was told so.
        engine: of that, restoring.
        files: of that, previews and files.
    """

    begun: float
    restored: float
    delivered: float
    told: float
    engine: float
    files: float

    @property
    def overhead(self) -> float:
        """Until the page was told that it is delivered, less the engine's time."""
        return self.told - self.engine


_JOURNEY = (
    "select extract(epoch from r.created), extract(epoch from w.started), extract(epoch from w.done),"
    " extract(epoch from r.changed), (w.outcome ->> 'engine_seconds')::float,"
    " (w.outcome ->> 'seconds')::float"
    " from request r join work w on w.request = r.id where r.id = %s and r.state = 'delivered'"
)


async def at_once(service: Service, form: Form, people: int, rounds: int, tell: Tell) -> list[Row]:
    """All send at the same moment, again and again, while the worker is at work on what they sent."""
    seconds: list[float] = []
    async with visitors(service.base, people) as crowd:
        for number in range(rounds):
            tell(f"{people} people send at once: {number + 1} of {rounds}")
            seconds += [taken for _, taken in await asyncio.gather(*(person.send(form) for person in crowd))]
        await asyncio.gather(*(person.forget() for person in crowd))
    ordered = sorted(seconds)
    p95 = ordered[round(0.95 * (len(ordered) - 1))] * 1000
    median = statistics.median(ordered) * 1000
    first = sorted(seconds[:people])[round(0.95 * (people - 1))] * 1000
    beside = {"first round's p95": first, "slowest": ordered[-1] * 1000}
    subject = f"{people} at once"
    return [
        Row("acknowledgement", subject, "p50, ms", median, len(seconds)),
        Row(
            "acknowledgement",
            subject,
            "p95, ms",
            p95,
            len(seconds),
            bar=_most(ACKNOWLEDGEMENT_MS),
            beside=beside,
        ),
    ]


async def when_idle(service: Service, form: Form, photos: int, tell: Tell) -> list[Row]:
    """One photo after another, each sent when the one before was delivered."""
    journeys = []
    async with visitors(service.base, 1) as (person,):
        await person.ended((await person.send(form))[0])  # networks are loaded at their first use
        for number in range(photos):
            tell(f"one photo at a time: {number + 1} of {photos}")
            photo, _ = await person.send(form)
            journeys.append(await _journey(service, photo, await person.ended(photo)))
        await person.forget()
    return _idle_rows(journeys)


async def _journey(service: Service, photo: str, told: float) -> Journey:
    row = None
    while row is None:  # the page may be told a moment before
        row = await service.database.row(_JOURNEY, photo)
    accepted, begun, restored, delivered, engine, whole = (float(value) for value in row)
    return Journey(
        begun=(begun - accepted) * 1000,
        restored=(restored - accepted) * 1000,
        delivered=(delivered - accepted) * 1000,
        told=(told - accepted) * 1000,
        engine=engine * 1000,
        files=(whole - engine) * 1000,
    )


def _idle_rows(journeys: Sequence[Journey]) -> list[Row]:
    def median(of: Callable[[Journey], float]) -> float:
        return statistics.median(of(journey) for journey in journeys)

    count = len(journeys)
    beside = {
        "previews and files": median(lambda j: j.files),
        "storing": median(lambda j: j.restored - j.begun - j.engine - j.files),
        "restored to delivered": median(lambda j: j.delivered - j.restored),
        "delivered to told": median(lambda j: j.told - j.delivered),
        "slowest": max(journey.overhead for journey in journeys),
    }
    return [
        Row("idle", "accepted to begun", "p50, ms", median(lambda j: j.begun), count, bar=_most(QUEUE_MS)),
        Row(
            "idle",
            "accepted to told, less engine",
            "p50, ms",
            median(lambda j: j.overhead),
            count,
            bar=_most(OVERHEAD_MS),
            beside=beside,
        ),
        Row("idle", "engine", "p50, ms", median(lambda j: j.engine), count),
    ]


async def over_many(service: Service, forms: Sequence[Form], photos: int, tell: Tell) -> list[Row]:
    """Memory while photos of different sizes go through, a few people sending one after another."""
    samples: list[dict[str, Memory]] = []
    number = itertools.count()

    async with visitors(service.base, _AT_ONCE) as people:

        async def send_on(person: int) -> None:
            while (mine := next(number)) < photos:
                photo, _ = await people[person].send(forms[mine % len(forms)])
                await people[person].ended(photo)
                samples.append(await asyncio.to_thread(measured, service.pid))
                tell(f"memory: {len(samples)} of {photos} photos")

        await asyncio.gather(*(send_on(person) for person in range(_AT_ONCE)))
    return memory_rows(samples)


def memory_rows(samples: Sequence[dict[str, Memory]]) -> list[Row]:
    """A fifth of the way against the end, for each kind of process and for all together."""
    early, late = len(samples) // 5, len(samples)
    rows = []
    for kind in KINDS:
        before, after = (_median(samples, upto, kind) for upto in (early, late))
        beside = {f"photo {early}": before.proportional / MB, "resident": after.resident / MB}
        rows.append(Row("memory", kind, "proportional, MB", after.proportional / MB, late, beside=beside))
    sums = [sum(_median(samples, upto, kind).proportional for kind in KINDS) for upto in (early, late)]
    growth = (sums[1] / sums[0] - 1) * 100
    beside = {f"photo {early}, MB": sums[0] / MB, f"photo {late}, MB": sums[1] / MB}
    rows.append(Row("memory", "all", "growth, %", growth, late, bar=_most(GROWTH_PERCENT), beside=beside))
    return rows


def _median(samples: Sequence[dict[str, Memory]], upto: int, kind: str) -> Memory:
    window = [sample[kind] for sample in samples[max(0, upto - _WINDOW) : upto]]
    return Memory(
        round(statistics.median(each.proportional for each in window)),
        round(statistics.median(each.resident for each in window)),
    )


def _most(limit: float) -> Bar:
    return Bar(limit, at_least=False)
