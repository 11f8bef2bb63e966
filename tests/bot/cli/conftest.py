"""The command line with tiny networks, in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
import yaml
from typer.testing import CliRunner, Result

from bot.cli.commands import application
from bot.messages import Catalogue
from tests.doubles.tiny_networks import tiny_networks

Heirloom = Callable[..., Result]


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A settings file that names tiny networks."""
    folder = tmp_path_factory.mktemp("networks")
    models = {name: str(path) for name, path in tiny_networks(folder).items()}
    file = folder / "heirloom.yaml"
    file.write_text(yaml.safe_dump({"engine": {"threads": 1, "models": models}}))
    return file


@pytest.fixture
def heirloom(config: Path) -> Heirloom:
    """Runs `heirloom ARGUMENTS`, in English and with tiny networks unless `environ` says otherwise."""

    def run(*arguments: object, language: str = "en", **environ: str) -> Result:
        own = {"HEIRLOOM_CONFIG": str(config), "HEIRLOOM_DATA": str(config.parent / "data")}
        app = application({**own, **environ}, Catalogue(language))
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return run


@pytest.fixture
def old_photograph(tmp_path: Path) -> Path:
    """A black-and-white photograph with a white scratch, `grandma.png`."""
    return scratched(tmp_path / "grandma.png")


def scratched(path: Path, seed: int = 0) -> Path:
    """Write a grey picture with a white scratch, 96 x 64, different for every seed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    small = np.random.default_rng(seed).integers(40, 200, (4, 6), dtype=np.uint8)
    picture = cv2.resize(small, (96, 64), interpolation=cv2.INTER_CUBIC)
    picture[20:22, 10:80] = 255
    _, file = cv2.imencode(path.suffix, picture)
    path.write_bytes(file.tobytes())
    return path
