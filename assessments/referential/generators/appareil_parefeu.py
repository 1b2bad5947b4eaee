"""The ordered rules of a firewall and four connections: the first rule that fits decides."""

import ipaddress
import re
from random import Random

from assessments.variants import Variant

YES, NO = "autorisée", "bloquée"
LAN, ALL = "192.168.1.0/24", "toutes"
PORTS = (22, 80, 445, 631, 3389, 5900, 8080)


def _decide(rules: list[tuple[str, str, str]], source: str, port: str) -> int:
    """The number of the first rule that fits."""
    for number, (network, wanted, _) in enumerate(rules, 1):
        inside = network == ALL or ipaddress.ip_address(source) in ipaddress.ip_network(network)
        if inside and wanted in (port, "tous"):
            return number
    return 0


def generate(rng: Random) -> Variant:
    while True:
        p, q, r = (str(port) for port in rng.sample(PORTS, 3))
        one, two = (f"192.168.1.{n}" for n in rng.sample(range(20, 200), 2))
        outside = f"203.0.113.{rng.randint(10, 200)}"
        rules = [
            (one, p, "bloquer"),
            (LAN, p, "autoriser"),
            (ALL, q, "bloquer"),
            (LAN, q, "autoriser"),
            (ALL, "443", "autoriser"),
        ]
        rng.shuffle(rules)
        rules.append((ALL, "tous", "bloquer"))
        cases = [(one, p), (two, p), (two, q), (outside, p), (outside, "443"), (outside, q), (two, r)]
        tests = [cases[0], cases[2], *rng.sample([cases[1], cases[3], cases[4], cases[5], cases[6]], 2)]
        rng.shuffle(tests)
        hits = [_decide(rules, *test) for test in tests]
        verdicts = [YES if rules[hit - 1][2] == "autoriser" else NO for hit in hits]
        if 1 < verdicts.count(YES) < 4 and len(set(hits)) >= 3:
            break
    lines = "\n".join(
        f"<tr><td>{i}</td><td>{network}</td><td>{port}</td><td>{action}</td></tr>"
        for i, (network, port, action) in enumerate(rules, 1)
    )
    page = (
        '<h1>Règles du pare-feu (connexions entrantes)</h1>\n<table><thead><tr><th scope="col">N°</th>'
        '<th scope="col">Source</th><th scope="col">Port</th><th scope="col">Action</th></tr></thead><tbody>\n'
        f'{lines}\n</tbody></table>\n<p class="sim-note">La première règle qui correspond s’applique ; les suivantes '
        f"sont ignorées. {LAN} veut dire : toute adresse qui commence par 192.168.1.</p>\n"
    )
    values = {}
    for i, ((source, port), hit, verdict) in enumerate(zip(tests, hits, verdicts, strict=True), 1):
        values |= {f"c{i}": f"depuis {source}, port {port}", f"v{i}": verdict, f"n{i}": str(hit)}
    return Variant(values=values, screens={"regles": page})


def solve(variant: Variant) -> dict[str, str]:
    rules = re.findall(r"<tr><td>\d</td><td>([^<]+)</td><td>([^<]+)</td><td>(\w+)</td></tr>", variant.screens["regles"])
    answer = {}
    for i in range(1, 5):
        source, port = re.fullmatch(r"depuis ([\d.]+), port (\d+)", variant.values[f"c{i}"]).groups()
        for network, wanted, action in rules:
            prefix = network.removesuffix("0/24") if network.endswith("/24") else network
            fits = network == ALL or source == network or (network.endswith("/24") and source.startswith(prefix))
            if fits and wanted in (port, "tous"):
                answer[f"v{i}"] = YES if action == "autoriser" else NO
                break
    return answer
