"""Writing files whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` at once: a reader sees the old file or the new one, never a part.

    Raises:
        OSError: it could not be written; nothing is left behind.
    """
    beside = path.parent / f".heirloom-{secrets.token_hex(8)}.part"
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # otherwise a power cut may keep the new name and lose what is in it
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
