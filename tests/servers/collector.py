"""An OpenTelemetry collector on loopback: takes OTLP over HTTP, and keeps the spans as they came."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from tests.waiting import PATIENCE_SECONDS


@dataclass(frozen=True)
class Seen:
    """One span."""

    process: str
    name: str
    trace: str
    id: str
    above: str
    seconds: float
    facts: dict[str, Any]


@dataclass
class Collector:
    """The spans that came, and what came, to the byte."""

    port: int = 0
    spans: list[Seen] = field(default_factory=list)
    bodies: bytes = b""

    @property
    def endpoint(self) -> str:
        """As a service is told it."""
        return f"http://127.0.0.1:{self.port}"

    def named(self, name: str) -> list[Seen]:
        """The spans of a name."""
        return [span for span in self.spans if span.name == name]

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for spans."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not true():  # noqa: ASYNC110 -- they come in batches
                await asyncio.sleep(0.05)

    async def take(self, request: web.Request) -> web.Response:
        """POST /v1/traces."""
        assert request.content_type == "application/x-protobuf"
        body = await request.read()
        self.bodies += body
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            names = {each.key: each.value.string_value for each in resource.resource.attributes}
            for scope in resource.scope_spans:
                self.spans += [_seen(names["service.name"], span) for span in scope.spans]
        answer = ExportTraceServiceResponse().SerializeToString()
        return web.Response(body=answer, content_type="application/x-protobuf")


def _seen(process: str, span: Any) -> Seen:
    return Seen(
        process=process,
        name=span.name,
        trace=span.trace_id.hex(),
        id=span.span_id.hex(),
        above=span.parent_span_id.hex(),
        seconds=(span.end_time_unix_nano - span.start_time_unix_nano) / 1e9,
        facts={each.key: getattr(each.value, each.value.WhichOneof("value")) for each in span.attributes},
    )


@asynccontextmanager
async def collector() -> AsyncIterator[Collector]:
    """A collector that listens."""
    taken = Collector()
    app = web.Application(client_max_size=1 << 24)
    app.add_routes([web.post("/v1/traces", taken.take)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        taken.port = runner.addresses[0][1]
        yield taken
    finally:
        await runner.cleanup()
