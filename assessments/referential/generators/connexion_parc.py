"""Six computers of one network: one is out of it, one has a wrong gateway, one has an address already taken."""

import re
from random import Random

from assessments.variants import Variant

POSTS = ("Ajonc", "Bruyère", "Cèdre", "Dahlia", "Érable", "Fusain", "Genêt", "Houx", "Iris", "Jasmin", "Lilas", "Myrte")
SHARED = ("Imprimante", "Disque partagé", "Copieur", "Borne Wi-Fi", "Vidéoprojecteur")


def _page(current: str, title: str, body: str) -> str:
    tabs = "".join(
        f'<li><a href="{page}.html"' + (' aria-current="page"' if page == current else "") + f">{label}</a></li>"
        for page, label in (("p1", "Postes"), ("p2", "Appareils partagés"))
    )
    return (
        f'<div class="sim-window">\n<p class="sim-title">Parc · {title}</p>\n<h1 class="visually-hidden">{title}</h1>\n'
        f'<nav class="sim-nav" aria-label="Listes"><ul>{tabs}</ul></nav>\n{body}\n</div>\n'
    )


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    top = "".join(f"<th>{cell}</th>" for cell in head)
    lines = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>\n{lines}\n</tbody></table>"


def generate(rng: Random) -> Variant:
    net = rng.randint(11, 89)
    last = rng.choice((1, 254))
    box = f"192.168.{net}.{last}"
    names = rng.sample(POSTS, 6)
    hosts = rng.sample(range(10, 200), 9)
    shared = [(name, f"192.168.{net}.{host}") for name, host in zip(rng.sample(SHARED, 3), hosts[6:], strict=True)]
    out, gate, twin = names[0], names[1], names[2]
    rows = []
    for name, host in zip(names, hosts[:6], strict=True):
        ip, gateway = f"192.168.{net}.{host}", box
        if name == out:
            ip = f"192.168.{rng.choice((net + 1, net - 1, net * 10 % 200 + 1))}.{host}"
        elif name == gate:
            gateway = f"192.168.{net}.{rng.choice((2, 3, 250, 253))}"
        elif name == twin:
            ip = rng.choice(shared)[1]
        rows.append((name, ip, gateway))
    rng.shuffle(rows)
    screens = {
        "p1": _page("p1", "postes", _table(("Poste", "Adresse IP", "Passerelle"), rows)),
        "p2": _page("p2", "appareils partagés", _table(("Appareil", "Adresse IP"), shared)),
    }
    return Variant(values={"box": box, "hors": out, "porte": gate, "double": twin}, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    box = variant.values["box"]
    posts = re.findall(r"<tr><td>([^<]+)</td><td>([\d.]+)</td><td>([\d.]+)</td></tr>", variant.screens["p1"])
    taken = re.findall(r"<td>([\d.]+)</td></tr>", variant.screens["p2"])
    (out,) = [name for name, ip, _ in posts if ip.split(".")[:3] != box.split(".")[:3]]
    (gate,) = [name for name, _, gateway in posts if gateway != box]
    (twin,) = [name for name, ip, _ in posts if ip in taken]
    return {"hors": out, "porte": gate, "double": twin}
