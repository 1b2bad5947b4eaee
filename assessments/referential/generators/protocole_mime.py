"""The source of a multipart message: attachments, an encoded subject, the plain text part."""

import base64
from email import message_from_bytes, policy
from random import Random

from assessments.variants import Variant

FILE = "source.eml"
FIRST = ("Réunion", "Séance", "Soirée", "Journée", "Répétition", "Tournée", "Épreuve", "Cérémonie")
SECOND = ("annulée", "décalée", "abrégée", "complétée", "confirmée", "avancée", "préparée", "écourtée")
PLACES = ("à Brévan", "à Orsé", "du lycée", "du comité", "de décembre", "du musée", "de février", "du théâtre")
FILES = (
    ("plan.pdf", "application/pdf"),
    ("tarifs.ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("liste.csv", "text/csv"),
    ("affiche.png", "image/png"),
    ("notice.pdf", "application/pdf"),
    ("photos.zip", "application/zip"),
)


def _quoted(text: str) -> str:
    return "".join(
        char
        if char.isascii() and char.isalnum()
        else "_"
        if char == " "
        else "".join(f"={b:02X}" for b in char.encode())
        for char in text
    )


def _bytes(rng: Random) -> str:
    return base64.b64encode(rng.randbytes(rng.randint(60, 110))).decode()


def _part(kind: str, disposition: str, content: str) -> str:
    return (
        f"--dehors\r\nContent-Type: {kind}\r\nContent-Disposition: {disposition}\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{content}\r\n\r\n"
    )


def generate(rng: Random) -> Variant:
    subject = f"{rng.choice(FIRST)} {rng.choice(PLACES)} {rng.choice(SECOND)}"
    count = rng.randint(2, 4)
    parts = [_part(kind, f'attachment; filename="{name}"', _bytes(rng)) for name, kind in rng.sample(FILES, count)]
    image, number = _bytes(rng), rng.randint(10**6, 10**7)
    words = "Bonjour,\r\nVoici les documents.\r\nÀ bientôt"
    text = (
        f"From: Secretariat <secretariat@comite-lys.example>\r\nTo: membres@comite-lys.example\r\n"
        f"Subject: =?UTF-8?Q?{_quoted(subject)}?=\r\nMessage-ID: <{number}@comite-lys.example>\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="dehors"\r\n\r\n'
        '--dehors\r\nContent-Type: multipart/alternative; boundary="dedans"\r\n\r\n'
        f"--dedans\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{words}\r\n\r\n"
        '--dedans\r\nContent-Type: multipart/related; boundary="page"\r\n\r\n'
        "--page\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"<p>{words.replace(chr(13) + chr(10), '<br>')}</p>\r\n"
        f'<img src="cid:logo.{number}@comite-lys.example" alt="">\r\n\r\n'
        f"--page\r\nContent-Type: image/png\r\nContent-ID: <logo.{number}@comite-lys.example>\r\n"
        f'Content-Disposition: inline; filename="logo.png"\r\nContent-Transfer-Encoding: base64\r\n\r\n{image}\r\n\r\n'
        "--page--\r\n\r\n--dedans--\r\n\r\n" + "".join(parts) + "--dehors--\r\n"
    )
    return Variant(values={"pieces": str(count), "objet": subject}, files={FILE: text.encode()})


def solve(variant: Variant) -> dict[str, str]:
    message = message_from_bytes(variant.files[FILE], policy=policy.default)
    pieces = [part for part in message.walk() if part.get_content_disposition() == "attachment"]
    plain = message.get_body(preferencelist=("plain",))
    return {"pieces": str(len(pieces)), "objet": str(message["Subject"]), "partie": plain.get_content_type()}
