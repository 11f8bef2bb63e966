"""What results are called, so that no photograph's results ever replace another's."""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, count, takewhile
from pathlib import Path
from typing import Any

from bot.cli.sources import Source
from restoration.formats.header import Format
from restoration.results.names import SUFFIXES

VERSIONS = ("restored", "colorized")
_SUFFIXES = tuple(chain.from_iterable(SUFFIXES.values()))
_LONGEST_NAME = 200
"""Bytes; most file systems allow 255, and endings such as `.colorized.jpg` come after."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the results of one photograph go: into `folder`, each named `name` and an ending.

    `page` says which of several photographs in the file it is, from 1; 0 where the file holds one alone.
    """

    source: Path
    folder: Path
    name: str
    page: int = 0

    @property
    def report(self) -> Path:
        """The report, which is written last: where it is, all of the photograph is done."""
        return self.folder / f"{self.name}.report.json"

    def version(self, version: str, format: Format) -> Path:
        """The file of one version; it ends like its source where that fits the format it is written in."""
        usual = SUFFIXES[format]
        suffix = self.source.suffix if self.source.suffix.lower() in usual else usual[0]
        return self.folder / f"{self.name}.{version}{suffix}"

    @property
    def comparison(self) -> Path:
        """The before/after picture."""
        return self.folder / f"{self.name}.compare.jpg"

    def sidecar(self, version: str) -> Path:
        """The XMP packet of one version, beside it."""
        return self.folder / f"{self.name}.{version}.xmp"

    def earlier(self) -> Mapping[str, Any] | None:
        """The report of an earlier run, or None where there is none that can be read."""
        try:
            report = json.loads(self.report.read_bytes())
        except (OSError, ValueError):
            return None
        return report if isinstance(report, dict) else None


def plan(sources: Sequence[Source], out: Path) -> list[Plan]:
    """Name the results of every source.

    A photograph is called by its name without the ending; where two in a folder would then be called alike,
    by its whole name; where that is taken too, a number follows. It keeps the name it had in an earlier run,
    known by that report's path or hash; names differing only in case or Unicode form count as alike.
    """
    alike = Counter((source.folder, _folded(source.path.stem)) for source in sources if source.page < 2)
    files = {(source.path.parent.resolve(), _folded(source.path.name)) for source in sources}
    claimed: set[tuple[Path, str]] = set()
    plans = []
    for source in sources:
        shared = alike[source.folder, _folded(source.path.stem)] > 1
        free = partial(_free, claimed=claimed, files=files)
        chosen = _named(source, out / source.folder, shared, free)
        claimed.add((chosen.folder, _folded(chosen.name)))
        plans.append(chosen)
    return plans


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _named(source: Source, folder: Path, shared: bool, free: Callable[[Plan], bool]) -> Plan:
    page = f".page-{source.page}" if source.page else ""

    def named(name: str) -> Plan:
        return Plan(source.path, folder, name, source.page)

    stem, whole = (named(_shortened(name + page)) for name in (source.path.stem, source.path.name))
    numbered = (named(f"{whole.name}-{number}") for number in count(2))
    earlier = chain([stem, whole], takewhile(lambda one: one.report.exists(), numbered))
    kept = next((one for one in earlier if free(one) and _same_photograph(one)), None)
    if kept is not None:
        return kept
    numbered = (named(f"{whole.name}-{number}") for number in count(2))
    fresh = chain([whole] if shared else [stem, whole], numbered)
    return next(one for one in fresh if free(one) and (one.earlier() is None or _same_photograph(one)))


def _free(plan: Plan, claimed: set[tuple[Path, str]], files: set[tuple[Path, str]]) -> bool:
    """Whether no other photograph of this run is called so, and none of the sources would be written over."""
    if (plan.folder, _folded(plan.name)) in claimed:
        return False
    folder = plan.folder.resolve()
    endings = [f".{version}{suffix}" for version in VERSIONS for suffix in _SUFFIXES] + [".compare.jpg"]
    return not any((folder, _folded(plan.name + ending)) in files for ending in endings)


def _same_photograph(plan: Plan) -> bool:
    """Whether an earlier run gave this name to this source, known by its path or by its content."""
    source = (plan.earlier() or {}).get("source")
    if not isinstance(source, dict):
        return False
    if source.get("path") == str(plan.source.absolute()):
        return True
    try:
        return source.get("sha256") == sha256(plan.source)
    except OSError:
        return False


def _folded(name: str) -> str:
    """A name as a disk that ignores case and Unicode form compares it."""
    return unicodedata.normalize("NFC", name).casefold()


def _shortened(name: str) -> str:
    """The name itself, or where it is too long its beginning and a mark that is its own."""
    if len(os.fsencode(name)) <= _LONGEST_NAME:
        return name
    mark = hashlib.sha256(os.fsencode(name)).hexdigest()[:8]
    return f"{os.fsencode(name)[: _LONGEST_NAME - 10].decode('utf-8', 'ignore')}~{mark}"
