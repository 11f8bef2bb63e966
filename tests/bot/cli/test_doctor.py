"""The promises of `heirloom doctor` and `heirloom models`."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot import __version__
from bot.messages import languages
from restoration.stages import STAGES
from tests.bot.cli.conftest import Heirloom


def test_with_every_network_there_all_is_well(heirloom: Heirloom) -> None:
    result = heirloom("doctor")
    assert result.exit_code == 0, result.output
    assert "All is well." in result.stdout
    assert f"Heirloom {__version__}" in result.stdout
    assert "CPUExecutionProvider" in result.stdout
    assert "onnxruntime" in result.stdout
    assert all(f"“{model}”" in result.stdout for entry in STAGES for model in entry.models)


@pytest.mark.parametrize("language", languages())
def test_the_doctor_speaks_every_language(language: str, heirloom: Heirloom) -> None:
    result = heirloom("doctor", language=language)
    assert result.exit_code == 0
    assert "doctor" not in result.stdout  # a code would stand where a sentence is missing


def test_a_network_that_cannot_be_loaded_is_told_and_the_rest_is_still_looked_at(
    heirloom: Heirloom, tmp_path: Path
) -> None:
    (tmp_path / "broken.onnx").write_bytes(b"no network")
    models = f"{{clean: {tmp_path}/broken.onnx, inpaint: {tmp_path}/nowhere.onnx}}"
    result = heirloom("doctor", HEIRLOOM_ENGINE_MODELS=models)
    assert result.exit_code == 1
    assert "✗ The network “clean” cannot be used" in result.stdout
    assert "✗ The file of the network “inpaint” is missing" in result.stdout
    assert "onnxruntime" in result.stdout


def test_wrong_settings_are_told_as_what_is_wrong(heirloom: Heirloom) -> None:
    result = heirloom("doctor", HEIRLOOM_ENGINE_THREADS="many")
    assert result.exit_code == 1
    assert "✗ The setting engine.threads must be a whole number." in result.stdout


def test_a_provider_that_is_not_there_is_told(heirloom: Heirloom) -> None:
    result = heirloom("doctor", HEIRLOOM_ENGINE_PROVIDER="cuda")
    assert result.exit_code == 1
    assert "“cuda”" in result.stdout


def test_the_link_by_which_a_bot_is_invited_is_told(heirloom: Heirloom) -> None:
    token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz-0123456789_A"
    result = heirloom("doctor", HEIRLOOM_DISCORD_TOKEN=token)
    assert "https://discord.com/oauth2/authorize?client_id=123456789012345678" in result.stdout
    assert token not in result.output


def test_models_lists_every_card_with_its_terms(heirloom: Heirloom, tmp_path: Path) -> None:
    card = {
        "name": "inpaint",
        "version": "7",
        "task": "Fills holes.",
        "terms": "see the note",
        "trained_on": {"cc0_clothing": 240},
        "weaknesses": ["Hands."],
    }
    (tmp_path / "inpaint.yaml").write_text(yaml.safe_dump(card))
    (tmp_path / "inpaint.onnx").write_bytes(b"")
    result = heirloom("models", COLUMNS="200", HEIRLOOM_ENGINE_MODELS=f"{{inpaint: {tmp_path}/inpaint.onnx}}")
    assert result.exit_code == 0, result.output
    for words in (
        "inpaint  7",
        "Fills holes.",
        "Terms: see the note",
        "cc0_clothing 240",
        "Does badly: Hands.",
    ):
        assert words in result.stdout


def test_models_says_which_file_is_missing(heirloom: Heirloom, tmp_path: Path) -> None:
    result = heirloom("models", HEIRLOOM_ENGINE_MODELS=f"{{inpaint: {tmp_path}/gone.onnx}}")
    assert result.exit_code == 1
    assert "The file is missing" in result.stdout


def test_help_says_every_option_in_every_language(heirloom: Heirloom) -> None:
    for language in languages():
        result = heirloom("restore", "--help", language=language)
        assert result.exit_code == 0
        assert "help." not in result.stdout
        for option in (
            "--out",
            "--recipe",
            "--strength",
            "--color",
            "--compare",
            "--format",
            "--recursive",
            "--json",
        ):
            assert option in result.stdout


def test_version_is_the_packages(heirloom: Heirloom) -> None:
    assert heirloom("--version").stdout == f"heirloom {__version__}\n"
