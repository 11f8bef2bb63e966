"""The promises of `bot/cli/sources.py`."""

from __future__ import annotations

from pathlib import Path

from bot.cli.sources import Found, find


def lay(root: Path, *names: str) -> Path:
    """Make empty files below a folder."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    return root


def paths(found: Found, root: Path) -> list[str]:
    """What was found, relative to `root`."""
    return [str(source.path.relative_to(root)) for source in found.sources]


def test_a_folder_means_its_photographs_in_order_and_the_rest_is_counted(tmp_path: Path) -> None:
    lay(tmp_path, "b.JPG", "a.tiff", "c.heic", "notes.txt", ".hidden.jpg", "._b.JPG", "inside/d.jpg")
    found = find([tmp_path], tmp_path / "out", recursive=False)
    assert paths(found, tmp_path) == ["a.tiff", "b.JPG", "c.heic"]
    assert (found.other_files, found.closed_folders) == (1, 1)


def test_recursive_mirrors_folders(tmp_path: Path) -> None:
    lay(tmp_path, "a.jpg", "1950/b.jpg", "1950/june/c.jpg")
    found = find([tmp_path], tmp_path / "out", recursive=True)
    assert [(source.path.name, str(source.folder)) for source in found.sources] == [
        ("a.jpg", "."),
        ("b.jpg", "1950"),
        ("c.jpg", "1950/june"),
    ]


def test_the_folder_for_results_is_not_looked_through_when_it_lies_inside(tmp_path: Path) -> None:
    lay(tmp_path, "a.jpg", "out/a.restored.jpg", "out/deeper/b.jpg")
    assert paths(find([tmp_path], tmp_path / "out", recursive=True), tmp_path) == ["a.jpg"]


def test_results_beside_their_sources_are_not_restored_again(tmp_path: Path) -> None:
    ours = [
        "a.restored.jpg",
        "a.colorized.jpg",
        "a.compare.jpg",
        "a.report.json",
        "b.png.restored.png",
        "gone.restored.jpg",
    ]
    lay(tmp_path, "a.jpg", "b.png", "gone.report.json", "theirs.restored.jpg", *ours)
    found = find([tmp_path], tmp_path, recursive=True)
    assert paths(found, tmp_path) == ["a.jpg", "b.png", "theirs.restored.jpg"]
    assert found.earlier_results == 5


def test_a_file_is_taken_whatever_its_name_and_only_once(tmp_path: Path) -> None:
    lay(tmp_path, "scan", "a.jpg")
    found = find([tmp_path / "scan", tmp_path / "a.jpg", tmp_path], tmp_path / "out", recursive=False)
    assert paths(found, tmp_path) == ["scan", "a.jpg"]


def test_links_are_followed_but_never_in_a_circle(tmp_path: Path) -> None:
    lay(tmp_path, "album/a.jpg", "elsewhere/b.jpg")
    (tmp_path / "album/circle").symlink_to(tmp_path / "album")
    (tmp_path / "album/more").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "album/c.jpg").symlink_to(tmp_path / "elsewhere/b.jpg")
    found = find([tmp_path / "album"], tmp_path / "out", recursive=True)
    assert paths(found, tmp_path / "album") == ["a.jpg", "c.jpg", "more/b.jpg"]


def test_a_link_to_nothing_is_taken_so_that_it_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").symlink_to(tmp_path / "gone.jpg")
    assert paths(find([tmp_path], tmp_path / "out", recursive=False), tmp_path) == ["a.jpg"]
