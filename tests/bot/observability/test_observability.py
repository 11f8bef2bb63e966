"""The promises of logs, figures and the memory limit."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import logging
import socket
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest

from adapters.contract import NotNow
from bot.errors import BotError
from bot.messages import Catalogue
from bot.messages.errors import error_sentence
from bot.observability.logs import bound, configure, redacted
from bot.process.worker import at_work
from bot.settings.sections import LogSettings
from tests.services.running import Stage, environment, jpeg, staged
from tests.waiting import PATIENCE_SECONDS, quiet_port

TOKENS = [
    "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1",
    "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs",
    "Bearer abcdefghijklmnopqrstuvwxyz",
    "http://x/?secret=hunter2hunter2",
    "postgresql://anna:hunter2@host/db",
]

TRUNCATED = ("heirloom_failures_total", {"code": "photo.truncated"})


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
    figure = stage.service.metrics.registry.get_sample_value
    async with asyncio.timeout(PATIENCE_SECONDS):  # they are counted just after the end is written down
        while figure("heirloom_work_seconds_count") != 2 or not figure(*TRUNCATED):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert figure(*TRUNCATED) == 1
    assert figure("heirloom_work_seconds_count") == figure("heirloom_wait_seconds_count") == 2
    assert figure("heirloom_stage_seconds_count", {"stage": "colorize"}) == 2
    assert figure("heirloom_stage_seconds_sum", {"stage": "colorize"})
    sent = {"platform": "loopback", "piece": "reply", "result": "sent"}
    assert figure("heirloom_deliveries_total", sent) == 2
    taken = {"platform": "loopback", "kind": "photo", "answer": "taken"}
    assert figure("heirloom_events_total", taken) == 2


async def test_the_port_tells_the_queue_and_is_ready_only_with_a_worker(
    tmp_path: Path, database_url: str
) -> None:
    port = quiet_port()
    async with (
        staged(tmp_path, database_url, works=False, HEIRLOOM_METRICS_PORT=str(port)) as stage,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as prober,
    ):
        await until(prober, 503)
        assert await answer(prober, "/healthz") == (200, '{"alive": true}')
        await stage.platform.photo(jpeg(1), jpeg(2))
        await stage.service.maintenance.recover()
        _, said = await answer(prober, "/metrics")
        assert 'heirloom_queue_depth{state="queued"} 2.0' in said
        assert "heirloom_workers 0.0" in said
        status, said = await answer(prober, "/readyz")
        assert status == 503
        assert json.loads(said)["parts"] == {
            **{"database": True, "queue": True},
            **{"worker": False, "networks": False},
        }
        async with at_work(stage.settings):
            await until(prober, 200)
            await stage.platform.finished()
            await stage.service.maintenance.recover()
            _, said = await answer(prober, "/metrics")
            assert 'heirloom_queue_depth{state="queued"} 0.0' in said
            assert "heirloom_workers 1.0" in said
        await until(prober, 503)


async def test_not_ready_with_a_worker_that_lacks_a_network(tmp_path: Path, database_url: str) -> None:
    networks = json.loads(environment(tmp_path)["HEIRLOOM_ENGINE_MODELS"])
    async with staged(tmp_path, database_url, works=False) as stage:
        await asyncio.to_thread(Path(networks["inpaint"]).unlink)
        async with at_work(stage.settings), asyncio.timeout(PATIENCE_SECONDS):
            readiness = stage.platform.host.reader.readiness
            while not (await readiness())["worker"]:  # noqa: ASYNC110 -- as probes do
                await asyncio.sleep(0.05)
            assert not (await readiness())["networks"]


async def test_not_ready_without_the_database(tmp_path: Path, database_url: str) -> None:
    async with staged(tmp_path, database_url) as stage:
        readiness = stage.platform.host.reader.readiness
    assert set((await readiness()).values()) == {False}  # its connections are closed


async def test_who_looks_something_up_without_the_database_is_told_to_ask_later(
    tmp_path: Path, database_url: str
) -> None:
    async with staged(tmp_path, database_url, works=False) as stage:
        reader = stage.platform.host.reader
        told = await stage.platform.photo(jpeg())
        assert told.request is not None
    with pytest.raises(NotNow):  # its connections are closed
        await reader.view("anna", told.request)
    with pytest.raises(NotNow):
        await reader.views("anna")


async def answer(prober: aiohttp.ClientSession, path: str) -> tuple[int, str]:
    async with prober.get(path) as said:
        return said.status, await said.text()


async def until(prober: aiohttp.ClientSession, status: int) -> None:
    """Ask whether all is ready, as probes do, until the answer is this one."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            with contextlib.suppress(aiohttp.ClientConnectorError):  # it is just starting
                if (await answer(prober, "/readyz"))[0] == status:
                    return
            await asyncio.sleep(0.05)


async def test_a_port_that_is_taken_ends_the_service_with_a_sentence(
    tmp_path: Path, database_url: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        async with staged(tmp_path, database_url, works=False, HEIRLOOM_METRICS_PORT=port) as stage:
            done, _ = await asyncio.wait(
                stage.service.tasks, timeout=PATIENCE_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            (problem,) = [task.exception() for task in done]
    assert isinstance(problem, BotError)
    assert problem.code == "settings.metrics_port"
    assert "HEIRLOOM_METRICS_PORT" in error_sentence(Catalogue(), problem)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_a_process_over_its_memory_limit_gets_a_memory_error_and_not_the_machine() -> None:
    words = "from bot.process.worker.memory import limit_memory; limit_memory(600); bytearray(800_000_000)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True)
    assert done.returncode == 1
    assert "MemoryError" in done.stderr
