"""Pages with real photographs as they were, restored and in colour."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import typer
from PIL import Image
from typer.testing import CliRunner

from benchmarks.sheets import CAPTION_PX, GAP_PX, HEIGHT_PX, main
from tests.doubles.tiny_networks import tiny_networks
from tests.services.running import jpeg


def run(*arguments: str | Path) -> tuple[int, str]:
    app = typer.Typer()
    app.command()(main)
    result = CliRunner(env={"HEIRLOOM_BENCHMARK_DATA": ""}).invoke(app, [str(part) for part in arguments])
    return result.exit_code, result.output


def size(page: Path) -> tuple[int, int]:
    with Image.open(page) as opened:
        return opened.size


def test_every_photograph_is_on_a_page_and_what_is_none_is_said(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "real-old.tar", "w") as archive:
        photos = {f"old/{number}.jpg": jpeg(width=200, height=150) for number in range(3)}
        for name, content in {**photos, "old/letter.jpg": b"a letter", "old/LICENSE": b"words"}.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    (tmp_path / "weights").mkdir()
    tiny_networks(tmp_path / "weights")
    code, said = run(
        *("--data", tmp_path, "--out", tmp_path / "pages", "--rows", "2", "--weights", tmp_path / "weights")
    )
    assert code == 0, said
    assert "letter.jpg" in said
    assert "LICENSE" not in said
    pages = sorted((tmp_path / "pages").iterdir())
    assert [page.name for page in pages] == ["page-01.jpg", "page-02.jpg"]
    strip = CAPTION_PX + HEIGHT_PX + GAP_PX
    wide = 3 * (round(200 * HEIGHT_PX / 150) + GAP_PX) + GAP_PX  # as it was, restored and in colour
    assert [size(page) for page in pages] == [(wide, 2 * strip), (wide, strip)]


def test_without_photographs_it_says_so(tmp_path: Path) -> None:
    code, said = run("--data", tmp_path, "--out", tmp_path / "pages")
    assert code == 2
    assert "real-old.tar" in said
