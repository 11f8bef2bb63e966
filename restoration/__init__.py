"""Photographs: decode them, find out what ails them, restore and colour them, and write them again.

Nothing here knows of chats, jobs or sentences for a person: what goes wrong or is found is a code with
parameters. A program of yours needs five lines::

    async def restore(path: Path) -> None:
        async with Engine() as engine:
            result = await engine.restore(Request(path.read_bytes()))
        for version, photo in result.photos.items():
            path.with_suffix(f".{version}.jpg").write_bytes(encode(photo, edit=result.edits[version]))
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

from restoration import errors

if TYPE_CHECKING:
    from restoration.engine import Engine, Request
    from restoration.photo import decode, encode
    from restoration.recipe import Recipe

# ONNX Runtime reports its use to its maker from the moment it is imported, and nothing may leave the machine.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

__all__ = ["Engine", "Recipe", "Request", "decode", "encode", "errors"]

_MODULES = {"Engine": "engine", "Recipe": "recipe", "Request": "engine", "decode": "photo", "encode": "photo"}


if not TYPE_CHECKING:  # or every name would do

    def __getattr__(name: str) -> Any:
        # At first use: a process that serves needs recipes and reports, but neither decoders nor networks.
        if name not in _MODULES:
            raise AttributeError(name)
        return getattr(import_module(f"restoration.{_MODULES[name]}"), name)
