"""Spans by OpenTelemetry, sent to a collector by OTLP over HTTP; needs the extra `tracing`.

The SDK reads the rest of its settings itself, under its standard names: OTEL_EXPORTER_OTLP_HEADERS,
OTEL_TRACES_SAMPLER, OTEL_RESOURCE_ATTRIBUTES.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from bot import __version__
from bot.observability.tracing import NOWHERE, Fact, Tracing
from restoration.report import Progress

_SEND_SECONDS = 5.0
"""How long one message to the collector may take."""

_W3C = TraceContextTextMapPropagator()


class Spans(Tracing):
    """The spans of one process."""

    def __init__(self, endpoint: str, role: str) -> None:
        """`endpoint` is the collector's, without the path; `role` is what the process is."""
        names = {"service.name": f"heirloom-{role}", "service.version": __version__}
        self._provider = TracerProvider(resource=Resource.create(names), shutdown_on_exit=False)
        exporter = OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces", timeout=_SEND_SECONDS)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("heirloom", __version__)

    @contextmanager
    def span(self, name: str, carried: Mapping[str, str] = NOWHERE, **facts: Fact) -> Iterator[None]:
        """See `Tracing.span`. Of an error inside, only its kind is noted."""
        above = _W3C.extract(carried) if carried else None
        with self._tracer.start_as_current_span(
            name, above, attributes=_attributes(facts), record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield
            except Exception as problem:
                span.set_attribute("error.type", type(problem).__name__)
                span.set_status(trace.StatusCode.ERROR)
                raise

    def note(self, **facts: Fact) -> None:
        """See `Tracing.note`."""
        trace.get_current_span().set_attributes(_attributes(facts))

    def carried(self) -> Mapping[str, str]:
        """See `Tracing.carried`."""
        carrier: dict[str, str] = {}
        _W3C.inject(carrier)
        return carrier

    @contextmanager
    def stages(self, then: Callable[[Progress], None]) -> Iterator[Callable[[Progress], None]]:
        """See `Tracing.stages`."""
        began: dict[str, int] = {}
        ended: dict[str, int] = {}

        def note(progress: Progress) -> None:
            now = time.time_ns()
            began.setdefault(progress.stage, now)
            if progress.done >= 1:  # one that is skipped never gets there
                ended[progress.stage] = now
            then(progress)

        try:
            yield note
        finally:
            for stage, at in ended.items():
                self._tracer.start_span(f"stage {stage}", start_time=began[stage]).end(at)

    def close(self) -> None:
        """See `Tracing.close`."""
        self._provider.shutdown()


def _attributes(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    return {f"heirloom.{name}": value for name, value in facts.items()}
