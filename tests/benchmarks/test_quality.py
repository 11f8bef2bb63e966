"""The program measures every suite with whatever networks there are, and says which are missing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from benchmarks.quality import main
from benchmarks.suites import SUITES
from tests.benchmarks.shelf import shelf
from tests.doubles.tiny_networks import tiny_networks, unsure


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelf(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("weights")
    tiny_networks(folder)
    unsure(folder / "condition.onnx")
    return folder


def run(*arguments: str | Path) -> tuple[int, str]:
    app = typer.Typer()
    app.command()(main)
    result = CliRunner(env={"HEIRLOOM_BENCHMARK_DATA": ""}).invoke(app, [str(part) for part in arguments])
    return result.exit_code, result.output


def test_every_room_gives_figures(data: Path, weights: Path, tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    code, output = run("--data", data, "--weights", weights, "--json", file, "--threads", "1")
    assert code == 0, output
    figures = json.loads(file.read_text())["figures"]
    # A suite whose network is not there is named and left out.
    measured = {name for name, suite in SUITES.items() if set(suite.networks) <= set(tiny_networks(tmp_path))}
    assert {figure["suite"] for figure in figures} == measured
    assert all(figure["count"] > 0 for figure in figures)


def test_the_same_seed_gives_the_same_figures(data: Path, weights: Path, tmp_path: Path) -> None:
    files = tmp_path / "first.json", tmp_path / "second.json"
    for file in files:
        run("denoise", "inpaint", "--data", data, "--weights", weights, "--json", file, "--threads", "1")
    first, second = (json.loads(file.read_text())["figures"] for file in files)
    assert first == second


def test_a_missing_network_is_named_and_the_rest_is_measured(
    data: Path, weights: Path, tmp_path: Path
) -> None:
    shutil.copy(weights / "clean.onnx", tmp_path)
    file = tmp_path / "figures.json"
    code, output = run("jpeg", "damage", "--data", data, "--weights", tmp_path, "--json", file)
    assert code == 0, output
    assert "damage was not measured: there is no damage.onnx." in output
    content = json.loads(file.read_text())
    assert {figure["suite"] for figure in content["figures"]} == {"jpeg"}
    assert content["left_out"] == {"damage": ["damage"]}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Name the folder of the tar files with --data, or in HEIRLOOM_BENCHMARK_DATA."),
        (("beauty",), "There is no figure called beauty"),
        (("denoise", "--data", "/nowhere"), "There is no bench.tar in /nowhere."),
    ],
)
def test_wrong_use_is_said_in_a_sentence(arguments: tuple[str, ...], sentence: str, weights: Path) -> None:
    code, output = run(*arguments, "--weights", weights)
    assert code == 2
    assert sentence in output
