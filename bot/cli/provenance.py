"""`heirloom provenance`: what a file states of its making, and whether its signature holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TextIO

from bot.errors import FileProblem
from bot.messages import Catalogue
from restoration.provenance import read_provenance

VALID = frozenset({"Valid", "Trusted"})


def told(path: Path, catalogue: Catalogue, out: TextIO) -> int:
    """Print the statement as JSON, and before it the verdict in a sentence; the exit code, 1 where there is
    none or it does not hold.

    Raises:
        FileProblem: the file cannot be read.
        RestorationError: it is no photograph, or the package is not installed.
    """
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise FileProblem("file.unreadable", reason=problem.strerror or str(problem)) from problem
    statement = read_provenance(data)
    if statement is None:
        print(catalogue.say("provenance.none"), file=out)
        return 1
    state = str(statement.get("validation_state", "Invalid"))
    print(catalogue.say(f"provenance.{'valid' if state in VALID else 'invalid'}", state=state), file=out)
    print(json.dumps(statement, indent=2, ensure_ascii=False), file=out)
    return 0 if state in VALID else 1
