"""The promises of the first minute: where the page is said to be, when a browser is opened, and Ctrl-C."""

from __future__ import annotations

import asyncio
import os
import pty
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from adapters.web import desktop
from tests.adapters.web.visit import SECRET, site
from tests.services.running import environment
from tests.waiting import PATIENCE_SECONDS

ROOT = Path(__file__).parents[3]
HEIRLOOM = [sys.executable, "-c", "from bot.cli import main; main()", "serve"]


@pytest.mark.parametrize(
    ("platform", "environ", "there"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": "localhost:10.0", "SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}, False),
        ("darwin", {}, True),
        ("darwin", {"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}, False),
        ("win32", {}, True),
    ],
)
def test_a_browser_is_opened_only_where_somebody_sees_it(
    platform: str, environ: dict[str, str], there: bool
) -> None:
    assert desktop.is_there(environ, platform) is there


async def test_the_secret_is_not_in_the_address_that_a_browser_is_started_with(tmp_path: Path) -> None:
    async with site(tmp_path, secret=SECRET) as page:
        assert page.adapter.address() == f"{page.base}/"
        assert page.adapter.link().startswith(f"{page.base}/enter?secret=")


async def test_where_others_can_reach_it_they_get_a_link_that_works_for_them(tmp_path: Path) -> None:
    async with site(tmp_path, host="0.0.0.0", secret=SECRET) as page:  # noqa: S104
        here = desktop.network_address()
        links = [line.rpartition(" ")[2] for line in page.said]
        assert links[0].startswith(f"{page.base}/enter?secret=")
        if here is None:  # a computer without a network
            assert len(links) == 1
            return
        assert links[1] == links[0].replace("127.0.0.1", here)
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as phone:  # noqa: SIM117
            async with phone.get(links[1]) as answer:
                assert (answer.status, answer.url.host) == (200, here)


class Terminal:
    """`heirloom serve` in a terminal of 100 columns."""

    def __init__(self, file: int, process: subprocess.Popen[bytes]) -> None:
        self._file = file
        self.process = process
        self.seen = ""

    async def until(self, pattern: str) -> re.Match[str]:
        """Wait until something stands in the terminal."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (found := re.search(pattern, self.seen)) is None:
                read = await asyncio.to_thread(self._read)
                assert read, self.seen
                self.seen += read
        return found

    def _read(self) -> str:
        try:
            return re.sub(r"\x1b\[[\d;]*m", "", os.read(self._file, 4096).decode())
        except OSError:  # how Linux tells that the last program has left
            return ""

    def press_ctrl_c(self) -> None:
        os.write(self._file, b"\x03")


@asynccontextmanager
async def terminal(folder: Path, url: str, **more: str) -> AsyncIterator[Terminal]:
    environ = environment(folder, url, HEIRLOOM_WORKER_CHILDREN="0", HEIRLOOM_WEB_PORT="0", **more)
    mine, theirs = pty.openpty()
    seen = {"TERM": "xterm", "COLUMNS": "100", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(  # noqa: ASYNC220 -- it has to have a terminal of its own
        HEIRLOOM, stdin=theirs, stdout=theirs, stderr=theirs, env={**environ, **seen}, start_new_session=True,
        preexec_fn=lambda: os.close(os.open(os.ttyname(0), os.O_RDWR)),
    )  # fmt: skip
    os.close(theirs)
    try:
        yield Terminal(mine, process)
    finally:
        if process.poll() is None:
            process.kill()
        await asyncio.to_thread(process.wait)
        os.close(mine)


async def test_a_person_finds_the_page_in_a_frame_and_ends_it_with_ctrl_c(
    tmp_path: Path, database_url: str
) -> None:
    browser = tmp_path / "browser"
    part, opened = tmp_path / "opened.part", tmp_path / "opened"
    browser.write_text(f'#!/bin/sh\necho "$1" > {part} && mv {part} {opened}\n')
    browser.chmod(0o700)
    more = {
        "DISPLAY": ":99", "BROWSER": str(browser), "HEIRLOOM_WEB_OPEN_BROWSER": "true",
        "HEIRLOOM_LOG_LEVEL": "warning", "HEIRLOOM_MESSAGES_LANGUAGE": "de",
    }  # fmt: skip
    async with terminal(tmp_path, database_url, **more) as shown:
        link = (await shown.until(r"Seite ist offen unter: (http://127\.0\.0\.1:\d+/) *│"))[1]
        await shown.until("Strg-C beendet Heirloom. *│")
        async with aiohttp.ClientSession() as session, session.get(link) as answer:
            assert answer.status == 200
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not opened.exists():  # noqa: ASYNC110 -- a program's file is waited for
                await asyncio.sleep(0.02)
        assert opened.read_text() == f"{link}\n"
        shown.press_ctrl_c()
        await shown.until("Heirloom ist beendet.")
        assert await asyncio.to_thread(shown.process.wait) == 0
        assert "Traceback" not in shown.seen
