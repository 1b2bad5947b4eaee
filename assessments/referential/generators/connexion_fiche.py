"""The network settings of one computer: which address is the gateway, which one is the name server?"""

import re
from random import Random

from assessments.variants import Variant

NAMES = ("Aïcha", "Bastien", "Chiara", "Djibril", "Elif", "Florian", "Gaëlle", "Hamza", "Irina", "Kenji")


def _page(current: str, body: str) -> str:
    tabs = "".join(
        f'<li><a href="{page}.html"' + (' aria-current="page"' if page == current else "") + f">{label}</a></li>"
        for page, label in (("p1", "Connexion"), ("p2", "Détails"))
    )
    return (
        '<div class="sim-window">\n<p class="sim-title">Réglages · Réseau</p>\n<h1 class="visually-hidden">Réseau</h1>\n'
        f'<nav class="sim-nav" aria-label="Rubriques"><ul>{tabs}</ul></nav>\n{body}\n</div>\n'
    )


def _settings(rows: list[tuple[str, str]]) -> str:
    lines = "\n".join(f'<li class="sim-setting"><span>{name}</span><span>{value}</span></li>' for name, value in rows)
    return f'<ul class="sim-settings">\n{lines}\n</ul>'


def generate(rng: Random) -> Variant:
    net = f"192.168.{rng.randint(2, 99)}"
    hosts = rng.sample([1, 2, 3, 4, 5, 6, 7, 8, 9, 250, 251, 252, 253, 254], 3)
    gateway, dns, dhcp = (f"{net}.{host}" for host in hosts)
    ip = f"{net}.{rng.randint(20, 200)}"
    mac = ":".join(f"{rng.randint(0, 255):02X}" for _ in range(5))
    rows = [
        ("Adresse IPv4", ip),
        ("Masque de sous-réseau", "255.255.255.0"),
        ("Passerelle par défaut", gateway),
        ("Serveur DNS", dns),
        ("Serveur DHCP", dhcp),
        ("Adresse physique", f"02:{mac}"),
    ]
    rng.shuffle(rows)
    first = _settings([("État", "connecté"), ("Liaison", "câble, 1 Gbit/s"), ("Réglages", "reçus automatiquement")])
    values = {"prenom": rng.choice(NAMES), "passerelle": gateway, "dns": dns, "ip": ip}
    return Variant(values=values, screens={"p1": _page("p1", first), "p2": _page("p2", _settings(rows))})


def solve(variant: Variant) -> dict[str, str]:
    rows = dict(re.findall(r"<span>([^<]+)</span><span>([^<]+)</span>", variant.screens["p2"]))
    return {"sortie": rows["Passerelle par défaut"], "noms": rows["Serveur DNS"]}
