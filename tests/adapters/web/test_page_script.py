"""The page's script, run by Node where there is one: what needs no window."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

CASES = sorted(Path(__file__).parent.glob("page/*.test.mjs"))
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="there is no node: the page's script is not run")
@pytest.mark.parametrize("cases", CASES, ids=lambda path: path.name.removesuffix(".test.mjs"))
def test_the_script_of_the_page_keeps_its_promises(cases: Path) -> None:
    done = subprocess.run([NODE or "node", "--test", str(cases)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "# pass 0" not in done.stdout
