"""Where the page listens: on the port that was named, or else on the usual one or the next that is free."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterable

from aiohttp import web

from adapters.contract import Unusable
from adapters.web.errors import PORT_TAKEN, address_taken, port_taken
from adapters.web.settings import WebSettings

USUAL_PORT = 8080
"""Where nobody named one."""

_NEXT = 50
"""How many ports above one that is taken are tried."""


async def listen(runner: web.AppRunner, settings: WebSettings) -> int:
    """Listen, and say on which port.

    Raises:
        Unusable: the port that was named, or every one that was tried, is another program's.
        Unusable: the system lets nobody listen there.
    """
    if settings.port is not None or settings.public_url:  # a proxy does not follow to another port
        return await _listen(runner, settings, USUAL_PORT if settings.port is None else settings.port)
    for port in _from(USUAL_PORT):
        try:
            return await _listen(runner, settings, port)
        except Unusable as problem:
            if problem.code != PORT_TAKEN:
                raise
            last = problem
    raise last


async def _listen(runner: web.AppRunner, settings: WebSettings, port: int) -> int:
    host = settings.host
    try:
        await web.TCPSite(runner, host or None, port).start()
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise port_taken(host=host, port=port, free=_free(host, _from(port + 1))) from problem
        reason = problem.strerror or type(problem).__name__
        raise address_taken(host=host, port=port, reason=reason) from problem
    return int(runner.addresses[0][1])


def _from(port: int) -> Iterable[int]:
    return range(port, min(port + _NEXT, 65536))


def _free(host: str, ports: Iterable[int]) -> int:
    """The first of `ports` that can be listened on now, 0 = none; 0 as a setting lets the system choose."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in ports:
        with socket.socket(kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    return 0
