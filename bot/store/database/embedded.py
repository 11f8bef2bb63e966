"""A PostgreSQL of Heirloom's own: started, watched and stopped by the one process that holds its lock.

Only `heirloom serve` owns it; every other process connects. A kill -9 of the owner leaves the server running:
the next owner finds it by its pid file and its command line, ends it and starts anew. A pid file whose number
now belongs to some other program is removed, and that program left alone.
"""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bot.errors import BotError
from bot.store.database.place import MAJOR, Place, binaries

log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 30.0
"""For an orderly stop, before it is hurried."""

_WRONG = re.compile(r"(?:FATAL|PANIC|error):\s+(.+)")

_SHARED_MEMORY = {"dynamic_shared_memory_type": "mmap"}
"""What processes share beside the buffers lies in files of the cluster: it is little, and /dev/shm may be as
small as the engine of a container likes."""

_OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "32MB",
    **_SHARED_MEMORY,
    "jit": "off",
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_min_messages": "warning",
}
"""What is set besides the defaults; fsync, synchronous_commit, full_page_writes and checksums stay on."""


@contextmanager
def ownership(where: Place) -> Iterator[bool]:
    """Try to become the owner of the server at `where`; true where that worked, false where another process
    is."""
    where.make()
    with where.lock.open("a+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True  # closing the file lets go; so does the end of the process, however it comes


class Server:
    """The server of one place, run by its owner."""

    def __init__(self, where: Place) -> None:
        self._where = where
        self._bin = binaries(where)
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = False

    @property
    def pid(self) -> int | None:
        """Of the running server."""
        return self._process.pid if self._process else None

    async def start(self) -> None:
        """Start it, after making its folder or ending what an earlier owner left; returns once connections
        work.

        Raises:
            BotError: the folder is another PostgreSQL's, or it cannot be made or started.
        """
        cluster = self._where.cluster
        if not cluster.exists():
            await asyncio.to_thread(self._initialise)
        found = (cluster / "PG_VERSION").read_text("ascii").strip()
        if found != str(MAJOR):
            raise BotError("database.major", path=str(cluster), found=found, needed=MAJOR)
        await asyncio.to_thread(self._end_orphan)
        self._process = self._launch()
        await self._ready()
        await self._make_database()

    async def watch(self) -> None:
        """Start the server again whenever it ends by itself, until cancelled."""
        while self._process:
            code = await asyncio.to_thread(_ended, self._process)
            if code is None:
                continue
            if self._stopping:
                return
            log.error("PostgreSQL ended with code %s and is started again", code)
            await asyncio.sleep(1)
            self._process = self._launch()
            try:
                await self._ready()
            except BotError as problem:
                log.error("%s", problem)

    async def stop(self) -> None:
        """End it at once and orderly: transactions under way are rolled back, everything committed is on the
        disk."""
        self._stopping = True
        if self._process:
            await asyncio.to_thread(_end, self._process.pid, self._process)
            self._process = None

    def _initialise(self) -> None:
        """Make the cluster beside its final name, so that an interruption leaves nothing that looks whole."""
        part = self._where.folder / "cluster.part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        self._where.hand_over(part)
        words = [
            str(self._bin / "initdb"),
            *("--pgdata", str(part), "--username", "heirloom", "--encoding", "UTF8"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"),
            *("--auth-local", "trust", "--auth-host", "reject", "--no-instructions"),
            *(f"--set={name}={value}" for name, value in _SHARED_MEMORY.items()),
        ]
        with self._first_words().open("wb") as output:
            done = subprocess.run(words, stdout=output, stderr=output, **self._as_whom())  # type: ignore[call-overload]
        if done.returncode:
            raise self._failed()
        part.rename(self._where.cluster)

    def _end_orphan(self) -> None:
        pid_file = self._where.cluster / "postmaster.pid"
        try:
            pid = int(pid_file.read_text("ascii").split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return
        if _is_server(pid, self._where.cluster):
            log.warning("An earlier run left PostgreSQL running; it is ended and started anew")
            _end(pid, None)
        pid_file.unlink(missing_ok=True)

    def _launch(self) -> subprocess.Popen[bytes]:
        folder = str(self._where.socket_folder).replace('"', '""')
        options = _OPTIONS | {
            "unix_socket_directories": f'"{folder}"',
            "log_directory": str(self._where.logs),
        }
        words = [str(self._bin / "postgres"), "-D", str(self._where.cluster)]
        for name, value in options.items():
            words += ["-c", f"{name}={value}"]
        with self._first_words().open("wb") as output:
            return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
                words,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # a Ctrl-C at the terminal is not for the server
                **self._as_whom(),
            )

    def _first_words(self) -> Path:
        """What the server says before its own log begins, or when it cannot begin it."""
        return self._where.folder / "start.log"

    def _as_whom(self) -> dict[str, object]:
        common: dict[str, object] = {"cwd": "/", "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}}
        account = self._where.account
        if account:
            common |= {"user": account.uid, "group": account.gid, "extra_groups": []}
        return common

    async def _ready(self) -> None:
        """Wait until a connection works, however long recovery takes."""
        assert self._process  # noqa: S101 -- for the type checker
        conninfo = psycopg.conninfo.make_conninfo(self._where.conninfo, dbname="postgres", connect_timeout=5)
        began = told = time.monotonic()
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(conninfo):
                    return
            except psycopg.OperationalError:
                if self._process.poll() is not None:
                    raise self._failed() from None
            if time.monotonic() - told > 10:
                told = time.monotonic()
                log.warning("PostgreSQL is still recovering after %.0f s", told - began)
            await asyncio.sleep(0.02)

    def _failed(self) -> BotError:
        """What initdb or the server said of what went wrong, and where more stands."""
        first = self._first_words()
        logs = sorted(self._where.logs.glob("*.log"), key=lambda file: file.stat().st_mtime)
        for file in (first, *logs[-1:]):
            if wrong := _WRONG.findall(file.read_text("utf-8", "replace")):
                return BotError("database.failed", reason=wrong[0 if file == first else -1], log=str(file))
        said = first.read_text("utf-8", "replace").strip().splitlines()
        code = f"code {self._process.returncode if self._process else None}"
        return BotError("database.failed", reason=(said or [code])[-1], log=str(first))

    async def _make_database(self) -> None:
        conninfo = psycopg.conninfo.make_conninfo(self._where.conninfo, dbname="postgres")
        async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as connection:
            found = await connection.execute("select 1 from pg_database where datname = 'heirloom'")
            if not await found.fetchone():
                await connection.execute("create database heirloom")


def _is_server(pid: int, cluster: Path) -> bool:
    """Whether process `pid` is a PostgreSQL that works on `cluster`, and not a stranger with a number used
    again."""
    words = _command_line(pid)
    return bool(words) and Path(words[0]).name == "postgres" and str(cluster) in words


def _command_line(pid: int) -> list[str]:
    listed = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        try:
            return [os.fsdecode(word) for word in listed.read_bytes().split(b"\0")]
        except OSError:
            return []
    shown = subprocess.run(
        ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True
    )
    program, _, rest = shown.stdout.strip().partition(" -D ")
    return [program, rest.partition(" -c ")[0]] if rest else []


def _ended(process: subprocess.Popen[bytes]) -> int | None:
    """The exit code, None after a second of waiting in vain."""
    try:
        return process.wait(1)
    except subprocess.TimeoutExpired:
        return None


def _end(pid: int, process: subprocess.Popen[bytes] | None) -> None:
    """Fast stop; after half a minute an immediate one, and at last the hard way."""
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        try:
            os.kill(pid, how)
        except ProcessLookupError:
            break
        if _gone(pid, process, _PATIENCE_SECONDS):
            break
    if process:
        process.wait()


def _gone(pid: int, process: subprocess.Popen[bytes] | None, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process:
            if process.poll() is not None:
                return True
        else:
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                return True
        time.sleep(0.02)
    return False
