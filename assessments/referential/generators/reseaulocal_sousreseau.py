"""An address with a /25 to /28 prefix: its network, its broadcast address, its number of hosts."""

import re
from ipaddress import ip_interface
from random import Random

from assessments.variants import Variant


def generate(rng: Random) -> Variant:
    length = rng.choice((26, 26, 27, 27, 28))
    size = 2 ** (32 - length)
    start = size * rng.randint(1, 256 // size - 1)
    last = start + rng.randint(2, size - 3)
    net = f"192.168.{rng.randint(2, 250)}"
    page = (
        '<h1 class="visually-hidden">Réglages du réseau</h1>\n<div class="sim-window">\n'
        '<div class="sim-title">Réglages du réseau</div>\n<ul class="sim-settings">\n'
        f'<li class="sim-setting"><span>Adresse IPv4</span><span>{net}.{last}/{length}</span></li>\n'
        "</ul>\n</div>\n"
    )
    values = {"prefixe": str(length), "taille": str(size), "reseau": str(start), "diffusion": str(start + size - 1)}
    values |= {"hotes": str(size - 2), "debut": net, "bits": str(32 - length), "dernier": str(last)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    text = re.search(r"<span>([\d.]+/\d+)</span>", variant.screens["p1"]).group(1)
    network = ip_interface(text).network
    return {
        "reseau": str(network.network_address).split(".")[-1],
        "diffusion": str(network.broadcast_address).split(".")[-1],
        "hotes": str(len(list(network.hosts()))),
    }
