"""Figures for Prometheus, all counted in the process that holds the adapters: workers write theirs into the
database."""

from __future__ import annotations

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

from restoration.report import Report

_SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900)


class Metrics:
    """The figures of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._depth = Gauge("heirloom_queue_depth", "Photos by state", ["state"], registry=self.registry)
        self._workers = Gauge("heirloom_workers", "Workers that are alive", registry=self.registry)
        self._wait = Histogram(
            "heirloom_wait_seconds", "From taken to begun", buckets=_SECONDS, registry=self.registry
        )
        self._stage = Histogram(
            "heirloom_stage_seconds", "Time in a stage", ["stage"], buckets=_SECONDS, registry=self.registry
        )
        self._work = Histogram(
            "heirloom_work_seconds", "Engine and files", buckets=_SECONDS, registry=self.registry
        )
        self._failures = Counter("heirloom_failures", "Photos that failed", ["code"], registry=self.registry)
        self._events = Counter(
            "heirloom_events", "What arrived", ["platform", "kind", "answer"], registry=self.registry
        )
        self._deliveries = Counter(
            "heirloom_deliveries", "What was sent", ["platform", "piece", "result"], registry=self.registry
        )
        self._restarts = Counter("heirloom_worker_restarts", "Worker children begun", registry=self.registry)

    def restored(self, report: Report, waited_seconds: float | None) -> None:
        """A photo is done."""
        if waited_seconds is not None:
            self._wait.observe(waited_seconds)
        self._work.observe(report.seconds)
        for stage in report.stages:
            if stage.ran:
                self._stage.labels(stage.stage).observe(stage.seconds)

    def failed(self, code: str) -> None:
        """A photo failed."""
        self._failures.labels(code).inc()

    def arrived(self, platform: str, kind: str, answer: str) -> None:
        """An event was answered: "taken", "repeated", "refused", "said" or "ignored"."""
        self._events.labels(platform, kind, answer).inc()

    def sent(self, platform: str, piece: str, result: str) -> None:
        """A "status" or a "reply" was "sent", "delayed" or "refused"."""
        self._deliveries.labels(platform, piece, result).inc()

    def worker_begun(self) -> None:
        """A worker child was started."""
        self._restarts.inc()

    def depth(self, states: dict[str, int], workers: int) -> None:
        """How many photos there are in each state, and how many workers."""
        for state in ("queued", "running"):
            self._depth.labels(state).set(states.get(state, 0))
        self._workers.set(workers)

    def text(self) -> tuple[bytes, str]:
        """All figures, and their media type."""
        return generate_latest(self.registry), CONTENT_TYPE_LATEST
