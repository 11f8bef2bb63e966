"""The promises of the queue."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from croniter import croniter

from bot.queue.jobs import RECOVER_EVERY, TIDY_EVERY
from tests.services.running import Stage, jpeg, staged
from tests.waiting import PATIENCE_SECONDS


@pytest.mark.parametrize(("cron", "seconds"), [(RECOVER_EVERY, 5), (TIDY_EVERY, 60)])
def test_upkeep_comes_as_often_as_it_says(cron: str, seconds: int) -> None:
    ticks = croniter(cron, datetime(2026, 3, 1, 12, 1, 2, tzinfo=UTC))
    first, second, third = (ticks.get_next(datetime) for _ in range(3))
    assert second - first == third - second == timedelta(seconds=seconds)


async def test_people_take_turns_when_one_sends_many(tmp_path: Path, database_url: str) -> None:
    async with staged(tmp_path, database_url, works=False) as stage:
        platform = stage.platform
        for number in range(4):
            await platform.photo(jpeg(number))
        for name in ("ben", "cleo"):
            await platform.photo(jpeg(), origin=platform.origin(name))
        rows = await stage.service.database.rows(
            "select r.sender from procrastinate_jobs j join work w on w.restore_job = j.id"
            " join request r on r.id = w.request order by j.priority desc, j.id"
        )
        assert [sender for (sender,) in rows] == ["anna", "ben", "cleo", "anna", "anna", "anna"]


async def test_ten_arrivals_of_one_photo_at_once_are_one_job(workless: Stage) -> None:
    platform = workless.platform
    origin = platform.origin()
    told = await asyncio.gather(*(platform.photo(jpeg(), origin=origin) for _ in range(10)))
    assert len({each.request for each in told}) == 1
    assert await workless.value("select count(*) from procrastinate_jobs where task_name = 'restore'") == 1


async def test_a_full_queue_refuses_early_and_kindly(tmp_path: Path, database_url: str) -> None:
    async with staged(tmp_path, database_url, works=False, HEIRLOOM_QUEUE_LONGEST="2") as stage:
        told = [await stage.platform.photo(jpeg(number)) for number in range(3)]
        assert [each.refusal is None for each in told] == [True, True, False]
        assert told[2].refusal is not None
        assert told[2].refusal.code == "refused.queue_full"
        assert "try again" in str(told[2].text)


async def test_a_quota_outlives_forgetting(tmp_path: Path, database_url: str) -> None:
    async with staged(tmp_path, database_url, works=False, HEIRLOOM_LIMITS_PHOTOS_PER_DAY="2") as stage:
        platform = stage.platform
        await platform.photo(jpeg(1))
        await platform.photo(jpeg(2))
        await platform.command("forget")
        told = await platform.photo(jpeg(3))
        assert told.refusal is not None
        assert told.refusal.code == "refused.quota"


async def test_only_listed_people_are_served_where_that_is_set(tmp_path: Path, database_url: str) -> None:
    async with staged(tmp_path, database_url, works=False, HEIRLOOM_LIMITS_ACCESS="listed") as stage:
        platform = stage.platform
        refused = await platform.photo(jpeg(1))
        await stage.service.database.run("insert into access values ('loopback', 'person', 'anna', true)")
        taken = await platform.photo(jpeg(2))
        assert refused.refusal is not None
        assert refused.refusal.code == "refused.not_allowed"
        assert taken.request is not None


async def test_a_cancelled_photo_leaves_the_queue_and_says_so(workless: Stage) -> None:
    platform = workless.platform
    told = await platform.photo(jpeg())
    await platform.press(f"cancel:{told.request}")
    (status,) = await platform.finished()
    assert status.states[-1] == "cancelled"
    left = "select count(*) from procrastinate_jobs where status = 'todo' and task_name = 'restore'"
    assert await workless.value(left) == 0


async def test_a_job_of_a_worker_without_a_sign_of_life_is_given_back(
    tmp_path: Path, database_url: str
) -> None:
    async with staged(tmp_path, database_url, works=False) as stage:
        await stage.platform.photo(jpeg())
        database = stage.service.database
        await database.run(  # in one statement, for such workers are tidied away
            "with gone as (insert into procrastinate_workers (last_heartbeat)"
            " values (now() - interval '1 hour') returning id)"
            " update procrastinate_jobs set status = 'doing', worker_id = (select id from gone)"
            " where task_name = 'restore'"
        )
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await database.row(  # noqa: ASYNC110 -- the database sends no event for this
                "select 1 from procrastinate_jobs where task_name = 'restore' and status = 'todo'"
            ):
                await asyncio.sleep(0.1)
    async with staged(tmp_path, database_url) as after:
        (status,) = await after.platform.finished()
        assert status.states[-1] == "delivered"


async def test_a_photo_that_kills_every_worker_is_given_up_with_a_sentence(
    tmp_path: Path, database_url: str
) -> None:
    async with staged(tmp_path, database_url, works=False) as before:
        await before.platform.photo(jpeg())
        await before.service.database.run("update work set attempts = 5")
    async with staged(tmp_path, database_url) as after:
        (status,) = await after.platform.finished()
        assert status.states[-1] == "failed"
        assert "broke down every time" in status.text


async def test_what_is_kept_is_deleted_when_its_time_is_over(tmp_path: Path, database_url: str) -> None:
    async with staged(tmp_path, database_url) as stage:
        await stage.platform.photo(jpeg())
        await stage.platform.finished()
        blobs = stage.settings.data / "blobs"
        assert files(blobs)
        await stage.at_rest()
        await stage.service.database.run("update request set expires = now()")
        await stage.service.maintenance.tidy()
        assert files(blobs) == []
        assert await stage.value("select count(*) from request") == 0


async def test_what_nobody_can_be_answered_to_is_deleted_an_hour_later(
    tmp_path: Path, database_url: str
) -> None:
    async with staged(tmp_path, database_url) as stage:
        stage.platform.world.blocked.add("anna")
        await stage.platform.photo(jpeg())
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await stage.value("select state from request") != "delivered":  # noqa: ASYNC110 -- as above
                await asyncio.sleep(0.02)
        await stage.service.maintenance.tidy()
        assert await stage.value("select count(*) from request") == 1  # it may be unblocked again
        await stage.service.database.run("update request set changed = now() - interval '61 minutes'")
        await stage.service.maintenance.tidy()
        assert files(stage.settings.data / "blobs") == []
        assert await stage.value("select count(*) from request") == 0


async def test_forgetting_deletes_photos_results_settings_and_jobs_at_once(stage: Stage) -> None:
    platform = stage.platform
    await platform.command("language", "de")
    await platform.photo(jpeg())
    await platform.finished()
    told = await platform.command("forget")
    assert told.text is not None
    assert files(stage.settings.data / "blobs") == []
    for table in ("request", "part", "work", "result", "delivery", "chat", "answered"):
        assert await stage.value(f"select count(*) from {table}") == 0, table  # noqa: S608 -- ours


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
