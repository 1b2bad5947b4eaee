"""Four received messages with their SPF and DKIM results: does DMARC pass (relaxed alignment)?"""

import re
from random import Random

from assessments.variants import Variant

PASS, FAIL = "réussit", "échoue"
DOMAINS = ("lycee-arthenice", "banque-corvane", "ville-lorvane", "reseau-tramelle", "musee-orvelle", "radio-sarcelle")
OTHERS = ("envoi-groupe", "lettres-pro", "diffusia", "postalis", "campagnol")
# (SPF domain aligned, SPF result, DKIM domain aligned, DKIM result)
PASSING = (
    (True, "pass", False, "pass"),
    (True, "pass", True, "fail"),
    (False, "pass", True, "pass"),
    (False, "fail", True, "pass"),
    (True, "fail", True, "pass"),
    (True, "pass", None, "none"),
)
FAILING = (
    (False, "pass", False, "pass"),
    (False, "pass", True, "fail"),
    (True, "fail", False, "pass"),
    (True, "fail", None, "none"),
    (False, "pass", None, "none"),
)


def generate(rng: Random) -> Variant:
    good = rng.randint(1, 3)
    cases = [(case, PASS) for case in rng.sample(PASSING, good)]
    cases += [(case, FAIL) for case in rng.sample(FAILING, 4 - good)]
    rng.shuffle(cases)
    names = rng.sample(DOMAINS, 4)
    values, screens = {}, {}
    for i, ((spf_own, spf, dkim_own, dkim), verdict) in enumerate(cases, 1):
        domain = f"{names[i - 1]}.example"
        other = f"{rng.choice(OTHERS)}.example"
        own = rng.choice((domain, f"courriel.{domain}"))
        envelope = own if spf_own else other
        if dkim == "none":
            signature = "dkim=none (message non signé)"
        else:
            signature = f"dkim={dkim} header.d={rng.choice((domain, f'lettre.{domain}')) if dkim_own else other}"
        menu = "".join(
            f'<li><a href="m{k}.html"' + (' aria-current="page"' if k == i else "") + f">Message {k}</a></li>"
            for k in range(1, 5)
        )
        screens[f"m{i}"] = (
            '<h1 class="visually-hidden">En-têtes du message</h1>\n'
            f'<nav class="sim-nav" aria-label="Messages"><ul>{menu}</ul></nav>\n'
            f"<h2>Message {i}</h2>\n<pre>From: Information &lt;info@{domain}&gt;\n\n"
            f"Authentication-Results: mx.courrier.example;\n  spf={spf} smtp.mailfrom={envelope};\n  {signature}</pre>\n"
        )
        values[f"v{i}"] = verdict
        values[f"d{i}"] = (
            "un contrôle réussi est aligné"
            if verdict == PASS
            else "aucun contrôle réussi n’est aligné"
            if "pass" in (spf, dkim)
            else "aucun contrôle ne réussit"
        )
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    answer = {}
    for i in range(1, 5):
        page = variant.screens[f"m{i}"]
        domain = re.search(r"info@([\w.-]+)&gt;", page).group(1)
        found = re.findall(r"(spf|dkim)=pass (?:smtp\.mailfrom|header\.d)=([\w.-]+)", page)
        aligned = [1 for _, name in found if ".".join(name.split(".")[-2:]) == domain]
        answer[f"v{i}"] = PASS if aligned else FAIL
    return answer
