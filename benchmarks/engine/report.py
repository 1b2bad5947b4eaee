"""docs/engine.md: what the benchmark found, for a teacher or an engineer who never read the specification."""

from __future__ import annotations

from collections.abc import Sequence

from .goals import verdicts
from .jobs import ALPHAS, FULL_ALPHAS, SHORT, STANDARD, STANDARD_CALIBRATED, Job
from .run import CALIBRATIONS, FULL
from .summary import Summary
from .worlds import HEADLINE, NOISELESS, PLAIN, TABLES

KINDS = {"competence": "une compétence", "parcours": "un parcours de 12 tubes"}
STATES = {"launch": "au lancement", "oracle": "tout connu (borne)"}
WORDS = {
    "a_correl": "tubes très liés à leur compétence",
    "a_medium": "tubes liés à leur compétence",
    "a_loose": "tubes peu liés",
    "a_clean": "comme a_medium, sans étourderie ni chance",
    "b_spiky": "tubes sans aucun lien",
    "b_spiky_clean": "le même, sans bruit",
    "c_nonmono": "chaque acquis su ou non de son côté",
    "c_flip": "8 % d’acquis à contre-ordre",
    "d_careless": "élèves étourdis (22 % d’erreurs sur ce qu’ils savent)",
    "d_guesser": "questions devinables (25 %)",
    "d_skipper": "élèves qui passent au lieu de se tromper",
    "e_misdiff": "étiquettes de niveau fausses, acquis par acquis",
    "e_shift": "étiquettes fausses, tube par tube ; élèves faibles",
    "f_rasch1": "une seule capacité par compétence, réponses très bruitées",
    "f_rasch2": "une seule capacité par compétence",
    "m_mix": "un mélange de tout cela",
    "g_formats": "formats mêlés, étiquettes justes",
    "w_mild": "formats mêlés, étiquettes un peu fausses",
    "w_real": "formats mêlés, étiquettes fausses, élèves divers (le monde de référence)",
    "w_hard": "le même en pire : tubes peu liés, 25 % de profils en dents de scie",
    "t_as_is": "comme la table le dit",
    "t_more": "bruit × 1,5",
    "t_less": "bruit × 0,5",
    "t_flat": "aucune différence entre formats",
    "t_reversed": "questions ouvertes devinables, choix fermés non",
}


def state_name(state: str) -> str:
    """In words."""
    return STATES.get(state) or f"calibré sur {state.removeprefix('cal')} élèves"


def number(value: float, digits: int = 2) -> str:
    """French, «—» for what does not exist."""
    return "—" if value != value else f"{value:.{digits}f}".replace(".", ",")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def write(summary: Summary, *, quick: bool, minutes: float) -> str:
    """The whole page."""
    jobs = [job for job, _ in summary.rows]
    parts = [
        _introduction(jobs, quick=quick, minutes=minutes),
        _goals(summary),
        _losses(summary),
        _headline(summary),
        _plain(summary),
        _full(summary),
        _clear(summary),
        _short(summary),
        _presets(summary),
        _tables(summary),
        _slips(summary),
        _returns(summary),
        _method(),
    ]
    return "\n\n".join(parts) + "\n"


def _introduction(jobs: Sequence[Job], *, quick: bool, minutes: float) -> str:
    learners = sum(job.learners for job in jobs)
    warning = (
        "\n\n> **Mesure rapide** : deux contenus et soixante élèves par ligne. Les chiffres bougent de plusieurs points "
        "d’un tirage à l’autre ; seule la mesure complète compte."
        if quick
        else ""
    )
    return f"""# Le moteur « frontière », mesuré

Cette page est écrite par `make bench-engine` ; ne la corrigez pas à la main.{warning}

PixOrga sait choisir les questions de deux façons : la **stratégie publiée**, celle que le Pix d’origine joue et décrit, et
**frontière**, la nôtre. Cette page les compare sur des élèves simulés, dont on connaît donc la vérité : acquis su, acquis
ignoré. {len(jobs)} mesures, {learners:,} tests d’élèves par moteur, {number(minutes, 0)} minutes de calcul, graines fixes :
deux lancements donnent les mêmes chiffres.

**Ce que ces chiffres valent.** Un simulateur ne prouve rien sur de vrais élèves : la taille des erreurs d’étiquettes ou la
fréquence des étourderies y sont des hypothèses. C’est pourquoi il y a vingt mondes et non un seul, et pourquoi aucun n’est
fait sur mesure pour notre moteur. Les cent premiers élèves d’une banque de questions en diront plus que cette page.

Mots employés : *exactitude*, part des acquis dont le statut affiché (validé ou non) est le bon ; *erreur de maîtrise*, écart
moyen entre le taux de maîtrise affiché et le vrai, en points ; *au lancement*, le moteur ne connaît que le niveau écrit sur
chaque acquis et le format des questions ; *calibré sur N*, il a appris les vraies difficultés des réponses de N autres
élèves ; *à longueur égale*, il s’arrête après exactement le nombre de questions que la stratégie publiée pose au même
élève. Un rapport inférieur à 1 est à notre avantage.""".replace(f"{learners:,}", f"{learners:,}".replace(",", " "))


def _goals(summary: Summary) -> str:
    rows = [
        [v.code, v.bound, v.figure, "**atteint**" if v.met else "non atteint", "" if v.met else v.why]
        for v in verdicts(summary)
    ]
    met = sum(row[3] == "**atteint**" for row in rows)
    head = ["", "objectif", "mesuré", "", "pourquoi"]
    return f"## Les objectifs : {met} sur {len(rows)} atteints\n\n{table(head, rows)}"


def _losses(summary: Summary) -> str:
    lost = [
        f"* {KINDS[kind]}, `{w.name}` ({WORDS[w.name]}) : {number(ratio)} fois les erreurs de la stratégie publiée."
        for kind in KINDS
        for w in (*PLAIN, *HEADLINE)
        if (ratio := summary.error_ratio(kind, w.name, "launch|same")) > 1.005
    ]
    return """## Où nous perdons, au lancement et à longueur égale

""" + "\n".join(
        [
            *lost,
            "* Les mondes sans bruit : la stratégie publiée y est exacte par construction ; nous gardons toujours un doute. De",
            "  vrais élèves s’y trompent.",
            "* Tubes sans lien et sans formats : il n’y a rien à déduire d’un tube à l’autre, tous les moteurs se valent.",
            "* Nos tests sont un peu plus difficiles : une question utile est une question dont on ignore la réponse.",
        ]
    )


def _headline(s: Summary) -> str:
    parts = ["## Mondes à formats mêlés\n"]
    for kind, label in KINDS.items():
        rows = []
        for w in HEADLINE:
            pix = [s.mean(kind, w.name, "pix", n) for n in ("questions", "accuracy", "mastery_error", "level_error")]
            rows.append([f"**{w.name}**", "stratégie publiée", *_pix_cells(pix), "", "", "", ""])
            for state in ("launch", *(f"cal{n}" for n in CALIBRATIONS[w.name]), "oracle"):
                same = f"{state}|same"
                ratios = []
                if state != "oracle":
                    ratios = [
                        s.length_ratio(kind, w.name, state, n) for n in ("accuracy", "mastery_error", "level_error")
                    ]
                rows.append(
                    [
                        "",
                        state_name(state),
                        "",
                        number(s.mean(kind, w.name, same, "accuracy"), 1),
                        f"{number(s.error_ratio(kind, w.name, same))} ± {number(s.error_ratio_se(kind, w.name, same))}",
                        number(s.name_ratio(kind, w.name, same, "mastery_error")),
                        number(s.mean(kind, w.name, f"{state}|0.7", "accuracy") - pix[1], 1),
                        " / ".join(number(r) for r in ratios),
                    ]
                )
        head = [
            "monde",
            "moteur",
            "questions",
            "exactitude",
            "erreurs, longueur égale",
            "erreur de maîtrise, longueur égale",
            "0,7 × les questions : points d’exactitude",
            "questions pour la même exactitude / maîtrise / niveau",
        ]
        parts.append(f"### Pour {label}\n\n{table(head, rows)}\n")
    names = "\n".join(f"* `{w.name}` : {WORDS[w.name]}." for w in HEADLINE)
    return "\n".join(
        [*parts, names, "\nDernière colonne : notre propre arrêt, toutes les règles de confort en marche."]
    )


def _pix_cells(pix: Sequence[float]) -> list[str]:
    errors = f"maîtrise {number(pix[2], 1)} ; niveau {number(pix[3])}"
    return [number(pix[0], 1), f"{number(pix[1], 1)} ({errors})"]


def _plain(s: Summary) -> str:
    parts = ["## Mondes simples : sans formats, sans calibration\n"]
    for kind, label in KINDS.items():
        rows = []
        for w in PLAIN:
            one = [
                f"{number(s.mean(kind, w.name, e, 'accuracy'), 1)} ({number(s.mean(kind, w.name, e, 'questions'), 0)})"
                for e in ("random", "bisection", "irt", "apart", "pix")
            ]
            quiet = w.name in NOISELESS
            error = f"{number(s.error_ratio(kind, w.name, 'launch|same'))} ± " + number(
                s.error_ratio_se(kind, w.name, "launch|same")
            )
            lengths = [s.length_ratio(kind, w.name, "launch", n) for n in ("accuracy", "mastery_error", "level_error")]
            rows.append(
                [
                    f"`{w.name}`",
                    WORDS[w.name],
                    *one,
                    number(s.mean(kind, w.name, "launch|same", "accuracy"), 1),
                    "sans objet" if quiet else error,
                    " / ".join(number(x) for x in lengths),
                ]
            )
        head = [
            "monde",
            "",
            "au hasard",
            "dichotomie",
            "une capacité (IRT)",
            "tubes séparés",
            "stratégie publiée",
            "frontière, même longueur",
            "rapport des erreurs",
            "questions pour la même exactitude / maîtrise / niveau",
        ]
        parts.append(f"### Pour {label} : exactitude (questions)\n\n{table(head, rows)}\n")
    return "\n".join(parts).rstrip()


def _full(s: Summary) -> str:
    rows = []
    for world, sizes in FULL:
        if not s.of("full", world, "full"):
            continue
        pix = {n: s.mean("full", world, "pix", n) for n in ("questions", "accuracy", "level_error", "mastery_error")}
        cells = [number(pix[n], d) for n, d in (("questions", 0), ("accuracy", 1), ("level_error", 2))]
        rows.append([f"**{world}**", "stratégie publiée, 16 tests", "", *cells, number(pix["mastery_error"], 1)])
        for state in ("launch", *(f"cal{n}" for n in sizes)):
            for alpha, f in s.curve("full", world, state, "full"):
                if alpha not in (FULL_ALPHAS[0], 0.07, 0.055, FULL_ALPHAS[-1]):
                    continue
                share = f"{number(f['questions'], 0)} ({number(f['questions'] / pix['questions'])})"
                cells = [number(f["accuracy"], 1), number(f["level_error"]), number(f["mastery_error"], 1)]
                rows.append(["", state_name(state), number(alpha, 3), share, *cells])
            equal = s.length_ratio("full", world, state, "accuracy")
            same = s.error_ratio("full", world, f"{state}|same")
            words = f"même exactitude : {number(equal)} × les questions ; même longueur : {number(same)} × les erreurs"
            rows.append(["", state_name(state), "", words, "", "", ""])
    head = ["monde", "moteur", "α", "questions (rapport)", "exactitude", "erreur de niveau", "erreur de maîtrise"]
    return f"## Profil complet : 16 compétences d’un coup\n\n{table(head, rows)}"


def _clear(s: Summary) -> str:
    rows = []
    for kind, label in KINDS.items():
        for w in HEADLINE:
            ratios = [s.error_ratio(kind, w.name, f"launch|{key}") for key in ("same, p alone", "same")]
            rows.append([f"{label}, `{w.name}`", *(number(ratio, 3) for ratio in ratios)])
    return (
        "## Ce que coûtent des statuts clairs (au lancement, longueur égale, rapport des erreurs)\n\n"
        "Le statut affiché ne contredit jamais les réponses données sur un sujet quand elles s’accordent entre elles, même si la "
        "probabilité seule dirait le contraire : personne ne comprendrait un acquis réussi et « non validé ».\n\n"
        + table(["", "probabilité seule", "**statuts affichés**"], rows)
    )


def _short(s: Summary) -> str:
    rows = []
    engines = {
        "pix": "publiée, affichée",
        "pix filled": "publiée, complétée",
        "launch": "au lancement",
        "cal100": "calibré",
    }
    for kind, label in KINDS.items():
        for n in SHORT[kind]:
            cells = []
            for engine in engines:
                f = [s.mean(kind, "w_real", f"{engine}|after {n}", x) for x in ("accuracy", "mastery_error")]
                cells.append(f"{number(f[0], 1)} / {number(f[1], 1)}")
            rows.append([f"{label}, {n} questions", *cells])
    return (
        "## Test interrompu (`w_real` ; exactitude / erreur de maîtrise)\n\n"
        + table(["", *engines.values()], rows)
        + "\n\n*Complétée* : les acquis que la stratégie publiée n’a pas atteints sont devinés d’après le niveau qu’elle prédit."
    )


def _presets(s: Summary) -> str:
    parts = [
        "## Longueur et exactitude selon la précision demandée (`w_real`, règles de confort)\n",
        (
            f"α est la part d’acquis mal classés que l’on accepte ; réglage « standard » : {number(STANDARD['launch'])} au "
            f"lancement, {number(STANDARD_CALIBRATED)} une fois calibré. Rapport des questions à la stratégie publiée, gain "
            "d’exactitude en points, puis l’erreur que le moteur croit faire et celle qu’il fait.\n"
        ),
    ]
    curves = {(k, e): dict(s.curve(k, "w_real", e, "headline")) for k in KINDS for e in ("launch", "cal100")}
    rows = []
    for alpha in ALPHAS:
        cells = []
        for (kind, _), curve in curves.items():
            f = curve[alpha]
            length = f["questions"] / s.mean(kind, "w_real", "pix", "questions")
            gain = f["accuracy"] - s.mean(kind, "w_real", "pix", "accuracy")
            sign = "+" if gain >= 0 else "−"
            errors = f"{number(f['believed'], 1)} / {number(100 - f['accuracy'], 1)}"
            cells.append(f"{number(length)} × ; {sign}{number(abs(gain), 1)} ; {errors}")
        rows.append([number(alpha, 3), *cells])
    head = ["α", *(f"{KINDS[k]}, {state_name(e)}" for k, e in curves)]
    return "\n".join(parts) + "\n" + table(head, rows)


def _tables(s: Summary) -> str:
    rows = [
        [
            WORDS[w.name],
            *(number(s.mean("competence", w.name, e, "accuracy"), 1) for e in ("pix", "exact", "launch", "flat")),
        ]
        for w in TABLES
    ]
    head = [
        "formats réels",
        "stratégie publiée",
        "table non réduite",
        "**table à mi-chemin (la nôtre)**",
        "bruit unique 0,08",
    ]
    return (
        "## Et si la table des formats était fausse ? (une compétence, longueur égale, exactitude)\n\n"
        "Une question à choix se devine plus qu’une question ouverte : le moteur le suppose dès le premier jour, mais à "
        "moitié seulement.\n\n" + table(head, rows)
    )


def _slips(s: Summary) -> str:
    rows = []
    for k in range(1, 6):
        cells = [
            f"{number(s.slip(e, 'skills_lost', k))} / {number(s.slip(e, 'mastery_shift', k), 1)}"
            for e in ("pix", "launch", "cal100")
        ]
        rows.append([f"{k}ᵉ bonne réponse" if k > 1 else "1ʳᵉ bonne réponse", *cells])
    return (
        "## Une étourderie (élève sans bruit ; acquis perdus / points de maîtrise)\n\n"
        "Une bonne réponse est changée en mauvaise ; moyenne de trois cas, deux séries de compétences et des parcours.\n\n"
        + table(["étourderie à la…", "stratégie publiée", "au lancement", "calibré"], rows)
    )


def _returns(s: Summary) -> str:
    rows = []
    for kind, label in KINDS.items():
        pix = [s.mean(kind, "w_real", "pix", n, "return") for n in ("questions", "accuracy")]
        rows.append([label, "stratégie publiée, à neuf", "", number(pix[0], 1), number(pix[1], 1), ""])
        for state in ("launch", "cal100"):
            for rule, words in (("other challenge", "autre épreuve permise"), ("never again", "jamais redemandé")):
                for alpha, f in s.curve_with(kind, "w_real", f"{state}|{rule}, alpha ", "return"):
                    if alpha in (0.07, 0.08, 0.10):
                        cells = [number(f["questions"], 1), number(f["accuracy"], 1), number(f["mastery_bias"], 1)]
                        rows.append(["", f"{state_name(state)}, {words}", number(alpha), *cells])
    head = ["", "moteur", "α", "questions", "exactitude", "biais de maîtrise"]
    return (
        "## L’élève qui revient quelques mois plus tard (`w_real`)\n\n"
        "Entre les deux tests chaque tube a bougé de N(0,3 ; 0,7²) niveau ; les réponses anciennes "
        "comptent pour 0,6 (entre un mois et un an). "
        "*Autre épreuve permise* : un acquis déjà testé peut l’être encore, par une autre épreuve ; *jamais redemandé* : "
        "rien ne l’est hors « Je retente ».\n\n" + table(head, rows)
    )


def _method() -> str:
    return """## Comment c’est mesuré

* **Contenus** : des référentiels inventés de 16 compétences, de la taille du vrai ; on en tire une compétence (37 acquis
  environ), un parcours de douze tubes dans cinq compétences (64 acquis) ou tout (600 acquis).
* **Mêmes élèves, mêmes réponses** : la réponse de chaque élève à chaque épreuve est tirée avant le test, et tous les moteurs
  reçoivent la même.
* **Stratégie publiée** : les règles d’`assessments/engine/published.py`, rejouées pour trois cents élèves à la fois ; un
  test vérifie qu’elle retient les mêmes questions que ce module.
* **La nôtre** : les fonctions d’`assessments/engine/frontier` elles-mêmes, celles du produit.
* **Autres moteurs** : au hasard et dichotomie (avec la déduction de la stratégie publiée) ; une capacité par compétence
  (IRT, question la plus proche, arrêt à 0,45) ; tubes séparés (notre moteur sans lien entre tubes, même longueur).
* **Questions pour la même exactitude** : on fait varier l’erreur acceptée α, et l’on lit, par interpolation, le nombre moyen
  de questions où notre exactitude moyenne rejoint celle de la stratégie publiée. « — » : jamais.
* **±** : erreur type, en laissant de côté un contenu à la fois.
* **Réglages et verdict séparés** : ce qui a été réglé l’a été sur d’autres contenus et d’autres élèves
  (`python -m benchmarks.engine --tuning`), jamais sur ceux de cette page.
* `make bench-engine ARGS=--quick` : la même chose en moins de deux minutes, sur deux contenus et soixante élèves."""
