"""The promises of traces: one tree for each request, nothing private in it, and none where nobody asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.settings import load
from bot.settings.sections import TracingSettings
from tests.servers.collector import Collector, collector
from tests.services.running import jpeg, staged


async def test_one_tree_of_spans_tells_of_a_request_in_every_process(
    tmp_path: Path, database_url: str
) -> None:
    async with collector() as collected:
        endpoint = collected.endpoint
        async with staged(tmp_path, database_url, HEIRLOOM_TRACING_ENDPOINT=endpoint) as stage:
            upload = stage.platform.world.upload(jpeg(scratch=True))
            request = (await stage.platform.photo(upload)).request
            await stage.platform.finished()
            await stage.at_rest()
        (received,) = collected.named("receive photo")
        (fetched,) = collected.named("fetch")
        (restored,) = collected.named("restore")
        (delivered,) = collected.named("deliver")
        stages = [span for span in collected.spans if span.name.startswith("stage ")]
        assert {span.trace for span in collected.spans} == {received.trace}
        assert received.above == ""
        assert (fetched.above, restored.above, delivered.above) == (received.id, fetched.id, restored.id)
        assert "stage colorize" in {span.name for span in stages}
        assert all(span.above == restored.id and 0 <= span.seconds <= restored.seconds for span in stages)
        assert {span.process for span in (received, fetched, delivered)} == {"heirloom-serve"}
        assert {span.process for span in (restored, *stages)} == {"heirloom-worker"}
        assert received.facts == {
            "heirloom.platform": "loopback",
            "heirloom.answer": "taken",
            "heirloom.request": request,
        }
        assert restored.facts == {
            "heirloom.request": request,
            "heirloom.part": 0,
            "heirloom.revision": 0,
            "heirloom.attempt": 1,
        }


async def test_no_person_chat_file_or_word_of_an_error_is_in_a_span(
    tmp_path: Path, database_url: str
) -> None:
    async with collector() as collected:
        endpoint = collected.endpoint
        async with staged(tmp_path, database_url, HEIRLOOM_TRACING_ENDPOINT=endpoint) as stage:
            platform = stage.platform
            origin = platform.origin("greatgrandmother")
            await platform.photo(jpeg(2)[:600], platform.world.upload(jpeg(1)), origin=origin)
            await platform.finished("greatgrandmother")
            await platform.command("language", "de", origin=platform.origin("greatgrandmother"))
            await stage.at_rest()
        assert failures(collected) == ["photo.truncated"]
        for private in (b"greatgrandmother", b"file0", origin.message.encode(), b"Traceback", b"JFIF"):
            assert private not in collected.bodies


def failures(collected: Collector) -> list[str]:
    return [
        str(span.facts["heirloom.failure"]) for span in collected.spans if "heirloom.failure" in span.facts
    ]


def test_traces_are_off_unless_a_setting_or_the_standard_s_variable_says_where() -> None:
    standard = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"}
    own = {"HEIRLOOM_TRACING_ENDPOINT": "http://mine:4318"}
    assert load({}).tracing == TracingSettings("")
    assert load(standard).tracing.endpoint == "http://collector:4318"
    assert load(standard | own).tracing.endpoint == "http://mine:4318"


def test_without_the_libraries_a_warning_is_logged_and_photos_are_served() -> None:
    script = "\n".join(
        [
            "import sys, asyncio",
            "sys.modules['opentelemetry'] = None",
            "from bot.observability.traced import traced",
            "from bot.observability.tracing import Tracing",
            "from bot.settings.sections import TracingSettings",
            "async def main():",
            "    async with traced(TracingSettings('http://127.0.0.1:1'), 'serve') as spans:",
            "        assert type(spans) is Tracing",
            "asyncio.run(main())",
        ]
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "pip install 'heirloom[tracing]'" in done.stderr
