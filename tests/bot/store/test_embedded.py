"""The promises of the embedded PostgreSQL: it survives its owner, and never harms a stranger."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bot.errors import BotError
from bot.store.database import opened
from bot.store.database.place import SOCKET_PATH_BYTES, place
from tests.postgres import reachable_folder
from tests.waiting import PATIENCE_SECONDS

OWNER = """
import asyncio, sys
from pathlib import Path
from bot.store.database import opened
async def main():
    async with opened("", Path(sys.argv[1]), own=True) as database:
        await database.run("insert into chat (adapter, chat, kind) values ('a', 'b', 'private')")
        print(database.owned, flush=True)
        await asyncio.Event().wait()
asyncio.run(main())
"""


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    """A data folder whose database was made and stopped; making one takes seconds."""
    folder = reachable_folder()
    asyncio.run(_visited(folder / "data"))
    yield folder / "data"
    shutil.rmtree(folder)


@pytest.fixture
def data(template: Path) -> Iterator[Path]:
    """A copy of the template, in a folder whose name has a space."""
    folder = reachable_folder()
    yield copied(template, folder / "with space")
    shutil.rmtree(folder)


def copied(template: Path, data: Path) -> Path:
    """A data folder like the template; files keep their owners."""
    data.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", str(template), str(data)], check=True)
    return data


async def _visited(data: Path) -> None:
    async with opened("", data, own=True) as database:
        assert database.owned


def owner(data: Path) -> subprocess.Popen[str]:
    """Another process that owns the server of `data`, once it says so."""
    words = [sys.executable, "-c", OWNER, str(data)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3])
    assert process.stdout is not None
    assert process.stdout.readline() == "True\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def server_pid(data: Path) -> int:
    return int((place(data).cluster / "postmaster.pid").read_text("ascii").split("\n")[0])


def owner_of(pid: int) -> int:
    return Path(f"/proc/{pid}").stat().st_uid


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def test_an_orderly_stop_leaves_nothing_running_and_everything_written(data: Path) -> None:
    async with opened("", data, own=True) as database:
        pid = server_pid(data)
        await database.run("insert into chat (adapter, chat, kind) values ('a', 'b', 'private')")
    assert not alive(pid)
    async with opened("", data, own=True) as database:
        assert await database.row("select count(*) from chat") == (1,)


async def test_after_kill_of_the_owner_the_next_one_ends_the_orphan_and_keeps_what_was_committed(
    data: Path,
) -> None:
    first = owner(data)
    orphan = server_pid(data)
    end(first)
    assert alive(orphan)
    async with opened("", data, own=True) as database:
        assert database.owned
        assert await database.row("select count(*) from chat") == (1,)
        assert server_pid(data) != orphan
    assert not alive(orphan)


async def test_a_second_process_connects_and_never_stops_the_server(data: Path) -> None:
    first = owner(data)
    try:
        async with opened("", data, own=True) as second:
            assert not second.owned
        async with opened("", data, own=False) as third:
            assert await third.row("select count(*) from chat") == (1,)
    finally:
        first.send_signal(signal.SIGKILL)
        end(first)
    await _visited(data)  # ends the orphan


async def test_a_stale_pid_file_whose_number_is_a_strangers_leaves_that_stranger_alone(data: Path) -> None:
    with subprocess.Popen(["sleep", "3600"]) as stranger:  # noqa: ASYNC220 -- it starts at once
        try:
            (place(data).cluster / "postmaster.pid").write_text(
                f"{stranger.pid}\n{place(data).cluster}\n", "ascii"
            )
            await _visited(data)
            assert stranger.poll() is None
        finally:
            stranger.kill()


async def test_a_path_too_long_for_a_socket_gets_a_short_private_folder(template: Path) -> None:
    folder = reachable_folder()
    data = copied(template, folder / ("long" * 20) / "data")
    where = place(data)
    assert len(os.fsencode(data / "database" / "socket" / ".s.PGSQL.5432")) > SOCKET_PATH_BYTES
    try:
        await _visited(data)
        assert where.socket_folder.stat().st_mode & 0o077 == 0
        where.socket_folder.chmod(0o755)
        with pytest.raises(BotError, match=r"database\.folder"):
            await _visited(data)
    finally:
        shutil.rmtree(folder)
        shutil.rmtree(where.socket_folder)


async def test_a_folder_of_another_major_is_refused_and_left_as_it_is(data: Path) -> None:
    version = place(data).cluster / "PG_VERSION"
    version.write_text("16\n", "ascii")
    with pytest.raises(BotError, match=r"database\.major") as problem:
        await _visited(data)
    assert problem.value.parameters["found"] == "16"
    assert version.read_text("ascii") == "16\n"


def test_an_interrupted_first_start_is_made_anew() -> None:
    folder = reachable_folder()
    half = folder / "data" / "database" / "cluster.part"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n", "ascii")
    asyncio.run(_visited(folder / "data"))
    shutil.rmtree(folder)


async def test_a_server_that_dies_is_started_again_and_the_pool_recovers(data: Path) -> None:
    async with opened("", data, own=True) as database:
        os.kill(server_pid(data), signal.SIGKILL)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                try:
                    assert await database.row("select 1") == (1,)
                    break
                except (psycopg.OperationalError, psycopg.errors.AdminShutdown):
                    await asyncio.sleep(0.1)


async def test_many_processes_that_migrate_at_once_do_it_once(postgres: str) -> None:
    from bot.store.database.migrations import migrate

    admin = psycopg.conninfo.make_conninfo(postgres, dbname="postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("create database fresh")
    fresh = psycopg.conninfo.make_conninfo(postgres, dbname="fresh")
    await asyncio.gather(*(migrate(fresh) for _ in range(5)))
    with psycopg.connect(fresh) as connection:
        counted = connection.execute("select count(*), max(version) from heirloom_version").fetchone()
        assert counted is not None
        assert counted[0] == counted[1] >= 1
        connection.execute("insert into heirloom_version values (999)")
    with pytest.raises(BotError, match=r"database\.newer"):
        await migrate(fresh)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("drop database fresh with (force)")  # some of theirs may be just leaving


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
async def test_as_root_the_server_runs_unprivileged_and_no_parents_mode_is_touched(data: Path) -> None:
    modes = {parent: parent.stat().st_mode for parent in data.parents}
    async with opened("", data, own=True):
        assert owner_of(server_pid(data)) != 0
    assert {parent: parent.stat().st_mode for parent in data.parents} == modes


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can read what others cannot reach")
def test_as_root_a_data_folder_that_the_server_cannot_reach_gets_its_database_elsewhere(
    tmp_path: Path,
) -> None:
    (tmp_path / "closed").mkdir(mode=0o700)
    assert tmp_path not in place(tmp_path / "closed" / "data").folder.parents


def test_the_socket_lets_in_nobody_else(data: Path) -> None:
    first = owner(data)
    try:
        path = str(place(data).socket_folder / ".s.PGSQL.5432")
        assert Path(path).stat().st_mode & 0o077 == 0
        with socket.socket(socket.AF_UNIX) as ours:
            ours.connect(path)
    finally:
        end(first)
    asyncio.run(_visited(data))
