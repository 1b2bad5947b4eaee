"""The log of a ransomware and a list of backups: which one is the latest healthy one?"""

import re
from datetime import datetime, timedelta
from random import Random

from assessments.variants import Variant

FORMAT = "%d/%m/%Y %H:%M"
PROGRAMS = ("facture.exe", "visionneuse.exe", "mise_a_jour.exe", "lecteur_pdf.exe")
PAGES = ("journal", "copies")


def generate(rng: Random) -> Variant:
    entry = datetime(2031, rng.randint(2, 11), rng.randint(8, 25), rng.randint(8, 16), rng.randint(1, 58))
    program = rng.choice(PROGRAMS)
    sleep = timedelta(days=rng.randint(2, 4), hours=rng.randint(1, 6), minutes=rng.randint(1, 50))
    start = entry + sleep
    events = [
        (entry - timedelta(hours=rng.randint(20, 40)), "Mise à jour du système installée"),
        (entry, f"Programme inconnu {program} lancé, inscrit au démarrage"),
        (entry + timedelta(hours=3), "Impression de 4 pages"),
        (start, f"{program} : début du chiffrement des fichiers"),
        (start + timedelta(minutes=rng.randint(9, 40)), "Message de rançon affiché"),
    ]
    codes = rng.sample(range(110, 990), 5)
    moments = [
        (entry - timedelta(days=rng.randint(6, 9), minutes=35), "lisible"),
        (entry - timedelta(hours=rng.randint(17, 30), minutes=rng.randint(1, 59)), "lisible"),
        (entry - timedelta(hours=rng.randint(2, 9), minutes=rng.randint(1, 59)), "illisible : disque défectueux"),
        (entry + timedelta(hours=rng.randint(4, 30), minutes=rng.randint(1, 59)), "lisible"),
        (start + timedelta(hours=2), "illisible : fichiers chiffrés"),
    ]
    backups = [(f"S-{code}", moment, state) for code, (moment, state) in zip(codes, moments, strict=True)]
    right, infected = backups[1][0], backups[3][0]
    rng.shuffle(backups)
    tabs = (
        '<nav class="sim-nav" aria-label="Menu"><ul><li><a href="journal.html">Journal du poste</a></li>'
        '<li><a href="copies.html">Sauvegardes</a></li></ul></nav>\n'
    )
    here = {page: tabs.replace(f'"{page}.html"', f'"{page}.html" aria-current="page"') for page in PAGES}
    lines = "\n".join(f"<tr><td>{when.strftime(FORMAT)}</td><td>{what}</td></tr>" for when, what in events)
    copies = "\n".join(
        f"<tr><td>{code}</td><td>{when.strftime(FORMAT)}</td><td>{state}</td></tr>" for code, when, state in backups
    )
    head = '<table><thead><tr><th scope="col">{}</th><th scope="col">{}</th>{}</tr></thead><tbody>\n'
    log = f"{head.format('Date et heure', 'Événement', '')}{lines}\n</tbody></table>\n"
    third = '<th scope="col">Test de lecture</th>'
    # A code must not be broken at its hyphen: the first column of this box is wide enough.
    stock = f'<div class="sim-history">{head.format("Code", "Date et heure", third)}{copies}\n</tbody></table></div>\n'
    return Variant(
        values={
            "code": right,
            "chiffres": right[2:],
            "infectee": infected,
            "entree": entry.strftime(FORMAT),
            "debut": start.strftime(FORMAT),
        },
        screens={
            "journal": f"<h1>Journal du poste</h1>\n{here['journal']}{log}",
            "copies": f"<h1>Sauvegardes complètes</h1>\n{here['copies']}{stock}",
        },
    )


def solve(variant: Variant) -> str:
    entry = re.search(r"<td>([^<]+)</td><td>Programme inconnu", variant.screens["journal"]).group(1)
    entered = datetime.strptime(entry, FORMAT)
    rows = re.findall(r"<tr><td>(S-\d+)</td><td>([^<]+)</td><td>lisible</td></tr>", variant.screens["copies"])
    dated = sorted((datetime.strptime(when, FORMAT), code) for code, when in rows)
    return [code for when, code in dated if when < entered][-1]
