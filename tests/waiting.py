"""How long tests wait for something, and ports on which they let programs listen."""

from __future__ import annotations

import random
import socket
from pathlib import Path

PATIENCE_SECONDS = 120.0
"""When something that should have happened is given up: a busy machine is slow, and where all is well nobody
waits so long."""

_OUTGOING = Path("/proc/sys/net/ipv4/ip_local_port_range")


def quiet_port() -> int:
    """A port on loopback on which nobody listens, for a program that has to be told one before it starts.

    It lies below those that the system gives to connections: one of these could be taken in the meantime
    by any connection of another test.
    """
    below = int(_OUTGOING.read_text("ascii").split()[0]) if _OUTGOING.exists() else 32768
    draw = random.SystemRandom()
    while True:
        port = draw.randrange(min(10_000, below - 2000), below)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
