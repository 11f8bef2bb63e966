"""What a request holds, and whether Discord would take it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from tests.servers.discord.refusals import malformed

LOCALES = frozenset(
    (
        *(
            "id",
            "da",
            "de",
            "en-GB",
            "en-US",
            "es-ES",
            "es-419",
            "fr",
            "hr",
            "it",
            "lt",
            "hu",
            "nl",
            "no",
            "pl",
        ),
        *("pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja"),
        *("zh-TW", "ko"),
    )
)
_NAME = re.compile(r"[-_'\w]{1,32}")


@dataclass(frozen=True, slots=True)
class Form:
    """The JSON of a request, and the files beside it: by number, with their names."""

    said: dict[str, Any]
    files: dict[int, tuple[str, bytes]]

    @classmethod
    async def read(cls, request: web.Request) -> Form:
        """From either way to send it."""
        if not request.can_read_body:
            return cls({}, {})
        if request.content_type == "application/json":
            return cls(await request.json(), {})
        said: dict[str, Any] = {}
        files: dict[int, tuple[str, bytes]] = {}
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            if part.name == "payload_json":
                said = json.loads(await part.text())
            else:
                number = re.fullmatch(r"files\[(\d+)\]", part.name or "")
                if not number:
                    raise malformed(f"a part called {part.name}")
                files[int(number[1])] = (part.filename or "", bytes(await part.read()))
        return cls(said, files)


def check_message(said: dict[str, Any], files: dict[int, tuple[str, bytes]], *, empty: bool = False) -> None:
    """The rules for a message; `empty` = it may hold nothing, being a change."""
    if len(said.get("content") or "") > 2000:
        raise malformed("content: Must be 2000 or fewer in length")
    if len(said.get("attachments", [])) > 10:
        raise malformed("attachments: at most 10")
    if {int(each["id"]) for each in said.get("attachments", []) if "filename" in each} != set(files):
        raise malformed("attachments: not the files that came along")
    if not empty and not (said.get("content") or files):
        raise malformed("Cannot send an empty message")
    if len(said.get("nonce") or "") > 25:
        raise malformed("nonce: Must be 25 or fewer in length")
    if said.get("allowed_mentions", {}).get("parse") != []:
        raise AssertionError("this message could ping somebody")
    check_components(said.get("components") or [])


def check_components(rows: list[dict[str, Any]]) -> None:
    """The rules for buttons and menus."""
    seen: set[str] = set()
    if len(rows) > 5:
        raise malformed("components: at most 5 rows")
    for row in rows:
        items = row["components"]
        if row["type"] != 1 or not 1 <= len(items) <= 5:
            raise malformed("components: a row holds 1 to 5")
        if any(item["type"] == 3 for item in items) and len(items) > 1:
            raise malformed("components: a menu fills its row")
        for item in items:
            name = item["custom_id"]
            if not 1 <= len(name) <= 100 or name in seen:
                raise malformed(f"custom_id: {name}")
            seen.add(name)
            if item["type"] == 2 and not 1 <= len(item.get("label") or "") <= 80:
                raise malformed("label: Must be between 1 and 80 in length")
            options = item.get("options", [])
            if item["type"] == 3 and not 1 <= len(options) <= 25:
                raise malformed("options: Must be between 1 and 25 in length")
            if any(not 1 <= len(each["label"]) <= 100 or len(each["value"]) > 100 for each in options):
                raise malformed("options: too long")


def check_commands(commands: list[dict[str, Any]]) -> None:
    """The rules for commands and their translations."""
    names = [(each.get("type", 1), each["name"]) for each in commands]
    if len(names) != len(set(names)):
        raise malformed("name: APPLICATION_COMMANDS_DUPLICATE_NAME")
    for command in commands:
        if command.get("type", 1) != 1:
            for title in _said(command, "name"):
                if not 1 <= len(title) <= 32:
                    raise malformed(f"name: {title}")
            continue
        required = [bool(option.get("required")) for option in command.get("options", [])]
        if required != sorted(required, reverse=True):
            raise malformed("options: required ones come first")
        for each in (command, *command.get("options", [])):
            for name in _said(each, "name"):
                if not _NAME.fullmatch(name) or name != name.lower():
                    raise malformed(f"name: {name}")
            for description in _said(each, "description"):
                if not 1 <= len(description) <= 100:
                    raise malformed(f"description: {description}")


def _said(each: dict[str, Any], what: str) -> list[str]:
    """A text and its translations."""
    translated: dict[str, str] = each.get(f"{what}_localizations") or {}
    if unknown := set(translated) - LOCALES:
        raise malformed(f"{what}_localizations: {unknown}")
    return [each[what], *translated.values()]
