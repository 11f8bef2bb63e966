"""The image, as far as it can be tried without a container engine.

There is none on most machines that run these tests, so the Dockerfile's own install steps are run instead: in
a clean folder that holds what `.dockerignore` lets through, in a clean environment, and as an ordinary user
even where the tests run as root. Not shown: that the base image can be had, and that the finished one starts.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
INSTALLED = "/opt/heirloom"
NEEDS_ROOT = "useradd"
PASSED_ON = ("PATH", "LANG", "PIP_", "SSL_", "REQUESTS_", "HTTP", "http", "NO_PROXY", "no_proxy")

pytestmark = pytest.mark.peers  # it installs the whole of Heirloom anew: half a minute and more


@dataclass(frozen=True)
class Person:
    """An ordinary user with a folder of their own and a Python that they can run."""

    home: Path
    user: int | None
    python: str

    def run(self, *command: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command as this person."""
        environ = {name: value for name, value in os.environ.items() if name.startswith(PASSED_ON)}
        return subprocess.run(
            command,
            cwd=folder or self.home,
            env={**environ, "HOME": str(self.home), "LANG": "C.UTF-8"},
            user=self.user,
            group=None if self.user is None else pwd.getpwuid(self.user).pw_gid,
            extra_groups=None if self.user is None else [],
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def person() -> Iterator[Person]:
    """Whoever runs the tests, or `nobody` where that is root."""
    user = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
    home = Path(tempfile.mkdtemp(prefix="heirloom-"))
    if user is not None:
        os.chown(home, user, pwd.getpwuid(user).pw_gid)
    try:
        yield Person(home, user, reachable_python(home, user))
    finally:
        shutil.rmtree(home)


def reachable_python(home: Path, user: int | None) -> str:
    """A Python with venv that this user can run."""
    for python in dict.fromkeys([sys.executable, "/usr/local/bin/python3", "/usr/bin/python3"]):
        try:
            checked = Person(home, user, python).run(
                python, "-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))"
            )
        except OSError:
            continue
        if checked.returncode == 0:
            return python
    raise AssertionError("there is no Python here that an ordinary user can run")


@pytest.fixture(scope="module")
def installed(person: Person) -> Path:
    """Where Heirloom is after the Dockerfile's RUN lines."""
    source, target = person.home / "src", person.home / "opt"
    copy_context(source)
    if person.user is not None:
        for path in (source, *source.rglob("*")):
            os.chown(path, person.user, pwd.getpwuid(person.user).pw_gid)
    for step in run_lines():
        command = step.replace(INSTALLED, str(target)).replace("python -m venv", f"{person.python} -m venv")
        done = person.run("sh", "-ec", command, folder=source)
        assert done.returncode == 0, f"{step}\n{done.stdout}\n{done.stderr}"
    return target


def run_lines() -> list[str]:
    """The commands of the Dockerfile's RUN lines, save the one that makes a user."""
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    steps = [line.removeprefix("RUN ") for line in lines if line.startswith("RUN ")]
    assert not any(step.endswith("\\") for step in steps)
    return [step for step in steps if not step.startswith(NEEDS_ROOT)]


def copy_context(folder: Path) -> None:
    """Copy what `.dockerignore` lets through, as COPY would get it."""
    ignored, *lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert ignored == "*"
    folder.mkdir()
    for name in (line.removeprefix("!") for line in lines if line.startswith("!")):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)


def test_the_installed_command_restores_a_photograph_from_another_folder(
    person: Person, installed: Path
) -> None:
    elsewhere = person.home / "else where"
    elsewhere.mkdir(mode=0o777)
    elsewhere.chmod(0o777)
    gradient = np.tile(np.linspace(60, 190, 96), (64, 1)).astype(np.uint8)
    cv2.imwrite(str(elsewhere / "grandma.png"), gradient)
    heirloom = str(installed / "bin" / "heirloom")
    done = person.run(heirloom, "restore", "grandma.png", "--out", "new", "--compare", folder=elsewhere)
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((elsewhere / "new" / "grandma.report.json").read_text("utf-8"))
    written = {path.name for path in (elsewhere / "new").iterdir()}
    assert written == {"grandma.report.json", "grandma.compare.jpg"} | {
        version["file"] for version in report["versions"].values()
    }


def test_the_installed_command_lists_its_networks_from_another_folder(
    person: Person, installed: Path
) -> None:
    done = person.run(str(installed / "bin" / "heirloom"), "models", folder=Path("/"))
    assert done.returncode == 0, done.stdout + done.stderr
    for card in (ROOT / "restoration" / "weights").glob("*.yaml"):
        assert card.stem in done.stdout


def test_it_brings_no_torch(person: Person, installed: Path) -> None:
    done = person.run(str(installed / "bin" / "python"), "-c", "import torch")
    assert "ModuleNotFoundError" in done.stderr
