"""The promises of logs, figures and the memory limit."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import subprocess
import sys

import pytest

from bot.observability.logs import bound, configure, redacted
from bot.sections import LogSettings
from tests.running import Stage, jpeg

TOKENS = [
    "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1",
    "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs",
    "Bearer abcdefghijklmnopqrstuvwxyz",
    "http://x/?secret=hunter2hunter2",
    "postgresql://anna:hunter2@host/db",
]


@pytest.mark.parametrize("token", TOKENS)
def test_nothing_that_looks_like_a_token_reaches_a_log(token: str) -> None:
    secret = token.split("=")[-1].split(" ")[-1].removeprefix("postgresql://anna:").removesuffix("@host/db")
    assert secret not in redacted(f"it went wrong at {token} again")


def test_a_json_line_has_the_facts_that_were_bound_and_no_secret() -> None:
    handlers, level = logging.getLogger().handlers[:], logging.getLogger().level
    stream = io.StringIO()
    try:
        configure(LogSettings(format="json"), stream)
        with bound(request="abc"):
            logging.getLogger("bot.test").info("password=%s", "hunter2")
    finally:
        logging.getLogger().handlers[:] = handlers
        logging.getLogger().setLevel(level)
    line = json.loads(stream.getvalue())
    assert line["request"] == "abc"
    assert line["message"] == "password=[hidden]"


async def test_figures_tell_of_what_was_done_and_what_failed(stage: Stage) -> None:
    await stage.platform.photo(jpeg(1))
    await stage.platform.photo(jpeg(2)[:600], jpeg(3))
    await stage.platform.finished(count=2)
    await stage.at_rest()
    text = stage.service.metrics.text()[0].decode()
    assert 'heirloom_failures_total{code="photo.truncated"} 1.0' in text
    assert "heirloom_work_seconds_count 2.0" in text
    assert 'heirloom_stage_seconds_count{stage="colorize"}' in text
    assert 'heirloom_deliveries_total{piece="reply",platform="loopback",result="sent"}' in text


async def test_ready_only_with_database_queue_worker_and_networks(stage: Stage) -> None:
    async with asyncio.timeout(10):
        while not all((await stage.platform.host.desk.readiness()).values()):  # noqa: ASYNC110 -- as probes do
            await asyncio.sleep(0.05)


async def test_not_ready_without_a_worker(workless: Stage) -> None:
    parts = await workless.platform.host.desk.readiness()
    assert parts["database"]
    assert not parts["worker"]
    assert not parts["networks"]


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_a_process_over_its_memory_limit_gets_a_memory_error_and_not_the_machine() -> None:
    words = "from bot.worker.memory import limit_memory; limit_memory(600); bytearray(800_000_000)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True)
    assert done.returncode == 1
    assert "MemoryError" in done.stderr
