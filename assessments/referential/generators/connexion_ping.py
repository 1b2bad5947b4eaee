"""Four ping commands in a terminal: where is the link cut?"""

from html import escape
from random import Random

from assessments.variants import Variant

NAMES = ("Aurélien", "Bintou", "Clara", "Driss", "Emeka", "Fanny", "Giulia", "Hocine", "Ines", "Jonas")
SITES = ("meteo-orle", "cine-palmier", "velos-lumes", "cartes-vaubrun", "club-echecs", "musee-sarnelle")
PROOFS = (
    "La passerelle ne répond pas : la coupure est tout près, entre l’ordinateur et la box.",
    "La passerelle répond, mais aucune adresse d’Internet : la coupure est entre la box et Internet.",
    "Une adresse d’Internet répond, mais aucun nom n’est traduit : le service de noms (DNS) est en panne.",
    "Les noms sont traduits et l’autre site répond ; seul ce site reste muet : la panne est sur son serveur.",
)


def generate(rng: Random) -> Variant:
    rank = rng.randint(1, 4)
    net = rng.randint(2, 99)
    gateway = f"192.168.{net}.{rng.choice((1, 254))}"
    outside = f"203.0.113.{rng.randint(2, 250)}"
    site, other = (f"{name}.example" for name in rng.sample(SITES, 2))
    address = {site: f"198.51.100.{rng.randint(2, 120)}", other: f"198.51.100.{rng.randint(130, 250)}"}

    def reply(target: str, works: bool, name: str = "") -> str:
        head = f"Envoi de 4 paquets vers {name + ' [' + target + ']' if name else target}\n"
        if not works:
            return head + "Délai d'attente dépassé.\n" * 4 + "Paquets : envoyés 4, reçus 0 (perte 100 %)"
        base = rng.randint(1, 4) if target == gateway else rng.randint(14, 40)
        lines = "".join(f"Réponse de {target} : temps {base + rng.randint(0, 3)} ms\n" for _ in range(4))
        return head + lines + "Paquets : envoyés 4, reçus 4 (perte 0 %)"

    def named(name: str) -> str:
        if rank <= 3:
            return f"Impossible de traduire le nom\n{name}.\nAucun paquet envoyé."
        return reply(address[name], name != site, name)

    commands = [
        (f"ping {gateway}", reply(gateway, rank > 1)),
        (f"ping {outside}", reply(outside, rank > 2)),
        (f"ping {other}", named(other)),
        (f"ping {site}", named(site)),
    ]
    menu = '<p class="sim-toolbar">' + " ".join(
        f'<a class="sim-tool" href="c{number}.html">{escape(command)}</a>'
        for number, (command, _) in enumerate(commands, 1)
    )
    head = (
        '<div class="sim-window">\n<p class="sim-title">Terminal</p>\n<h1 class="visually-hidden">Terminal</h1>\n'
        f"{menu}</p>\n"
        '<div class="sim-terminal"><pre>'
    )
    screens = {"p1": f"{head}&gt; choisissez une commande</pre></div>\n</div>\n"}
    for number, (command, text) in enumerate(commands, 1):
        shown = escape(f"> {command}\n\n{text}", quote=False)
        screens[f"c{number}"] = f"{head}{shown}</pre></div>\n</div>\n"
    values = {
        "prenom": rng.choice(NAMES),
        "site": site,
        "passerelle": gateway,
        "temoin": outside,
        "rang": str(rank),
        "preuve": PROOFS[rank - 1],
    }
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> int:
    works = ["perte 0 %" in variant.screens[f"c{number}"] for number in range(1, 5)]
    if not works[0]:
        return 1
    if not works[1]:
        return 2
    return 4 if works[2] else 3
