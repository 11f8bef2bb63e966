"""What a restored photograph leaves on the disk: versions, the before/after picture and, last, the report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot import __version__
from bot.cli.names import Plan
from bot.messages import Catalogue
from bot.messages.report import plain_words
from restoration.photo import Edit, Format, History, packet, writable
from restoration.pipeline import RestorationResult
from restoration.provenance import Signer
from restoration.recipe import ColorChoice, Look, Recipe
from restoration.results.files import version_file
from restoration.results.pictures import before_and_after
from restoration.results.writing import write_whole
from restoration.stages import STAGES, Version


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of every photograph of a run; `format` None means the source's own."""

    recipe: Recipe | None = None
    strength: float = 0.5
    color: ColorChoice = ColorChoice.AUTO
    format: Format | None = None
    compare: bool = False
    look: Look = Look.FAITHFUL
    scale: int = 1
    salvage: bool = False
    sidecar: bool = False
    signer: Signer | None = None

    @property
    def enlarges(self) -> bool:
        """Whether results are larger than their sources."""
        return (self.scale if self.recipe is None else self.recipe.scale) > 1

    def to_json(self) -> dict[str, Any]:
        """All that changes the versions, for the report; a comparison changes none."""
        return {
            "recipe": None if self.recipe is None else self.recipe.to_mapping(),
            "strength": self.strength,
            "color": str(self.color),
            "format": "same" if self.format is None else str(self.format),
            "look": None if self.recipe is not None else str(self.look),
            "scale": self.scale if self.recipe is None else self.recipe.scale,
            **({"salvage": True} if self.salvage else {}),
            **({"signed": True} if self.signer else {}),
        }


def done_before(plan: Plan, digest: str, wish: Wish, weights: Mapping[str, str]) -> dict[str, Any] | None:
    """The report of an earlier run that did just this: source, wish, weights, and every file still there."""
    report = plan.earlier()
    if report is None:
        return None
    needed = {"sha256": digest, "wish": wish.to_json(), "weights": dict(weights)}
    if {
        "sha256": _member(report, "source", "sha256"),
        "wish": report.get("wish"),
        "weights": report.get("weights"),
    } != needed:
        return None
    if wish.compare and not report.get("comparison"):
        return None
    if wish.sidecar and not all("sidecar" in _mapping(v) for v in _mapping(report.get("versions")).values()):
        return None
    files = [_member(version, "file") for version in _mapping(report.get("versions")).values()]
    files += [report["comparison"]] if report.get("comparison") else []
    there = all(isinstance(name, str) and (plan.folder / name).is_file() for name in files)
    return dict(report) if there and files else None


def save(
    plan: Plan,
    source: bytes,
    digest: str,
    result: RestorationResult,
    wish: Wish,
    weights: Mapping[str, str],
    catalogue: Catalogue,
) -> dict[str, Any]:
    """Write every version, the comparison if wished, and the report, each whole or not at all.

    A report of an earlier run goes first, so that one that lies there is true at every moment.

    Raises:
        OSError: something could not be written; then there is no report.
    """
    plan.folder.mkdir(parents=True, exist_ok=True)
    plan.report.unlink(missing_ok=True)
    versions = {version: _write(plan, source, result, version, wish) for version in result.photos}
    if wish.compare:
        write_whole(plan.comparison, before_and_after(result.source, result.best).data)
    made = result.report().to_json()
    report = {
        "heirloom": __version__,
        "source": {
            "path": str(plan.source.absolute()),
            "sha256": digest,
            **({"page": plan.page} if plan.page else {}),
            "format": str(result.source.format),
            "width": result.source.width,
            "height": result.source.height,
        },
        "wish": wish.to_json(),
        "summary": list(
            plain_words(result.condition, result.stages, catalogue, result.size, str(result.look or ""))
        ),
        **{name: made[name] for name in ("condition", "recipe", "stages", "models")},
        "weights": dict(weights),
        "versions": {str(version): written for version, written in versions.items()},
        "comparison": plan.comparison.name if wish.compare else None,
    }
    # A name that is not UTF-8 holds half a surrogate pair; backslashreplace writes that as JSON's own escape.
    text = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
    write_whole(plan.report, text.encode("utf-8", "backslashreplace"))
    return report


def _write(
    plan: Plan, source: bytes, result: RestorationResult, version: Version, wish: Wish
) -> Mapping[str, str]:
    """Write one version; one that nothing was done to passes through untouched where the format allows.

    It is a person's own file: all that describes it is kept, and what was done is added to its history.
    """
    photo, edit = result.photos[version], result.edits[version]
    path = plan.version(str(version), writable(wish.format or photo.format))
    history = history_of(result, version)
    data = version_file(photo, edit, source, wish.format, history=history)
    if wish.signer is not None and edit is not Edit.NONE:
        data = wish.signer.sign(data, source, plan.source.name, history.agent, edit, history.steps)
    write_whole(path, data)
    written = {"file": path.name, "edit": str(edit)}
    if wish.sidecar:
        write_whole(plan.sidecar(str(version)), packet(photo, edit, history) or b"")
        written["sidecar"] = plan.sidecar(str(version)).name
    return written


def history_of(result: RestorationResult, version: Version) -> History:
    """Who did what to a version, for its metadata."""
    ran = {report.stage for report in result.stages if report.ran}
    steps = [
        entry.name
        for entry in STAGES
        if entry.name in ran and entry.edit is not Edit.NONE and entry.version in (Version.RESTORED, version)
    ]
    return History(f"Heirloom {__version__}", tuple(steps))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _member(value: object, *names: str) -> object:
    """The member of nested mappings, or None where one is missing or something else."""
    for name in names:
        value = _mapping(value).get(name)
    return value
