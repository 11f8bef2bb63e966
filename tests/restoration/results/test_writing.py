"""The promises of `restoration/results/writing.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from restoration.results.writing import write_whole


def test_a_file_is_written_and_replaced_and_nothing_else_remains(tmp_path: Path) -> None:
    for data in (b"first", b"second"):
        write_whole(tmp_path / "a", data)
        assert (tmp_path / "a").read_bytes() == data
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


def test_what_cannot_be_written_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError, match="a"):
        write_whole(tmp_path / "a", b"data")
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


def test_others_may_read_what_is_written_as_far_as_the_users_mask_allows(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"")
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode
