"""What trying the database and the queue with real kills showed to go wrong, each proven to be guarded.

Owners, orphans and stale files of the embedded server are in `test_embedded.py`, kills of whole processes in
`test_killed.py`.
"""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import psycopg
import pytest

from bot.chat.delivery import Statuses
from bot.process.worker import WorkerTask
from bot.queue.jobs import Queue
from bot.store.blobs import Blobs
from restoration.engine import Engine
from tests.adapters.contract.platform import until
from tests.services.running import Stage, jpeg, staged

JOBS = "select count(*) from procrastinate_jobs where task_name = '{}' and status = '{}'"


async def cut(stage: Stage, which: str = "true") -> None:
    """End connections from the server's side, as a restart of it does; `which` of them is a condition."""
    async with await psycopg.AsyncConnection.connect(stage.settings.database.url) as connection:
        others = "from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()"
        await connection.execute(f"select pg_terminate_backend(pid) {others} and {which}".encode())


async def count(url: str, query: str) -> int:
    """What a query counts, on a connection of its own."""
    async with await psycopg.AsyncConnection.connect(url) as connection:
        row = await (await connection.execute(query.encode())).fetchone()
        return int(row[0]) if row else 0


async def test_the_embedded_server_is_durable_and_listens_to_nobody_else(postgres: str) -> None:
    safe = {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "data_checksums": "on",
        "listen_addresses": "",
        "unix_socket_permissions": "0700",
        "logging_collector": "on",
    }
    async with await psycopg.AsyncConnection.connect(postgres) as connection:
        for name, value in safe.items():
            row = await (await connection.execute(f"show {name}".encode())).fetchone()
            assert row == (value,), name


async def test_after_an_outage_the_queue_works_on_and_its_workers_show_signs_of_life(stage: Stage) -> None:
    await stage.platform.photo(jpeg(1))
    await stage.platform.finished()
    await cut(stage)
    await stage.platform.photo(jpeg(2))
    await stage.platform.finished(count=2)
    since = await stage.value("select clock_timestamp()")
    fresh = "select count(*) from procrastinate_workers where last_heartbeat > %s"

    async def both_alive() -> bool:
        return await stage.value(fresh, since) == 2

    await until(both_alive)
    left = "select count(*) from procrastinate_jobs where status <> 'succeeded' and queue_name <> 'upkeep'"

    async def none_left() -> bool:
        return await stage.value(left) == 0

    await until(none_left)
    assert len(stage.platform.replies()) == 2
    assert [status.states[-1] for status in stage.platform.statuses()] == ["delivered", "delivered"]


async def test_what_changed_while_the_feed_was_broken_is_shown_when_it_is_back(workless: Stage) -> None:
    platform = workless.platform
    await platform.photo(jpeg())
    await until(lambda: _states(workless, "queued"))
    await cut(workless, "query ilike 'listen%'")
    database = workless.service.database
    await database.run("update work set state = 'running', stage = 'damage'")  # and nobody is told
    await database.run("update request set state = 'running'")
    await until(lambda: _states(workless, "running"))


async def _states(stage: Stage, state: str) -> bool:
    return any(message.states[-1] == state for message in stage.platform.statuses())


async def test_two_workers_on_one_photo_leave_one_result_and_nothing_lying_about(workless: Stage) -> None:
    """As after a pause: the first one's job was given to another, and then it wakes up."""
    told = await workless.platform.photo(jpeg())
    database, settings = workless.service.database, workless.settings
    async with (
        Engine(settings.engine) as engine,
        Queue(settings.database.url, settings.queue) as queue,
    ):
        blobs = await Blobs.opened("", settings.data, database)
        task = WorkerTask(database, blobs, queue, engine)
        await asyncio.gather(*(task.restore(str(told.request), 0, 0, 0) for _ in range(2)))
        await workless.platform.finished()
        await task.restore(str(told.request), 0, 0, 0)
    await workless.at_rest()
    assert len(workless.platform.replies()) == 1
    names = await database.rows("select name, count(*) from result group by name")
    assert {number for _, number in names} == {1}
    await database.run("update loose_blob set since = '-infinity'")
    await workless.service.maintenance.tidy()
    kept = await workless.value(
        "select (select count(*) from result) + (select count(*) from part where blob is not null)"
    )
    assert len([file for file in (settings.data / "blobs").rglob("*") if file.is_file()]) == kept


def _number(number: int) -> int:
    return number


async def test_what_is_asked_together_is_answered_as_of_one_moment(workless: Stage, postgres: str) -> None:
    database, everyone = workless.service.database, "select count(*) as number from chat"
    held = "select pg_advisory_xact_lock_shared(7) is null as number"
    async with await psycopg.AsyncConnection.connect(postgres) as writer:
        await writer.execute("select pg_advisory_xact_lock(7)")
        asking = asyncio.create_task(
            database.snapshot((_number, everyone), (_number, held), (_number, everyone), values={})
        )
        waiting = "select count(*) from pg_locks where locktype = 'advisory' and objid = 7 and not granted"
        await until(lambda: _counted(postgres, waiting))
        await writer.execute("insert into chat (adapter, chat, kind) values ('a', 'b', 'private')")
    before, _, after = await asking
    assert before == after
    assert await workless.value(everyone) == int(before[0]) + 1


async def test_a_job_that_is_stopped_in_hand_goes_back_into_the_queue(
    tmp_path: Path, database_url: str
) -> None:
    async with staged(tmp_path, database_url, works=False, HEIRLOOM_QUEUE_GRACE_SECONDS="0") as before:
        world = before.platform.world
        world.gate.clear()
        await before.platform.photo(world.upload(jpeg()))
        await until(lambda: _counted(database_url, JOBS.format("fetch", "doing")))
    assert world.let_go == 1
    assert await count(database_url, JOBS.format("fetch", "todo")) == 1


async def _counted(url: str, query: str) -> bool:
    return await count(url, query) == 1


async def _some(url: str, query: str) -> bool:
    return await count(url, query) > 0


async def test_a_job_whose_end_the_database_never_heard_of_holds_nothing_up(workless: Stage) -> None:
    platform, url = workless.platform, workless.settings.database.url
    platform.world.gate.clear()
    await platform.photo(platform.world.upload(jpeg()))
    await until(lambda: _counted(url, JOBS.format("fetch", "doing")))
    async with await psycopg.AsyncConnection.connect(url) as connection:
        await connection.execute("select 1 from procrastinate_jobs where task_name = 'fetch' for update")
        platform.world.gate.set()  # the photo comes, and the end of its job waits for us to be written down
        blocked = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
        await until(lambda: _some(url, blocked))
        await cut(workless, "wait_event_type = 'Lock'")
    assert await count(url, JOBS.format("fetch", "doing")) == 1
    await until(lambda: _none(url, "select count(*) from procrastinate_jobs where task_name = 'fetch'"))
    assert await workless.value("select count(*) from part where blob is not null") == 1


async def _none(url: str, query: str) -> bool:
    return await count(url, query) == 0


async def test_the_last_status_stays_where_a_kill_kept_it_from_being_noted(stage: Stage) -> None:
    told = await stage.platform.photo(jpeg())
    (status,) = await stage.platform.finished()
    await stage.at_rest()
    await stage.service.database.run("update request set state = 'restored'")
    before = (status.text, list(status.states))
    statuses = Statuses(stage.service.database, stage.service.metrics, stage.service.adapters)
    assert await statuses.show(str(told.request)) is None
    assert (status.text, status.states) == before


async def test_a_job_that_is_cancelled_in_hand_ends_soon_and_is_not_tried_again(workless: Stage) -> None:
    platform, url = workless.platform, workless.settings.database.url
    platform.world.gate.clear()
    await platform.photo(platform.world.upload(jpeg()))
    await until(lambda: _counted(url, JOBS.format("fetch", "doing")))
    await platform.command("cancel")
    (status,) = await platform.finished()
    assert status.states[-1] == "cancelled"
    await until(lambda: _counted(url, JOBS.format("fetch", "aborted")))
    assert platform.world.let_go == 1


async def test_traces_of_jobs_that_ended_long_ago_go(workless: Stage) -> None:
    database = workless.service.database
    await database.run(
        "with job as (insert into procrastinate_jobs (queue_name, task_name, status)"
        " values ('restore', 'restore', 'failed') returning id)"
        " insert into procrastinate_events (job_id, type, at) select id, 'failed', now() - interval '3 days'"
        " from job"
    )
    await workless.service.maintenance.tidy()
    assert await workless.value("select count(*) from procrastinate_jobs where status = 'failed'") == 0


async def test_a_stop_ends_the_intake_first_then_the_workers_then_the_queue(
    tmp_path: Path, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="bot.process.app"):
        async with staged(tmp_path, database_url, works=False):
            pass
    stops = [record.getMessage() for record in caplog.records if record.name == "bot.process.app"]
    assert stops == ["Stopped: intake", "Stopped: workers", "Stopped: queue"]
