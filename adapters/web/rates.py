"""How often somebody may ask for something: token buckets, in memory."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

_REMEMBERED = 4096
"""Buckets that are kept; the fullest are forgotten first, and a bucket that is forgotten is a full one."""


@dataclass
class _Bucket:
    tokens: float
    seen: float


class Rate:
    """So many at once, and so many a second on the long run, for each name."""

    def __init__(self, burst: int, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_second = per_second
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}

    def take(self, name: str) -> float:
        """Take one token of `name`'s; 0 when there was one, else the seconds until there is."""
        bucket = self._filled(name)
        if bucket.tokens < 1:
            return (1 - bucket.tokens) / self._per_second
        bucket.tokens -= 1
        return 0.0

    def left(self, name: str) -> float:
        """The seconds until `name` has a token, without taking it."""
        return max(0.0, (1 - self._filled(name).tokens) / self._per_second)

    def _filled(self, name: str) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.get(name)
        if bucket is None:
            self._forget(now)
            bucket = self._buckets[name] = _Bucket(self._burst, now)
        bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.seen) * self._per_second)
        bucket.seen = now
        return bucket

    def _forget(self, now: float) -> None:
        if len(self._buckets) < _REMEMBERED:
            return
        full = sorted(self._buckets, key=lambda name: self._level(name, now), reverse=True)
        for name in full[: _REMEMBERED // 2]:
            del self._buckets[name]

    def _level(self, name: str, now: float) -> float:
        bucket = self._buckets[name]
        return bucket.tokens + (now - bucket.seen) * self._per_second


@dataclass(frozen=True, slots=True)
class Rates:
    """The limits of the page, far above what a person does.

    Attributes:
        visitor: what one visitor asks to be changed or done.
        address: the same, of all visitors of one address: cookies are had for nothing.
        door: wrong secrets from one address.
    """

    visitor: Rate = field(default_factory=lambda: Rate(300, 10))
    address: Rate = field(default_factory=lambda: Rate(2000, 100))
    door: Rate = field(default_factory=lambda: Rate(10, 0.1))


RATES = web.AppKey("rates", Rates)


def address_of(request: web.Request, *, proxied: bool) -> str:
    """The address that a request comes from; behind a proxy of ours, the one that it says it serves."""
    peer = request.remote or ""
    client = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    if proxied and client and _is_near(peer):
        try:
            return str(ipaddress.ip_address(client))
        except ValueError:
            return peer
    return peer


def _is_near(peer: str) -> bool:
    try:
        return ipaddress.ip_address(peer).is_private  # loopback is private too
    except ValueError:
        return False
