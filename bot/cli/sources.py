"""Which photographs a command line means: files, and folders looked through."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from restoration.results.names import SUFFIXES

_PHOTOGRAPH = frozenset(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)
_OURS = re.compile(r"(?P<name>.+)\.(restored|colorized|compare)\.[^.]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Source:
    """A photograph to restore: where it lies, and the folder inside `--out` that its results belong to."""

    path: Path
    folder: Path = Path()


@dataclass(slots=True)
class Found:
    """What was found: the photographs in order, and how much was passed by."""

    sources: list[Source] = field(default_factory=list)
    other_files: int = 0
    closed_folders: int = 0
    earlier_results: int = 0


def find(arguments: Sequence[Path], out: Path, *, recursive: bool) -> Found:
    """List the photographs that `arguments` (existing files and folders) mean, each file once.

    A file is taken whatever its name; of a folder, everything that is named like a photograph, save hidden
    files, the folder `out` itself and results of an earlier run. With `recursive`, folders inside are looked
    through too, and mirrored in `Source.folder`; links to folders are followed, but never in a circle.
    """
    found = Found()
    taken: set[Path] = set()
    for argument in arguments:
        inside = _walk(argument, out, recursive, found) if argument.is_dir() else iter([Source(argument)])
        for source in inside:
            place = source.path.parent.resolve() / source.path.name
            if place not in taken:
                taken.add(place)
                found.sources.append(source)
    return found


def _walk(root: Path, out: Path, recursive: bool, found: Found) -> Iterator[Source]:
    forbidden = out.resolve()
    entered: set[Path] = set()
    open_folders = [root]
    while open_folders:
        folder = open_folders.pop()
        place = folder.resolve()
        if place in entered or (place == forbidden and folder != root):
            continue
        entered.add(place)
        with os.scandir(folder) as entries:
            visible = sorted(
                (entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name
            )
        inner = [folder / entry.name for entry in visible if entry.is_dir()]
        if recursive:
            open_folders.extend(reversed(inner))
        else:
            found.closed_folders += len(inner)
        files = [entry.name for entry in visible if not entry.is_dir()]
        yield from _photographs(folder, folder.relative_to(root), files, found)


def _photographs(folder: Path, mirrored: Path, names: list[str], found: Found) -> Iterator[Source]:
    photographs = [name for name in names if Path(name).suffix.lower() in _PHOTOGRAPH]
    reports = {name for name in names if name.endswith(".report.json")}
    found.other_files += len(names) - len(photographs) - len(reports)
    known = {Path(name).stem for name in photographs} | set(photographs)
    for name in photographs:
        result = _OURS.fullmatch(name)
        if result and (result["name"] in known or f"{result['name']}.report.json" in reports):
            found.earlier_results += 1
        else:
            yield Source(folder / name, mirrored)
