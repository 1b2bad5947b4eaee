"""A real .docx file: who created it, and who changed it last?"""

import io
import re
import zipfile
from html import escape
from random import Random

from assessments.variants import Variant

FILE = "compte-rendu.docx"
FIRST = ("Nawel", "Erwan", "Aminata", "Jules", "Sofia", "Thibault", "Yuna", "Moussa", "Elena", "Corentin")
LAST = ("Delmas", "Traoré", "Le Goff", "Benali", "Costa", "Marchand", "Nguyen", "Fontaine", "Diop", "Weber")
SUBJECTS = (
    "la fête du quartier",
    "le conseil de l’école",
    "la sortie au musée",
    "le jardin partagé",
    "le vide-grenier",
)
TYPES = "application/vnd.openxmlformats-officedocument"
SCHEMA = "http://schemas.openxmlformats.org"


def _docx(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(2026, 1, 15, 10, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)
    return buffer.getvalue()


def generate(rng: Random) -> Variant:
    names = [f"{first} {last}" for first, last in zip(rng.sample(FIRST, 3), rng.sample(LAST, 3), strict=True)]
    creator, editor, signer = names
    subject = rng.choice(SUBJECTS)
    day = f"2026-{rng.randint(1, 6):02d}-{rng.randint(10, 27):02d}"
    lines = ("Compte rendu", f"Réunion sur {subject}.", "Le budget est adopté.", f"Pour l’équipe, {signer}")
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    relation = f"{SCHEMA}/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{SCHEMA}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPES}.wordprocessingml.document.main+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{SCHEMA}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{relation}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="rId2" '
        f'Type="{SCHEMA}/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>",
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{SCHEMA}/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>Compte rendu</dc:title><dc:creator>{creator}</dc:creator><cp:lastModifiedBy>"
        f"{editor}</cp:lastModifiedBy>"
        f"<cp:revision>{rng.randint(3, 19)}</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}T09:30:00Z</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T16:05:00Z</dcterms:modified></cp:coreProperties>',
        "word/document.xml": f'<w:document xmlns:w="{SCHEMA}/wordprocessingml/2006/main"><w:body>{body}</w:body>'
        "</w:document>",
    }
    values = {"auteur": creator, "dernier": editor, "signataire": signer}
    for key, name in (("auteur", creator), ("dernier", editor)):
        values[f"{key}_nom"] = name.split(" ", 1)[1]
        values[f"{key}_prenom"] = name.split(" ", 1)[0]
    return Variant(values=values, files={FILE: _docx(parts)})


def solve(variant: Variant) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(variant.files[FILE])) as source:
        text = source.read("docProps/core.xml").decode("utf-8")
    return {
        "auteur": re.search(r"<dc:creator>([^<]+)<", text).group(1),
        "dernier": re.search(r"<cp:lastModifiedBy>([^<]+)<", text).group(1),
    }
