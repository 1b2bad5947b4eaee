"""A DNS zone and three messages: does DMARC pass?"""

import ipaddress
import re
from random import Random

from assessments.variants import Variant

DOMAINS = ("lycee-boreal.example", "club-cigale.example", "theatre-dune.example", "mairie-aubepine.example")
SERVICE = "envoi-lettres.example"
NETS = ("192.0.2.16/28", "192.0.2.64/28", "198.51.100.32/28", "198.51.100.96/28")


def generate(rng: Random) -> Variant:
    domain = rng.choice(DOMAINS)
    net = ipaddress.ip_network(rng.choice(NETS))
    other = f"203.0.113.{rng.randint(10, 99)}"
    inside = str(net[rng.randint(2, 13)])
    near = str(net[-1] + rng.randint(3, 20))
    stranger = f"203.0.113.{rng.randint(120, 250)}"
    # (IP, envelope domain, DKIM, explanation, passes)
    good = (
        (inside, domain, "aucune signature", "SPF réussit avec le domaine de From.", True),
        (other, SERVICE, f"valide, d={domain}", "DKIM réussit avec le domaine de From.", True),
        (stranger, domain, f"valide, d={domain}", "SPF échoue, mais DKIM réussit avec le domaine de From.", True),
        (inside, domain, f"invalide, d={domain}", "DKIM échoue, mais SPF réussit avec le domaine de From.", True),
    )
    bad = (
        (near, domain, "aucune signature", "l’adresse IP est hors de la plage permise et rien n’est signé.", False),
        (
            other,
            SERVICE,
            f"valide, d={SERVICE}",
            "SPF et DKIM réussissent, mais pour un autre domaine que From.",
            False,
        ),
        (stranger, domain, f"invalide, d={domain}", "SPF et DKIM échouent.", False),
        (other, SERVICE, "aucune signature", "SPF réussit, mais pour un autre domaine que From.", False),
    )
    cases = [rng.choice(good), rng.choice(bad)]
    cases.append(rng.choice([case for case in (*good, *bad) if case not in cases]))
    rng.shuffle(cases)

    def head(title: str) -> str:
        links = "\n".join(
            f'<a href="{page}.html"{" aria-current=" + chr(34) + "page" + chr(34) if text == title else ""}>{text}</a>'
            for page, text in (("p1", "Zone DNS"), ("p2", "Messages"))
        )
        return (
            f'<h1 class="visually-hidden">{title}</h1>\n<div class="sim-window">\n<p class="sim-title">Contrôle du courrier</p>\n'
            f'<nav class="sim-nav" aria-label="Onglets">\n{links}\n</nav>\n'
        )

    zone = (
        head("Zone DNS")
        + f'<pre>{domain} TXT\n"v=spf1 ip4:{net} -all"\n\n_dmarc.{domain} TXT\n"v=DMARC1;p=reject;adkim=r;aspf=r"\n\n'
        + f'{SERVICE} TXT\n"v=spf1 ip4:{other} -all"</pre>\n'
        + f'<p class="sim-note">{net} va de {net[0]} à {net[-1]}.</p>\n</div>\n'
    )
    rows = "\n".join(
        f"<h2>Message {rank}</h2>\n<ul><li>From : bureau@{domain}</li><li>Domaine de l’enveloppe (Return-Path) : {envelope}</li>"
        f"<li>Adresse IP du serveur : {ip}</li><li>Signature DKIM : {dkim}</li></ul>"
        for rank, (ip, envelope, dkim, _, _) in enumerate(cases, 1)
    )
    values = {"domaine": domain}
    for rank, case in enumerate(cases, 1):
        values[f"e{rank}"] = case[3]
        values[f"r{rank}"] = "réussi" if case[4] else "échoué"
    return Variant(values=values, screens={"p1": zone, "p2": f"{head('Messages')}{rows}\n</div>\n"})


def solve(variant: Variant) -> dict[str, str]:
    spf = re.findall(r'(?m)^(?:<pre>|.*<pre>)?([\w.-]+) TXT\n"v=spf1 ip4:(\S+) -all"', variant.screens["p1"])
    nets = {domain: ipaddress.ip_network(net) for domain, net in spf}
    found = {}
    pattern = (
        r"Message (\d)</h2>.*?bureau@([\w.-]+)<.*?Return-Path\) : ([\w.-]+)<.*?serveur : ([\d.]+)<.*?DKIM : ([^<]+)<"
    )
    for rank, sender, envelope, ip, dkim in re.findall(pattern, variant.screens["p2"], re.S):
        by_spf = ipaddress.ip_address(ip) in nets[envelope] and envelope == sender
        by_dkim = dkim.startswith("valide") and dkim.endswith(f"d={sender}")
        found[f"m{rank}"] = "réussi" if by_spf or by_dkim else "échoué"
    return found
