"""Which language a visitor reads: what they chose, else what their browser asks for."""

from __future__ import annotations

from aiohttp import web

from adapters.contract import Reader
from adapters.web.keys import READER

COOKIE = "heirloom_language"
NAMES = {
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "pt": "Português",
    "ru": "Русский",
}
"""The languages by their own names."""


def locale_of(request: web.Request) -> str | None:
    """The locale to answer in; None = nothing that is spoken here was asked for."""
    wanted = [request.cookies.get(COOKIE, ""), *accepted(request.headers.get("Accept-Language", ""))]
    return next((locale for locale in wanted if locale and speaks(request.app[READER], locale)), None)


def speaks(reader: Reader, locale: str) -> bool:
    """Whether somebody who asks for `locale` is answered in it."""
    return reader.language(locale) == locale.replace("_", "-").split("-")[0].lower()


def accepted(header: str) -> list[str]:
    """The languages of an Accept-Language header, the most wanted first (RFC 9110)."""
    weighed: list[tuple[float, str]] = []
    for place, entry in enumerate(header.split(",")[:20]):
        tag, _, quality = entry.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        if tag and weight > 0:
            weighed.append((-weight + place * 1e-6, tag))
    return [tag for _, tag in sorted(weighed)]
