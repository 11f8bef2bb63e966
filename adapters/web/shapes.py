"""Requests as JSON: what the REST API says of a photograph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adapters.contract import Content, Json, Parameter, PartView, RequestState, View


def photo(view: View, notice: str | None = None) -> dict[str, Any]:
    """A request of one photo, as the page and the clients of the API get it."""
    part = view.parts[0] if view.parts else None
    here = f"/api/photos/{view.request}"
    shape: dict[str, Any] = {
        "id": view.request,
        "state": view.state.value,
        "progress": round(view.progress, 4),
        "stage": view.stage,
        "text": view.text,
        "revision": view.revision,
        "created": view.created.isoformat(),
        "expires": view.expires.isoformat(),
        "buttons": [
            [{"action": button.action, "text": button.text} for button in row] for row in view.buttons
        ],
        "archive": f"{here}/archive",
        "notice": notice,
    }
    return {**shape, **(_part(part, here) if part is not None else _NOTHING)}


_NOTHING: Json = {
    "problem": None,
    "width": 0,
    "height": 0,
    "original": None,
    "versions": {},
    "previews": {},
    "condition": None,
    "report": [],
    "guesses": [],
    "stages": [],
    "recipe": None,
    "rotate": 0,
    "crop": None,
    "masked": False,
}


def _part(part: PartView, here: str) -> dict[str, Any]:
    failed = part.error is not None and part.state is RequestState.FAILED
    crop = dict(zip(("left", "top", "width", "height"), part.crop, strict=True)) if part.crop else None
    return {
        "problem": {"code": part.error.code, "text": part.error.text} if failed and part.error else None,
        "width": part.width,
        "height": part.height,
        "original": _link(f"{here}/original", part.original) if part.original else None,
        "versions": _links(f"{here}/versions", part.versions),
        "previews": _links(f"{here}/previews", part.previews),
        "condition": part.condition,
        "report": list(part.report),
        "guesses": list(part.guesses),
        "stages": list(part.stages),
        "recipe": part.recipe,
        "rotate": part.rotate,
        "crop": crop,
        "masked": part.masked,
    }


def _links(base: str, contents: Mapping[str, Content]) -> dict[str, str]:
    return {name: _link(f"{base}/{name}", content) for name, content in contents.items()}


def _link(path: str, content: Content) -> str:
    """A link that changes with what it leads to, so that a page shows the newest picture."""
    return f"{path}?v={content.sha256[:16]}"


def parameter(entry: Parameter) -> dict[str, Any]:
    """One strength of the recipe, for drawing its control."""
    return {
        "name": entry.name,
        "text": entry.text,
        "kind": entry.kind,
        "minimum": entry.minimum,
        "maximum": entry.maximum,
        "default": entry.default,
        "stage": entry.stage,
    }
