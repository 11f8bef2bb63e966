"""The promises of `bot/cli/names.py`: results of one photograph never replace another's."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bot.cli.names import Plan, plan, sha256
from bot.cli.sources import Source
from restoration.photo import Format


def sources(root: Path, *names: str) -> list[Source]:
    """Make files of different content and mean them."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(os.fsencode(name))
    return [Source(root / name) for name in names]


def report(one: Plan, **source: str) -> None:
    """Leave the report of an earlier run."""
    one.folder.mkdir(parents=True, exist_ok=True)
    one.report.write_text(json.dumps({"source": source}))


def names(root: Path, *files: str) -> list[str]:
    """The names that files get in a fresh run into `root/out`."""
    return [one.name for one in plan(sources(root, *files), root / "out")]


def test_a_photograph_is_called_by_its_name_without_the_ending(tmp_path: Path) -> None:
    assert names(tmp_path, "grandma 1932.jpg", "two\nlines.png", "été.tif", "a.b.jpg", "scan") == [
        "grandma 1932",
        "two\nlines",
        "été",
        "a.b",
        "scan",
    ]


@pytest.mark.parametrize(
    "alike", [("a.jpg", "a.png"), ("A.jpg", "a.png"), ("\u00e9.jpg", "e\u0301.png"), ("x/a.jpg", "y/a.jpg")]
)
def test_photographs_that_would_be_called_alike_are_not(alike: tuple[str, str], tmp_path: Path) -> None:
    first, second = names(tmp_path, *alike)
    assert first.casefold() != second.casefold()


def test_the_second_of_two_with_the_same_whole_name_gets_a_number(tmp_path: Path) -> None:
    assert names(tmp_path, "x/a.jpg", "y/a.jpg", "z/a.jpg") == ["a.jpg", "a.jpg-2", "a.jpg-3"]


def test_names_stay_when_other_photographs_come_later(tmp_path: Path) -> None:
    (first,) = plan(sources(tmp_path, "a.jpg"), tmp_path / "out")
    report(first, path=str(tmp_path / "a.jpg"))
    again = plan(sources(tmp_path, "a.jpg", "a.png"), tmp_path / "out")
    assert [one.name for one in again] == ["a", "a.png"]


def test_a_later_photograph_does_not_take_the_name_of_an_earlier_one(tmp_path: Path) -> None:
    (first,) = plan(sources(tmp_path, "a.jpg"), tmp_path / "out")
    report(first, path=str(tmp_path / "a.jpg"))
    (other,) = plan(sources(tmp_path, "a.png"), tmp_path / "out")
    assert other.name == "a.png"


def test_a_photograph_that_moved_keeps_its_name_and_an_edited_one_too(tmp_path: Path) -> None:
    (source,) = sources(tmp_path, "a.jpg")
    (first,) = plan([source], tmp_path / "out")
    report(first, path="/where/it/was/a.jpg", sha256=sha256(source.path))
    assert plan([source], tmp_path / "out") == [first]
    report(first, path=str(source.path), sha256="another")
    assert plan([source], tmp_path / "out") == [first]


def test_numbered_names_are_kept_as_well(tmp_path: Path) -> None:
    both = sources(tmp_path, "x/a.jpg", "y/a.jpg")
    first = plan(both, tmp_path / "out")
    for one in first:
        report(one, path=str(one.source))
    assert plan(both, tmp_path / "out") == first
    assert plan(both[1:], tmp_path / "out") == first[1:]


def test_a_source_is_never_written_over(tmp_path: Path) -> None:
    out = tmp_path
    plans = plan(sources(out, "a.jpg", "a.restored.jpg", "b.compare.jpg", "b.png"), out)
    written = {path for one in plans for path in (one.version("restored", Format.JPEG), one.comparison)}
    assert not written & {one.source for one in plans}


def test_a_report_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a.report.json").write_text('{"theirs": true}')
    assert names(tmp_path, "a.jpg") == ["a.jpg"]


def test_a_name_too_long_for_an_ending_is_shortened_and_stays_its_own(tmp_path: Path) -> None:
    first, second = names(tmp_path, "é" * 120 + "1.jpg", "é" * 120 + "2.jpg")
    assert first != second
    assert len(os.fsencode(first)) <= 200


@pytest.mark.parametrize(
    ("source", "format", "name"),
    [
        ("a.JPG", Format.JPEG, "a.restored.JPG"),
        ("a.jpeg", Format.JPEG, "a.restored.jpeg"),
        ("a.heic", Format.JPEG, "a.restored.jpg"),
        ("a.bmp", Format.PNG, "a.restored.png"),
        ("a.jpg", Format.PNG, "a.restored.png"),
        ("a", Format.TIFF, "a.restored.tif"),
    ],
)
def test_a_version_ends_like_its_source_where_that_is_true(source: str, format: Format, name: str) -> None:
    assert Plan(Path(source), Path(), "a").version("restored", format) == Path(name)
