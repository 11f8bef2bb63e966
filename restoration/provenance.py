"""Content Credentials (C2PA 2): a signed statement in a file of what it was made from and how.

Through c2pa-python, an optional package; nothing is signed unless a certificate is configured.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from restoration.errors import CertificateInvalid, ProvenanceMissing
from restoration.photo import Edit, inspect
from restoration.results.names import MEDIA_TYPES

_SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_NO_CLAIM = "ManifestNotFound"
#: Stages -> actions of the standard; every other one is an edit.
_ACTIONS = {"colorize": "c2pa.color_adjustments", "tone": "c2pa.color_adjustments", "clean": "c2pa.filtered"}


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose name a statement is signed in.

    Attributes:
        certificate: a PEM file, the signing certificate first and those that vouch for it behind.
        key: a PEM file with its private key.
        algorithm: such as "es256" or "ps256".
        authority: a time-stamping authority's address, empty = none is asked.
    """

    certificate: Path
    key: Path
    algorithm: str = "es256"
    authority: str = field(default="")

    def sign(
        self, data: bytes, source: bytes, title: str, agent: str, edit: Edit, steps: Sequence[str]
    ) -> bytes:
        """A finished file with the statement in it: its source as ingredient, and an action per step.

        Raises:
            ProvenanceMissing: the package is not installed.
            CertificateInvalid: certificate and key cannot be read or do not serve.
        """
        c2pa = _library()
        try:
            info = c2pa.C2paSignerInfo(
                alg=self.algorithm.encode(),
                sign_cert=self.certificate.read_bytes(),
                private_key=self.key.read_bytes(),
                ta_url=self.authority.encode() or None,
            )
            signed = BytesIO()
            with (
                c2pa.Signer.from_info(info) as signer,
                c2pa.Builder(_manifest(title, agent, edit, steps)) as builder,
            ):
                kind = MEDIA_TYPES[inspect(source).format]
                if kind in c2pa.Builder.get_supported_mime_types():
                    told = {"title": title, "relationship": "parentOf", "instance_id": _PARENT}
                    builder.add_ingredient(json.dumps(told), kind, BytesIO(source))
                builder.sign(signer, MEDIA_TYPES[inspect(data).format], BytesIO(data), signed)
        except (OSError, c2pa.C2paError) as error:
            raise CertificateInvalid(path=str(self.certificate), reason=str(error)[:200]) from error
        return signed.getvalue()


_PARENT = "xmp:iid:original"


def read_provenance(data: bytes) -> dict[str, Any] | None:
    """The statement in a file as the library reads it, with its verdict under `validation_state`; None
    where there is none.

    Raises:
        ProvenanceMissing: the package is not installed.
        PhotoError: the file is no photograph.
    """
    c2pa = _library()
    kind = MEDIA_TYPES[inspect(data).format]
    if kind not in c2pa.Reader.get_supported_mime_types():
        return None
    try:
        with c2pa.Reader(kind, BytesIO(data)) as reader:
            return dict(json.loads(reader.json()))
    except c2pa.C2paError as error:
        if _NO_CLAIM in str(error) or _NO_CLAIM in type(error).__name__:
            return None
        return {"validation_state": "Invalid", "reason": str(error)}


def _library() -> Any:
    try:
        import c2pa
    except ImportError as error:
        raise ProvenanceMissing from error
    return c2pa


def _manifest(title: str, agent: str, edit: Edit, steps: Sequence[str]) -> str:
    name, _, version = agent.partition(" ")
    opened: dict[str, Any] = {"action": "c2pa.opened", "parameters": {"ingredientIds": [_PARENT]}}
    actions = [opened] + [
        {
            "action": _ACTIONS.get(step, "c2pa.edited"),
            "softwareAgent": {"name": name, "version": version},
            "digitalSourceType": _SOURCE_TYPES + edit.value,
            "description": step,
        }
        for step in steps
    ]
    return json.dumps(
        {
            "claim_generator_info": [{"name": name, "version": version}],
            "title": title,
            "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": actions}}],
        }
    )
