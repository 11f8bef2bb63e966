"""A folder of results as a bag (BagIt, RFC 8493), which archives take in and check, through bagit."""

from __future__ import annotations

from pathlib import Path

from bot import __version__
from bot.errors import FileProblem

_DECLARATION = "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"


def payload(out: Path) -> Path:
    """Where the results of a bag lie."""
    return out / "data"


def require_bagit() -> None:
    """Raises FileProblem where the package is not installed."""
    try:
        import bagit  # noqa: F401 - looked for, not used
    except ImportError as error:
        raise FileProblem("file.extra_missing", extra="archive") from error


def close(out: Path) -> None:
    """Write the manifests (SHA-256, SHA-512) of all that lies in the payload; may be done again.

    Raises:
        OSError: they cannot be written.
    """
    import bagit

    (out / "bagit.txt").write_text(_DECLARATION, "utf-8")
    bag = bagit.Bag(str(out))
    bag.algorithms = ["sha256", "sha512"]
    bag.info.setdefault("Bag-Software-Agent", f"Heirloom {__version__}")
    bag.save(manifests=True)
