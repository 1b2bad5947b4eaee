"""The devices of a box and a label: find one device by its MAC address among look-alikes."""

import re
from random import Random

from assessments.variants import Variant

DEVICES = ("Imprimante", "Téléviseur", "Caméra", "Enceinte", "Thermostat", "Console")
BRANDS = ("Orlane", "Brisis", "Talmo", "Verdun-Lys", "Kadro", "Sarcel")


def generate(rng: Random) -> Variant:
    device, brand = rng.choice(DEVICES), rng.choice(BRANDS)
    tail = [f"{rng.randint(16, 255):02X}" for _ in range(3)]
    while len({*tail, *(part[::-1] for part in tail)}) < 6:
        tail = [f"{rng.randint(16, 255):02X}" for _ in range(3)]
    a, b, c = tail
    tails = [(a, b, c), (b, a, c), (a, c, b), (a, b, c[::-1]), (a[::-1], b, c)]
    macs = [":".join(("02", "00", "5E", *parts)) for parts in tails]
    net = rng.choice((0, 1, 8, 50, 178))
    hosts = sorted(rng.sample(range(10, 99), len(macs)))
    order = list(range(len(macs)))
    rng.shuffle(order)
    links = [rng.choice(("Wi-Fi", "câble")) for _ in macs]
    rows = "\n".join(
        f"<tr><td>192.168.{net}.{host}</td><td>{macs[which]}</td><td>{links[which]}</td></tr>"
        for host, which in zip(hosts, order, strict=True)
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Adresse IP", "Adresse MAC", "Lien"))
    frame = (
        '<h1 class="visually-hidden">{0}</h1>\n<div class="sim-window">\n<div class="sim-title">{0}</div>\n'
        '<nav class="sim-toolbar" aria-label="Fenêtres">{1}</nav>\n{2}\n</div>\n'
    )
    on, link = '<span class="sim-tool on">{}</span>', '<a class="sim-tool" href="{}.html">{}</a>'
    first, second = "Appareils connectés", "Étiquette"
    screens = {
        "p1": frame.format(
            "Ma box : appareils connectés",
            on.format(first) + " " + link.format("p2", second),
            f"<table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table>",
        ),
        "p2": frame.format(
            "L’étiquette de l’appareil",
            link.format("p1", first) + " " + on.format(second),
            f"<p>{device} {brand}</p><p>MAC : {macs[0]}</p>",
        ),
    }
    values = {"objet": f"{device} {brand}", "mac": macs[0], "ip": f"192.168.{net}.{hosts[order.index(0)]}"}
    values["lien"] = links[0]
    values |= {f"a{i}": f"192.168.{net}.{host}" for i, host in enumerate(hosts, 1)}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    mac = re.search(r"MAC : ([0-9A-F:]+)", variant.screens["p2"]).group(1)
    ip, link = re.search(rf"<td>([\d.]+)</td><td>{mac}</td><td>([^<]+)</td>", variant.screens["p1"]).groups()
    return {"ip": ip, "lien": link}
