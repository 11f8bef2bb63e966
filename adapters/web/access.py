"""Who may come in, and whose photographs a visitor sees.

A visitor is a random number in a cookie, signed so that nobody makes one up: with a secret set, only those
who knew it are given one. The number is never stored: a chat's id is its digest.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from adapters.web.errors import secret_needed, secret_too_short
from adapters.web.settings import WebSettings

LEAST_SECRET = 16
MADE_HERE = "auto"
"""As the secret: make one at the first start, and keep it."""

_NUMBER_CHARACTERS = 32


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who may come in.

    Attributes:
        chat: whose photographs they see.
        cookie: what to set in their browser; None when it is there already, or for clients with a token.
    """

    chat: str
    cookie: str | None = None


class Access:
    """Decides by settings alone; asks nobody and remembers nothing."""

    def __init__(self, settings: WebSettings, folder: Path) -> None:
        """Read the settings; the key for cookies, and a secret made here, lie in `folder`.

        Raises:
            Unusable: others could reach the page and there is no secret, or a secret could be guessed.
        """
        self.secret = kept(folder / "secret") if settings.secret == MADE_HERE else settings.secret
        self._token = settings.api_token
        for key, value in (("web.secret", self.secret), ("web.api_token", self._token)):
            if value and len(value) < LEAST_SECRET:
                raise secret_too_short(key=key, minimum=LEAST_SECRET)
        if not self.secret and not is_loopback(settings.host):
            raise secret_needed(host=settings.host, key="web.secret", variable="HEIRLOOM_WEB_SECRET")
        self._key = hmac.digest(kept(folder / "cookies").encode(), self.secret.encode(), "sha256")
        self._public = urlsplit(settings.public_url).netloc.lower()
        self.proxied = bool(self._public)
        self._hosts = {settings.host.lower(), urlsplit(settings.public_url).hostname} - {"", None}

    def knows_host(self, host: str) -> bool:
        """Whether a request may name `host`.

        A page of a stranger can point its own name at this machine (DNS rebinding); its cookie is not ours
        then, so that only where no secret is asked for the name has to be one of ours.
        """
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return bool(self.secret) or is_loopback(name) or name in self._hosts

    def comes_from_here(self, headers: Mapping[str, str]) -> bool:
        """Whether a request that changes something was not made by a stranger's page (CSRF).

        Every browser states Origin with it; programs that are none send neither header.
        """
        if headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = headers.get("Origin")
        ours = {headers.get("Host", "").lower(), self._public}  # a proxy may name itself in Host
        return origin is None or urlsplit(origin).netloc.lower() in ours - {""}

    def visitor(self, cookie: str | None, authorization: str | None) -> Visitor | None:
        """Who this is; somebody new where the page is open to all; None = must tell the secret first."""
        if authorization is not None:
            return self._client(authorization)
        if cookie and self._signed(cookie):
            return Visitor(_digest(cookie))
        return None if self.secret else self.newcomer()

    def newcomer(self) -> Visitor:
        """Somebody who was never here."""
        number = secrets.token_urlsafe(24)
        cookie = f"{number}.{self._signature(number)}"
        return Visitor(_digest(cookie), cookie)

    def is_secret(self, text: str) -> bool:
        """Whether somebody knows the secret."""
        return bool(self.secret) and hmac.compare_digest(text.encode(), self.secret.encode())

    def _client(self, authorization: str) -> Visitor | None:
        kind, _, token = authorization.partition(" ")
        fits = kind.lower() == "bearer" and hmac.compare_digest(token.strip().encode(), self._token.encode())
        return Visitor(_digest(f"api:{self._token}")) if self._token and fits else None

    def _signed(self, cookie: str) -> bool:
        number, _, signature = cookie.partition(".")
        if len(number) != _NUMBER_CHARACTERS:
            return False
        return hmac.compare_digest(signature.encode(), self._signature(number).encode())

    def _signature(self, number: str) -> str:
        return hmac.new(self._key, number.encode(), "sha256").hexdigest()[:32]


def is_loopback(host: str) -> bool:
    """Whether nobody outside this machine can reach `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def kept(file: Path) -> str:
    """The random text in `file`, which is made at the first call and readable by its owner alone."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if text := file.read_text("ascii").strip():
            return text
        file.unlink()  # the last start was cut off between making and filling it
        return kept(file)
    with os.fdopen(descriptor, "w") as made:
        text = secrets.token_urlsafe(24)
        made.write(text)
    return text


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
