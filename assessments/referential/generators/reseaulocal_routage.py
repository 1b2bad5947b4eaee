"""A routing table with nested prefixes: where does the router send each packet?"""

import re
from ipaddress import ip_address, ip_network
from random import Random

from assessments.variants import Variant

PLACES = ("Amont", "Bocage", "Colline", "Dune", "Étang", "Falaise", "Gué", "Havre")


def generate(rng: Random) -> Variant:
    a, b, c = rng.randint(11, 200), rng.randint(9, 120) * 2, rng.randint(1, 60) * 4
    places = rng.sample(PLACES, 4)
    routes = [
        ("10.0.0.0/8", places[0]),
        (f"10.{a}.0.0/16", places[1]),
        (f"10.{a}.{b}.0/23", places[2]),
        (f"10.{a}.{b}.{c}/30" if rng.random() < 0.3 else f"10.{a}.{b}.128/25", places[3]),
        ("0.0.0.0/0", "Internet"),
    ]
    deep = ip_network(routes[3][0])
    targets = [
        (str(deep[1 + rng.randrange(2)]), places[3]),
        (f"10.{a}.{b + 1}.{rng.randint(130, 250)}", places[2]),
        (f"10.{a}.{b + rng.choice((2, 3))}.{rng.randint(3, 250)}", places[1]),
        (f"10.{a + 1}.{b}.{rng.randint(130, 250)}", places[0]),
        (f"{rng.choice(('192.0.2', '203.0.113'))}.{rng.randint(3, 250)}", "Internet"),
    ]
    chosen = rng.sample(targets, 3)
    listing = list(routes)
    rng.shuffle(listing)
    rows = "\n".join(f"<tr><td>{network}</td><td>{place}</td></tr>" for network, place in listing)
    page = (
        '<h1 class="visually-hidden">La table de routage</h1>\n<div class="sim-window">\n'
        '<div class="sim-title">Routeur : table de routage</div>\n<table><thead><tr><th scope="col">Destination</th>'
        f'<th scope="col">Vers</th></tr></thead><tbody>\n{rows}\n</tbody></table>\n</div>\n'
    )
    values = {f"a{i}": text for i, (text, _) in enumerate(chosen, 1)}
    values |= {f"r{i}": place for i, (_, place) in enumerate(chosen, 1)}
    values |= {f"o{i}": place for i, place in enumerate(sorted(places), 1)}
    values["paire"] = f"10.{a}.{b}.0/23"
    values["de"], values["a"] = f"10.{a}.{b}.0", f"10.{a}.{b + 1}.255"
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    table = [
        (ip_network(network), place)
        for network, place in re.findall(r"<tr><td>([\d./]+)</td><td>([^<]+)</td></tr>", variant.screens["p1"])
    ]
    answers = {}
    for i in range(1, 4):
        address = ip_address(variant.values[f"a{i}"])
        fitting = [(network.prefixlen, place) for network, place in table if address in network]
        answers[f"r{i}"] = max(fitting)[1]
    return answers
