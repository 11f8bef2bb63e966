"""A signing certificate with the authority behind it, made on the spot."""

from __future__ import annotations

import subprocess
from pathlib import Path

_EXTENSIONS = """
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[signing]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = emailProtection
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


def certificate(folder: Path) -> tuple[Path, Path]:
    """The files of a chain and of the signing key, both PEM."""
    config, chain, key = folder / "openssl.cnf", folder / "chain.pem", folder / "key.pem"
    config.write_text(_EXTENSIONS)
    authority, authority_key = folder / "authority.pem", folder / "authority.key"
    for name, file in (("authority", authority_key), ("museum", key)):
        _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", file)
        subject = f"/O=Test/CN={name}"
        _openssl("req", "-new", "-key", file, "-subj", subject, "-out", folder / f"{name}.csr")
    _openssl(
        *("x509", "-req", "-in", folder / "authority.csr", "-signkey", authority_key, "-days", "30"),
        *("-extfile", config, "-extensions", "authority", "-out", authority),
    )
    signing = folder / "signing.pem"
    _openssl(
        *("x509", "-req", "-in", folder / "museum.csr", "-CA", authority, "-CAkey", authority_key),
        *("-CAcreateserial", "-days", "30", "-extfile", config, "-extensions", "signing", "-out", signing),
    )
    chain.write_text(signing.read_text() + authority.read_text())
    return chain, key


def _openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
