"""Which photographs a command line means: files, and folders looked through."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from restoration.errors import RestorationError
from restoration.formats.header import Format
from restoration.formats.pages import count_pages
from restoration.results.names import SUFFIXES

_PHOTOGRAPH = frozenset(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)
_SEVERAL = frozenset((*SUFFIXES[Format.TIFF], *SUFFIXES[Format.PDF]))
_OURS = re.compile(r"(?P<name>.+)\.(restored|colorized|compare)\.[^.]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Source:
    """A photograph to restore.

    Attributes:
        path: the file it lies in.
        folder: the folder inside `--out` that its results belong to.
        page: which of several photographs in the file, from 1; 0 where it holds one alone.
    """

    path: Path
    folder: Path = Path()
    page: int = 0


@dataclass(slots=True)
class Found:
    """What was found: the photographs in order, and how much was passed by."""

    sources: list[Source] = field(default_factory=list)
    other_files: int = 0
    closed_folders: int = 0
    earlier_results: int = 0


def find(arguments: Sequence[Path], out: Path, *, recursive: bool, keep_tree: bool = False) -> Found:
    """List the photographs that `arguments` (existing files and folders) mean, each file once.

    With `keep_tree` folders are looked through and mirrored under their own names, so that those of two
    arguments stay apart.

    A file is taken whatever its name; of a folder, everything that is named like a photograph, save hidden
    files, the folder `out` itself and results of an earlier run. With `recursive`, folders inside are looked
    through too, and mirrored in `Source.folder`; links to folders are followed, but never in a circle.
    """
    found = Found()
    taken: set[Path] = set()
    for argument in arguments:
        if argument.is_dir():
            tree = Path(argument.resolve().name) if keep_tree else Path()
            inside = _walk(argument, out, recursive or keep_tree, found)
        else:
            tree, inside = Path(), iter([Source(argument)])
        for source in (replace(source, folder=tree / source.folder) for source in inside):
            place = source.path.parent.resolve() / source.path.name
            if place not in taken:
                taken.add(place)
                found.sources.extend(_pages(source))
    return found


def _pages(source: Source) -> Iterator[Source]:
    """Every photograph of a file that may hold several; a file that cannot be read counts as one, to fail
    later with its reason."""
    number = 1
    if source.path.suffix.lower() in _SEVERAL:
        with contextlib.suppress(OSError, ValueError, RestorationError):
            number = count_pages(source.path)
    yield from (replace(source, page=page) for page in (range(1, number + 1) if number > 1 else [0]))


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
