"""The sections of the settings that the service reads, with their units and bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.settings.values import Bounds


@dataclass(frozen=True, slots=True)
class DatabaseSettings:
    """Where requests and jobs are kept.

    Attributes:
        url: a PostgreSQL of the operator's, as libpq writes it; empty = the embedded one under the data
            folder. A secret, because it may hold a password.
    """

    url: str = field(default="", metadata={"secret": True}, repr=False)


@dataclass(frozen=True, slots=True)
class BlobSettings:
    """Where photos and results are kept.

    Attributes:
        url: such as "s3://bucket/folder", with its keys in the environment as its own tools name them
            (AWS_ACCESS_KEY_ID and so on); empty = a folder under the data folder.
    """

    url: str = ""


@dataclass(frozen=True, slots=True)
class QueueSettings:
    """How jobs are treated.

    Attributes:
        longest: photos that may wait at the same time; more are refused.
        attempts: how often a photo, a fetch or a delivery is tried at most.
        stalled_seconds: without a sign of life for this long, a worker counts as gone and its jobs are given
            to others. The same for all processes on one database.
        grace_seconds: how long a job in hand may go on after a request to stop; keep it below the time after
            which the system kills.
        album_seconds: how long the photos of one album are waited for.
        restore_seconds: the longest that one photo may be worked on.
    """

    longest: int = 500
    attempts: int = 5
    stalled_seconds: float = 15.0
    grace_seconds: float = 20.0
    album_seconds: float = 1.5
    restore_seconds: float = 1800.0


@dataclass(frozen=True, slots=True)
class ProvenanceSettings:
    """In whose name the command line signs what it made (Content Credentials).

    Attributes:
        certificate: a PEM file with the signing certificate and those that vouch for it; empty = nothing is
            signed.
        key: a PEM file with its private key.
        algorithm: of the signature.
        authority: address of a time-stamping authority; empty = none is asked.
    """

    certificate: str = ""
    key: str = ""
    algorithm: str = "es256"
    authority: str = ""


@dataclass(frozen=True, slots=True)
class LimitsSettings:
    """What one person may ask for.

    Attributes:
        megabytes: largest file.
        megapixels: largest picture.
        album: most photos in one request.
        unfinished: photos of one person that may wait or be worked on at the same time.
        photos_per_day: of one person, adjustments included.
        access: "everyone", or "listed" = only people and chats that an operator allowed.
        operators: who may give the commands of operators, each as platform:id, such as "telegram:12345".
    """

    megabytes: float = 50.0
    megapixels: float = 50.0
    album: int = 20
    unfinished: int = 30
    photos_per_day: int = 500
    access: str = "everyone"
    operators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RetentionSettings:
    """How long photos and results are kept, in hours after the last work on them."""

    hours: float = 24.0


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """The process that decodes photographs and runs networks.

    Attributes:
        children: how many `heirloom serve` runs by itself; 0 where workers run elsewhere.
        memory_megabytes: most memory of one; 0 = three quarters of the machine's.
        idle_seconds: after this long without work a worker that had some is replaced by a fresh one, so that
            its memory goes back to the system.
    """

    children: int = 1
    memory_megabytes: int = 0
    idle_seconds: float = 600.0


@dataclass(frozen=True, slots=True)
class LogSettings:
    """What is written to the standard error.

    Attributes:
        level: "debug", "info", "warning" or "error".
        format: "text" for people, "json" for programs.
    """

    level: str = "info"
    format: str = "text"


@dataclass(frozen=True, slots=True)
class MetricsSettings:
    """A port of its own for /metrics, /healthz and /readyz, beside the web page's.

    Attributes:
        host: address to listen on.
        port: 0 = none.
    """

    host: str = "127.0.0.1"
    port: int = 0


@dataclass(frozen=True, slots=True)
class TracingSettings:
    """Traces for an OpenTelemetry collector; they need the extra `tracing`.

    Attributes:
        endpoint: of the collector, by OTLP over HTTP, such as "http://localhost:4318"; empty = what the
            standard's own OTEL_EXPORTER_OTLP_ENDPOINT says, and without it there are none.
    """

    endpoint: str = ""

    def standard(self, environ: Mapping[str, str]) -> TracingSettings:
        """The same, with the standard's own variable where nothing else was said."""
        return self if self.endpoint else TracingSettings(environ.get("OTEL_EXPORTER_OTLP_ENDPOINT", ""))


BOUNDS: Mapping[str, Bounds] = {
    "queue.longest": Bounds(1, 1e6),
    "queue.attempts": Bounds(1, 100),
    "queue.stalled_seconds": Bounds(1, 3600),
    "queue.grace_seconds": Bounds(0, 3600),
    "queue.album_seconds": Bounds(0, 60),
    "queue.restore_seconds": Bounds(1, 86400),
    "limits.megabytes": Bounds(0.001, 2000),
    "limits.megapixels": Bounds(0.01, 1000),
    "limits.album": Bounds(1, 100),
    "limits.unfinished": Bounds(1, 1e6),
    "limits.photos_per_day": Bounds(1, 1e9),
    "limits.access": Bounds(among=("everyone", "listed")),
    "limits.operators": Bounds(shape=r"[a-z]{1,20}:\S{1,64}"),
    "retention.hours": Bounds(0.001, 24 * 366),
    "worker.children": Bounds(0, 64),
    "worker.memory_megabytes": Bounds(0, 1e8),
    "worker.idle_seconds": Bounds(1, 1e7),
    "log.level": Bounds(among=("debug", "info", "warning", "error")),
    "log.format": Bounds(among=("text", "json")),
    "metrics.port": Bounds(0, 65535),
}
