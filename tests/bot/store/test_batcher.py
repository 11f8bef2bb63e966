"""Many who ask at the same time are answered batcher, each with what is theirs."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.store.batcher import Batcher
from bot.store.outages import DatabaseAway


class Journeys:
    """Doubles numbers, and notes which went batcher."""

    def __init__(self) -> None:
        self.made: list[list[int]] = []
        self.leave = asyncio.Event()
        self.leave.set()

    async def double(self, asked: Sequence[int]) -> Sequence[int | Exception]:
        self.made.append(list(asked))
        await self.leave.wait()
        if 13 in asked:
            raise ValueError(13)
        if 7 in asked:
            raise DatabaseAway
        return [KeyError(number) if number < 0 else number * 2 for number in asked]


async def test_who_asks_alone_waits_for_nobody() -> None:
    journeys = Journeys()
    batcher = Batcher(journeys.double)
    assert [await batcher.ask(number) for number in range(3)] == [0, 2, 4]
    assert journeys.made == [[0], [1], [2]]


async def test_what_arrives_during_a_journey_goes_on_the_next_and_never_on_the_one_under_way() -> None:
    journeys = Journeys()
    batcher = Batcher(journeys.double)
    journeys.leave.clear()
    first = asyncio.create_task(batcher.ask(1))
    await asyncio.sleep(0.01)
    others = [asyncio.create_task(batcher.ask(number)) for number in (2, 3)]
    await asyncio.sleep(0.01)
    journeys.leave.set()
    assert await asyncio.gather(first, *others) == [2, 4, 6]
    assert journeys.made == [[1], [2, 3]]


async def test_no_journey_takes_more_than_a_transaction_should_hold() -> None:
    journeys = Journeys()
    batcher = Batcher(journeys.double)
    assert await asyncio.gather(*(batcher.ask(number) for number in range(100, 300))) == list(
        range(200, 600, 2)
    )
    assert max(len(made) for made in journeys.made) <= 64


async def test_an_error_that_is_one_persons_is_told_to_that_person_alone() -> None:
    batcher = Batcher(Journeys().double)
    first, second = await asyncio.gather(batcher.ask(-1), batcher.ask(4), return_exceptions=True)
    assert isinstance(first, KeyError)
    assert second == 8


async def test_what_breaks_a_journey_breaks_only_the_one_who_brought_it() -> None:
    batcher = Batcher(Journeys().double)
    told = await asyncio.gather(*(batcher.ask(number) for number in (1, 13, 2)), return_exceptions=True)
    assert [told[0], told[2]] == [2, 4]
    assert isinstance(told[1], ValueError)


async def test_an_outage_is_told_to_all_at_once_and_nobody_is_asked_again() -> None:
    journeys = Journeys()
    batcher = Batcher(journeys.double)
    told = await asyncio.gather(*(batcher.ask(number) for number in (1, 7, 2)), return_exceptions=True)
    assert all(isinstance(each, DatabaseAway) for each in told)
    assert journeys.made == [[1, 7, 2]]
    assert await batcher.ask(5) == 10


async def test_who_leaves_before_the_answer_takes_nothing_from_the_others() -> None:
    journeys = Journeys()
    batcher = Batcher(journeys.double)
    journeys.leave.clear()
    asked = [asyncio.create_task(batcher.ask(number)) for number in (1, 2, 3)]
    await asyncio.sleep(0.01)
    asked[1].cancel()
    journeys.leave.set()
    await batcher.finished()
    assert [await asked[0], await asked[2]] == [2, 6]
    with pytest.raises(asyncio.CancelledError):
        await asked[1]
