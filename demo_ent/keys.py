"""The demonstration's two key pairs: the ENT's («idp») and PixOrga's towards it («sp»). Made when first used, kept in var."""

import fcntl
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.conf import settings

VALID_FOR = timedelta(days=3650)


@dataclass(frozen=True)
class KeyPair:
    """PEM texts."""

    private_key: str
    certificate: str


def key_pair(name: str) -> KeyPair:
    return _read_or_make(Path(settings.VAR_DIR) / "demo-ent" / f"{name}.pem")


@cache
def _read_or_make(path: Path) -> KeyPair:
    """Several workers may ask at the same first instant: the lock lets one make the pair, the others read it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(path.parent / "lock", os.O_RDWR | os.O_CREAT, 0o600)) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            new = path.with_suffix(".new")
            new.unlink(missing_ok=True)  # left by a process killed while writing
            with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(make_pem(path.stem))
            new.rename(path)
    private_key, mark, certificate = path.read_text().partition("-----BEGIN CERTIFICATE-----")
    return KeyPair(private_key=private_key, certificate=mark + certificate)


def make_pem(name: str) -> str:
    """A new private key, followed by its self-signed certificate."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"demonstration {name}")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + VALID_FOR)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return (private + certificate.public_bytes(serialization.Encoding.PEM)).decode()
