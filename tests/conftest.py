"""What holds for every test: those under tests/training need torch, and without it the header says so."""

from __future__ import annotations

import os
import signal
from importlib.util import find_spec
from pathlib import Path

import pytest

TRAINING = Path(__file__).parent / "training"
HAS_TORCH = find_spec("torch") is not None


def pytest_report_header() -> list[str]:
    """Say what cannot be collected here, so that nothing is left out silently."""
    return [] if HAS_TORCH else ["tests/training is left out: torch is not installed (make test-training)"]


def pytest_configure() -> None:
    """Let Ctrl-C be heard, which a shell lets its background ignore, and all that is started there."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """How many processes `-n auto` is: one more than there are processors, for the tests of the service wait
    for timetables and other programs much of their time."""
    return len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1) + 1


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave tests/training alone where there is no torch."""
    return True if collection_path == TRAINING and not HAS_TORCH else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything under tests/training."""
    for item in items:
        if TRAINING in item.path.parents:
            item.add_marker(pytest.mark.training)
