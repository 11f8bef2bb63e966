"""Memory of the service's processes, by what they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import psutil

MB = 1e6


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes of one kind of process: proportional (shared pages divided among those that share them) and
    resident."""

    proportional: int
    resident: int


KINDS = ("serve", "worker", "PostgreSQL")


def measured(serve: int) -> dict[str, Memory]:
    """Memory by kind of process, of the service whose process is `serve` and of all below it."""
    sums = {kind: [0, 0] for kind in KINDS}
    for kind, process in _processes(serve):
        try:
            found = process.memory_full_info()
        except psutil.NoSuchProcess:
            continue  # the database's own helpers come and go
        sums[kind][0] += found.pss
        sums[kind][1] += found.rss
    return {kind: Memory(*pair) for kind, pair in sums.items()}


def _processes(serve: int) -> Iterator[tuple[str, psutil.Process]]:
    top = psutil.Process(serve)
    yield "serve", top
    for child in top.children():
        kind = "worker" if "bot.cli" in child.cmdline() else "PostgreSQL"
        for process in (child, *child.children(recursive=True)):
            yield kind, process
