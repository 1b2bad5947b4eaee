"""A subnet smaller than /24: its broadcast address, a device out of it, a fixed address inside the DHCP range."""

import ipaddress
import re
from random import Random

from assessments.variants import Variant

DEVICES = ("Caméra", "Copieur", "Borne", "Écran", "Badgeuse", "Sonde", "Archiveur", "Traceur", "Pointeuse", "Horloge")


def _page(current: str, title: str, body: str) -> str:
    tabs = "".join(
        f'<li><a href="{page}.html"' + (' aria-current="page"' if page == current else "") + f">{label}</a></li>"
        for page, label in (("p1", "Réglages"), ("p2", "Appareils fixes"))
    )
    return (
        f'<div class="sim-window">\n<p class="sim-title">Adressage · {title}</p>\n'
        f'<h1 class="visually-hidden">{title}</h1>\n'
        f'<nav class="sim-nav" aria-label="Rubriques"><ul>{tabs}</ul></nav>\n{body}\n</div>\n'
    )


def generate(rng: Random) -> Variant:
    prefix = rng.choice((26, 27))
    size = 2 ** (32 - prefix)
    block = rng.randrange(1, 256 // size - 1)
    net = f"192.168.{rng.randint(2, 99)}"
    base, last = block * size, block * size + size - 1
    low = base + size // 2
    high = last - rng.randint(3, 5)
    fixed = rng.sample(range(base + 2, low - 1), 3)
    outside = rng.choice((base - rng.randint(3, 9), last + rng.randint(4, 10)))
    inside = rng.randint(low + 2, high - 2)
    names = rng.sample(DEVICES, 5)
    rows = list(zip(names, [outside, inside, *fixed], strict=True))
    rng.shuffle(rows)
    settings = "\n".join(
        f'<li class="sim-setting"><span>{name}</span><span>{value}</span></li>'
        for name, value in (
            ("Passerelle", f"{net}.{base + 1}/{prefix}"),
            ("Début de la plage DHCP", f"{net}.{low}"),
            ("Fin de la plage DHCP", f"{net}.{high}"),
        )
    )
    lines = "\n".join(f"<tr><td>{name}</td><td>{net}.{host}</td></tr>" for name, host in rows)
    table = f"<table><thead><tr><th>Appareil</th><th>Adresse fixe</th></tr></thead><tbody>\n{lines}\n</tbody></table>"
    values = {
        "diffusion": f"{net}.{last}",
        "base": f"{net}.{base}",
        "prefixe": str(prefix),
        "taille": str(size),
        "hors": names[0],
        "conflit": names[1],
    }
    values |= {f"d{i}": name for i, (name, _) in enumerate(rows, 1)}
    screens = {
        "p1": _page("p1", "réglages", f'<ul class="sim-settings">\n{settings}\n</ul>'),
        "p2": _page("p2", "appareils fixes", table),
    }
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    found = dict(re.findall(r"<span>([^<]+)</span><span>([^<]+)</span>", variant.screens["p1"]))
    network = ipaddress.ip_interface(found["Passerelle"]).network
    low, high = (ipaddress.ip_address(found[f"{end} de la plage DHCP"]) for end in ("Début", "Fin"))
    devices = [
        (name, ipaddress.ip_address(ip))
        for name, ip in re.findall(r"<td>(\w+)</td><td>([\d.]+)</td>", variant.screens["p2"])
    ]
    (out,) = [name for name, ip in devices if ip not in network]
    (clash,) = [name for name, ip in devices if low <= ip <= high]
    return {"diffusion": str(network.broadcast_address), "hors": out, "conflit": clash}
