"""The promises of `bot/object_store.py` that need no server; those that do are under tests/peers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import BotError
from bot.store import object_store


def test_without_an_address_photos_lie_in_a_folder_that_nobody_else_may_read(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "blobs"
    object_store.opened("", folder).put("ab/cd", b"photo")
    assert (folder / "ab" / "cd").read_bytes() == b"photo"
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("address", ["s3://AKIA:hunter2hunter2@photos/x", "s3://photos/x?key=hunter2hunter2"])
def test_keys_in_the_address_are_refused_and_not_repeated(address: str, tmp_path: Path) -> None:
    with pytest.raises(BotError, match=r"store\.keys") as problem:
        object_store.opened(address, tmp_path)
    assert "hunter2" not in str(problem.value)


@pytest.mark.parametrize(
    "address", ["photos", "s3://", "ftp://host/x", "https://example.org/x", "memory:///", "file:///tmp/x"]
)
def test_what_no_two_processes_could_share_or_nobody_knows_is_no_store(address: str, tmp_path: Path) -> None:
    with pytest.raises(BotError, match=r"store\.address") as problem:
        object_store.opened(address, tmp_path)
    assert problem.value.parameters["url"] == address


def test_only_the_first_line_of_what_a_library_says_is_told() -> None:
    assert object_store.reason(ValueError("it went wrong\nDebug source:\n...")) == "it went wrong"
    assert object_store.reason(ValueError()) == "ValueError"
