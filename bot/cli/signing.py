"""Who signs what the command line makes, by the settings."""

from __future__ import annotations

from pathlib import Path

from bot.settings.sections import ProvenanceSettings
from restoration.provenance import Signer


def signer_of(settings: ProvenanceSettings) -> Signer | None:
    """Who signs, None where no certificate is configured."""
    if not settings.certificate:
        return None
    return Signer(Path(settings.certificate), Path(settings.key), settings.algorithm, settings.authority)
