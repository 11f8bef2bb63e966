"""What is packaged: the wheel holds every file that the packages read, and works unpacked elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]
PACKAGES = ("adapters", "bot", "restoration")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    return Path(next(iter(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))))


def test_the_wheel_holds_every_file_of_the_packages_and_nothing_of_the_rest(wheel: Path) -> None:
    wanted = {
        str(file.relative_to(ROOT))
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    } | {f"bot/config/{file.name}" for file in (ROOT / "config").iterdir()}
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
        assert held == wanted
        assert any(name.endswith("licenses/restoration/weights/LICENSE.md") for name in archive.namelist())


def test_unpacked_elsewhere_it_reads_its_own_settings_sentences_and_cards(
    wheel: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    script = "\n".join(
        [
            "import adapters, bot.settings, restoration.cards",
            "from bot.messages import Catalogue, languages",
            "print(bot.settings.default_file(), restoration.cards.shipped_weights())",
            "print(len(restoration.cards.cards()))",
            "bot.settings.load({})",
            "print(*languages(), Catalogue('de').exactly('photo.empty'))",
        ]
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    places, number, words = done.stdout.splitlines()
    settings, weights = places.split()
    assert Path(settings).is_relative_to(tmp_path / "site")
    assert Path(weights).is_relative_to(tmp_path / "site")
    assert int(number) == len(list((ROOT / "restoration" / "weights").glob("*.yaml")))
    assert words == "de en es fr pt ru Die Datei ist leer. Bitte schicke sie noch einmal."
