"""Rows of figures, as a table for people and as JSON for comparison."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

WIDTH = 190
"""Columns of the table where the output is not a terminal."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What a figure has to reach: at least, or at most, a limit."""

    limit: float
    at_least: bool = True

    def met(self, value: float) -> bool:
        """Whether a value reaches it; a value that is no number does not."""
        return value >= self.limit if self.at_least else value <= self.limit

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {self.limit:g}"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure with what is needed to judge it.

    Attributes:
        suite: the group it belongs to, as the command line names it.
        subject: what was measured, such as the pictures and the strength of the damage.
        measure: the metric with its unit.
        value: the figure; infinite where two pictures are equal.
        count: number of pictures or runs behind it.
        seed: of all randomness in it; None where there is none.
        error: standard error of the mean, where the figure is one.
        bar: what it has to reach, if anything was said.
        beside: the same measure of baselines, measured in the same run.
        published: figures of others by name, from their papers.
        note: what a reader must know, such as that the published figure is of another set.
    """

    suite: str
    subject: str
    measure: str
    value: float
    count: int
    seed: int | None = None
    error: float | None = None
    bar: Bar | None = None
    beside: Mapping[str, float] = field(default_factory=dict)
    published: Mapping[str, float] = field(default_factory=dict)
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the bar was reached; None without one."""
        return None if self.bar is None else self.bar.met(self.value)


def mean(values: Sequence[float]) -> float:
    """The mean of finite values; infinite if all are, NaN if there is none."""
    finite = [value for value in values if math.isfinite(value)]
    if not finite:
        return float("inf") if values and all(value == math.inf for value in values) else float("nan")
    return math.fsum(finite) / len(finite)


def standard_error(values: Sequence[float]) -> float | None:
    """Standard error of the mean of finite values; None for fewer than two."""
    finite = [value for value in values if math.isfinite(value)]
    if len(finite) < 2:
        return None
    centre = mean(finite)
    variance = math.fsum((value - centre) ** 2 for value in finite) / (len(finite) - 1)
    return math.sqrt(variance / len(finite))


def table(rows: Iterable[Row], title: str) -> Table:
    """The rows as a table, a rule between suites."""
    shown = Table(title=title, title_justify="left", show_lines=False)
    columns = ("", "of", "measure", "figure", "bar", "measured beside", "published", "n", "seed", "note")
    for name in columns:
        shown.add_column(
            name, justify="right" if name in ("figure", "n", "seed") else "left", overflow="fold"
        )
    suite = None
    for row in rows:
        if suite not in (None, row.suite):
            shown.add_section()
        shown.add_row("" if suite == row.suite else row.suite, *_cells(row))
        suite = row.suite
    return shown


def _cells(row: Row) -> tuple[str, ...]:
    figure = number(row.value) + (f" ± {number(row.error)}" if row.error is not None else "")
    seed = "" if row.seed is None else str(row.seed)
    beside, published = _named(row.beside), _named(row.published)
    return row.subject, row.measure, figure, _verdict(row), beside, published, str(row.count), seed, row.note


def _verdict(row: Row) -> str:
    if row.bar is None:
        return ""
    return f"[green]{row.bar} met[/]" if row.met else f"[red]{row.bar} NOT met[/]"


def _named(figures: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {number(value)}" for name, value in figures.items())


def number(value: float) -> str:
    """A figure with about four digits; ``equal`` for an infinite PSNR."""
    if math.isnan(value):
        return "-"
    if math.isinf(value):
        return "equal"
    size = abs(value)
    return f"{value:.0f}" if size >= 1000 else f"{value:.2f}" if size >= 1 or value == 0 else f"{value:.4f}"


def document(rows: Iterable[Row], **facts: Any) -> str:
    """The rows as JSON, with facts of the run; figures that are no finite number become null."""
    entries = [asdict(row) | {"bar": str(row.bar) if row.bar else None, "met": row.met} for row in rows]
    return json.dumps(_finite({**facts, "figures": entries}), indent=2, ensure_ascii=False)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(entry) for key, entry in value.items()}
    return [_finite(entry) for entry in value] if isinstance(value, list | tuple) else value


def publish(rows: Sequence[Row], title: str, file: Path | None, **facts: Any) -> None:
    """Print the table, and write the JSON where a file is named."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    if rows:
        console.print(table(rows, title))
    if file is not None:
        file.write_text(document(rows, **facts) + "\n", encoding="utf-8")
