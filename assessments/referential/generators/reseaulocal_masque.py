"""Network settings of one computer: which other machines are on the same local network?"""

import re
from ipaddress import ip_interface
from random import Random

from assessments.variants import Variant

MASKS = {"255.255.255.0": 3, "255.255.0.0": 2}


def generate(rng: Random) -> Variant:
    mask = rng.choice(sorted(MASKS))
    kept = MASKS[mask]
    mine = [192, 168, rng.randint(10, 90), rng.randint(10, 90)] if kept == 3 else [172, 20, rng.randint(5, 90), 14]

    def other(change: int) -> str:
        parts = list(mine)
        parts[change] += rng.choice((1, 2, 10, 100))
        parts[3] = rng.randint(101, 240)
        return ".".join(map(str, parts))

    far = [10, *mine[1:3]] if kept == 3 or rng.random() < 0.4 else [172, rng.randint(21, 30), mine[2]]
    machines = [(other(3), "oui"), (other(2), "oui" if kept == 2 else "non")]
    machines.append((".".join(map(str, [*far, rng.randint(101, 240)])), "non"))
    machines.append((other(2), machines[1][1]) if kept == 2 else (other(3), "oui"))
    while len({text for text, _ in machines}) < 4:
        machines[3] = (other(2 if kept == 2 else 3), "oui")
    rng.shuffle(machines)
    page = (
        '<h1 class="visually-hidden">Réglages du réseau</h1>\n<div class="sim-window">\n'
        '<div class="sim-title">Réglages du réseau</div>\n<ul class="sim-settings">\n'
        f'<li class="sim-setting"><span>Adresse IP</span><span>{".".join(map(str, mine))}</span></li>\n'
        f'<li class="sim-setting"><span>Masque</span><span>{mask}</span></li>\n</ul>\n</div>\n'
    )
    values = {"masque": mask, "debut": ".".join(map(str, mine[:kept])), "nombre": {2: "deux", 3: "trois"}[kept]}
    values |= {f"a{i}": text for i, (text, _) in enumerate(machines, 1)}
    values |= {f"r{i}": state for i, (_, state) in enumerate(machines, 1)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    address, mask = re.findall(r"</span><span>([\d.]+)</span>", variant.screens["p1"])
    network = ip_interface(f"{address}/{mask}").network
    return {f"r{i}": "oui" if ip_interface(variant.values[f"a{i}"]).ip in network else "non" for i in range(1, 5)}
