"""A cap on the memory of a process."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path


def limit_memory(megabytes: int) -> None:
    """Cap this process's memory, so that a picture that eats it ends this process and not the machine.

    Counts what is written to (RLIMIT_DATA), not what is only reserved; and offers this process to the kernel
    first. Zero megabytes = three quarters of the machine's memory.
    """
    if sys.platform != "linux":
        return
    import resource

    pages, page_bytes = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    limit = megabytes * 1_000_000 or pages * page_bytes * 3 // 4
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", "ascii")
