"""Photos that arrive at the same moment are taken together, and each as if it had come alone."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from adapters.contract import Acknowledgement, IncomingPhoto, Picture, Wishes
from bot.chat.receiving import Service
from bot.observability.metrics import Metrics
from bot.queue.jobs import Queue
from bot.store.blobs import Blobs
from bot.store.requests import Rules
from tests.services.running import Stage, jpeg, staged

_TURNS = (
    "select r.sender from procrastinate_jobs j join work w on w.restore_job = j.id"
    " join request r on r.id = w.request order by j.priority desc, j.id"
)


async def _at_once(stage: Stage, senders: list[str]) -> list[Acknowledgement]:
    platform = stage.platform
    return await asyncio.gather(
        *(platform.photo(jpeg(1), origin=platform.origin(sender)) for sender in senders)
    )


async def test_thirty_people_at_once_cost_a_few_transactions(workless: Stage) -> None:
    told = await _at_once(workless, [f"person {number}" for number in range(30)])
    assert len({each.request for each in told}) == 30
    assert await workless.value("select count(*) from procrastinate_jobs where task_name = 'restore'") == 30
    assert await workless.value("select count(*) from work where restore_job is null") == 0
    # The time of day in a transaction is that of its beginning.
    transactions = await workless.value("select count(distinct created) from request")
    assert isinstance(transactions, int)
    assert transactions < 10
    assert await workless.value("select count(*) from loose_blob") == 0


async def test_people_take_turns_though_all_their_photos_arrive_at_once(workless: Stage) -> None:
    await _at_once(workless, ["anna"] * 4 + ["ben", "cleo"])
    rows = await workless.service.database.rows(_TURNS)
    assert {sender for (sender,) in rows[:3]} == {"anna", "ben", "cleo"}
    assert [sender for (sender,) in rows[3:]] == ["anna"] * 3


async def test_limits_hold_for_what_arrives_at_once(tmp_path: Path, database_url: str) -> None:
    async with staged(
        tmp_path,
        database_url,
        works=False,
        HEIRLOOM_LIMITS_UNFINISHED="3",
        HEIRLOOM_QUEUE_LONGEST="5",
    ) as stage:
        told = await _at_once(stage, ["anna"] * 5)
        assert [each.refusal.code for each in told if each.refusal] == ["refused.unfinished"] * 2
        told = await _at_once(stage, [f"person {number}" for number in range(5)])
        assert [each.refusal.code for each in told if each.refusal] == ["refused.queue_full"] * 3
        assert await stage.value("select count(*) from part") == 5
        assert await stage.value("select sum(photos) from usage") == 5
        assert await stage.value("select count(*) from loose_blob") == 0


async def test_an_album_whose_parts_arrive_at_once_is_one_request(workless: Stage) -> None:
    platform = workless.platform
    told = await asyncio.gather(*(platform.photo(jpeg(number), group="album") for number in range(5)))
    assert len({each.request for each in told}) == 1
    rows = await workless.service.database.rows("select number from part order by number")
    assert [number for (number,) in rows] == list(range(5))


async def test_a_message_that_cannot_be_written_down_takes_none_of_the_others_with_it(
    workless: Stage,
) -> None:
    platform, settings, database = workless.platform, workless.settings, workless.service.database

    def event(sender: str, context: dict[str, str]) -> IncomingPhoto:
        origin = replace(platform.origin(sender), context=context)
        return IncomingPhoto(
            origin=origin, pictures=(Picture(message=origin.message, file=jpeg(1)),), wishes=Wishes()
        )

    no_text = {"a letter that no text may hold": "\0"}
    events = [event("anna", {}), event("ben", no_text), event("cleo", {})]
    rules = Rules(settings.queue, settings.limits, settings.retention)
    async with Queue(database.conninfo, settings.queue) as queue:
        blobs = await Blobs.opened("", settings.data, database)
        receive = Service(database, blobs, queue, rules, Metrics()).ear(platform)
        told = await asyncio.gather(*(receive(each) for each in events), return_exceptions=True)
    assert [isinstance(each, Acknowledgement) and bool(each.request) for each in told] == [True, False, True]
    assert await workless.value("select count(*) from request") == 2
