"""The first command works wherever it is typed: from `heirloom serve` to a delivered photo.

The networks are those that ship, and folders, users and processes are real. What needs root, such as another
user or a network of its own, is left out without it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.peers.first_command import (
    IS_ROOT,
    NOBODY,
    Installation,
    Terminal,
    built,
    checked_out,
    folder,
    installed,
)
from tests.running import jpeg

needs_root = pytest.mark.skipif(not IS_ROOT, reason="needs root, to become somebody else")

pytestmark = pytest.mark.peers


@pytest.fixture(scope="module")
def workshop() -> Iterator[Path]:
    """A folder for what the cases share, which everybody may read."""
    with folder() as made:
        yield made


@pytest.fixture(scope="module")
def photo(workshop: Path) -> Path:
    """A photo to be restored, which is given a colourised version as well."""
    file = workshop / "grandma.jpg"
    file.write_bytes(jpeg(width=320, height=240, scratch=True))
    return file


@pytest.fixture(scope="module")
def shared(workshop: Path) -> Installation:
    """Heirloom in an environment that everybody may read, made by a Python that everybody may run."""
    return installed(workshop / "environment", public_python(), built(workshop))


def public_python() -> str:
    """A Python with venv that another user can run too."""
    for python in dict.fromkeys(["/usr/local/bin/python3", "/usr/bin/python3", sys.executable]):
        switch = ["setpriv", f"--reuid={NOBODY}", "--clear-groups"] if IS_ROOT else []
        code = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))"
        if shutil.which(python) and not subprocess.run([*switch, python, "-c", code], check=False).returncode:
            return python
    raise AssertionError("there is no Python here that an ordinary user can run")


@needs_root
def test_root_starts_an_installation_in_a_folder_closed_to_everybody_else(
    shared: Installation, photo: Path
) -> None:
    with folder(mode=0o700) as home:
        own = shared.copied(home / "environment")
        with Terminal(home).started(own.heirloom, "serve") as heirloom:
            heirloom.delivers(photo)
            assert heirloom.end() == 0


@needs_root
def test_root_says_make_run_in_a_checkout_in_a_folder_closed_to_everybody_else(
    shared: Installation, photo: Path
) -> None:
    with folder(mode=0o700) as home:
        checkout = checked_out(home / "heirloom")
        shared.copied(checkout / ".venv", checkout=checkout)
        (checkout / ".venv" / ".installed").touch()
        with Terminal(home).started("make", "-C", str(checkout), "run") as heirloom:
            heirloom.delivers(photo)


@needs_root
@pytest.mark.parametrize("user", ["", NOBODY], ids=["root", "an ordinary user"])
def test_a_umask_that_closes_everything_is_none_to_heirloom(
    shared: Installation, photo: Path, user: str
) -> None:
    with folder(user=user) as home:
        own = shared if user else shared.copied(home / "environment", umask=0o077)
        terminal = Terminal(home, user, umask=0o077)
        for _ in range(2):
            with terminal.started(own.heirloom, "serve") as heirloom:
                heirloom.delivers(photo)
