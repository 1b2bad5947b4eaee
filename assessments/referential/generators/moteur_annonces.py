"""Une page de résultats où certaines lignes sont payées : les compter, trouver le premier résultat naturel."""

import re
from html import escape
from random import Random

from assessments.variants import Variant

LABELS = ("Annonce", "Sponsorisé", "Lien sponsorisé")
# A neutral mention that suits the site; the others get a date.
MENTIONS = (
    ("forum-", "Discussion"),
    ("courrier-", "Presse locale"),
    ("foyer-", "Association"),
    ("repare-", "Association"),
)
DATES = ("Aujourd’hui", "Mis à jour en mai", "12 mars", "4 janvier", "26 avril", "Mis à jour en février")

THEMES = (
    {
        "query": "cours de guitare {ville}",
        "ads": (
            (
                "Apprendre la guitare en 30 jours",
                "guitare-express.example",
                "Méthode en ligne, premier mois offert. Sans engagement.",
            ),
            (
                "Guitares d’étude à partir de 79 €",
                "bois-et-cordes.example",
                "Livraison rapide, housse et accordeur compris.",
            ),
            (
                "Quel cours de musique choisir ?",
                "guide-musique.example",
                "Nos conseils pour bien débuter, seul ou en groupe.",
            ),
            (
                "Professeurs particuliers à {ville}",
                "profs-du-coin.example",
                "Trouvez un enseignant près de chez vous. Avis vérifiés.",
            ),
        ),
        "natural": (
            (
                "École de musique de {ville}",
                "ecole-musique-{slug}.example",
                "Cours de guitare dès 8 ans, individuels ou collectifs. Inscriptions en juin.",
            ),
            (
                "Petites annonces : cours de guitare",
                "petites-annonces-orle.example",
                "17 annonces de particuliers à {ville} et autour.",
            ),
            (
                "Tenir son médiator, en images",
                "accords-faciles.example",
                "Cinq gestes de base pour jouer de la guitare.",
            ),
            (
                "Ville de {ville} – pratiques musicales",
                "www.{slug}.example",
                "La liste des associations qui proposent des cours.",
            ),
            (
                "Un nouveau professeur de guitare à {ville}",
                "courrier-orle.example",
                "Il reprend la classe de l’école de musique.",
            ),
            (
                "Forum – Débuter la guitare à 40 ans",
                "forum-orle.example",
                "« J’ai pris des cours à {ville}, je recommande. »",
            ),
            (
                "Atelier guitare du foyer rural",
                "foyer-{slug}.example",
                "Remise de 10 % pour les familles, le jeudi soir.",
            ),
        ),
    },
    {
        "query": "réparer écran téléphone {ville}",
        "ads": (
            ("Écran cassé ? Réparé en une heure", "ecran-minute.example", "Devis gratuit, pièces garanties un an."),
            ("Téléphones reconditionnés", "seconde-ligne.example", "Jusqu’à 40 % moins cher, retour gratuit."),
            (
                "Comprendre la réparation d’un écran",
                "guide-reparer.example",
                "Le point sur les vitres, les dalles et les tarifs.",
            ),
            ("Assurez votre téléphone", "assur-poche.example", "Casse et vol, dès 3 € par mois."),
        ),
        "natural": (
            (
                "Atelier de réparation de {ville}",
                "repare-{slug}.example",
                "Bénévoles et outils pour réparer ensemble, le samedi.",
            ),
            (
                "Petites annonces : téléphones pour pièces",
                "petites-annonces-orle.example",
                "32 annonces, remise en main propre à {ville}.",
            ),
            ("Changer une vitre, la méthode illustrée", "tournevis.example", "Les outils, les étapes et les pièges."),
            (
                "Boutique Mobile – {ville} centre",
                "boutique-mobile.example",
                "Promotion sur les écrans jusqu’à samedi, 5 rue Haute.",
            ),
            (
                "Forum – Écran noir après une chute",
                "forum-orle.example",
                "« Un magasin de {ville} me l’a réparé. » 22 réponses.",
            ),
            (
                "La réparation, un droit du consommateur",
                "conso-futee.example",
                "Pièces détachées, notices, indice de réparabilité.",
            ),
            (
                "Fête de la réparation à {ville}",
                "www.{slug}.example",
                "Rendez-vous le premier dimanche d’octobre, salle des fêtes.",
            ),
        ),
    },
    {
        "query": "chambre d’hôtes {ville}",
        "ads": (
            ("Chambres à {ville} : prix cassés", "nuits-futees.example", "Comparez 200 adresses. Annulation gratuite."),
            (
                "Où dormir dans la vallée ? Le guide",
                "carnet-etapes.example",
                "Nos dix maisons préférées, avec jardin ou piscine.",
            ),
            ("Louez votre maison cet été", "clefs-louees.example", "Estimez vos revenus en deux minutes."),
            ("Week-end à {ville} dès 59 €", "escapades-plus.example", "Chambre, petit-déjeuner et visite compris."),
        ),
        "natural": (
            (
                "La Maison des Tilleuls, chambres d’hôtes",
                "tilleuls-{slug}.example",
                "Trois chambres au calme, à 2 km de {ville}. Offre de printemps.",
            ),
            (
                "Office de tourisme de {ville}",
                "tourisme-{slug}.example",
                "Toutes les chambres d’hôtes, les gîtes et les campings.",
            ),
            (
                "Petites annonces : locations de vacances",
                "petites-annonces-orle.example",
                "54 annonces de particuliers autour de {ville}.",
            ),
            (
                "Ouvrir une chambre d’hôtes : les règles",
                "creer-en-orle.example",
                "Déclaration, nombre de chambres, petit-déjeuner.",
            ),
            (
                "Chez Rosalie, table et chambres",
                "chez-rosalie.example",
                "Dîner sur réservation, potager, accueil des cyclistes.",
            ),
            (
                "{ville} accueille plus de visiteurs",
                "courrier-orle.example",
                "Les chambres d’hôtes ont fait le plein en août.",
            ),
            (
                "Avis de voyageurs sur {ville}",
                "forum-orle.example",
                "« Nous avons adoré notre chambre sous les toits. »",
            ),
        ),
    },
)
TOWNS = (
    ("Brévance", "brevance"),
    ("Tarvanne", "tarvanne"),
    ("Lorvane", "lorvane"),
    ("Sarlanges", "sarlanges"),
    ("Bressuy", "bressuy"),
)


def generate(rng: Random) -> Variant:
    theme = rng.choice(THEMES)
    town, slug = rng.choice(TOWNS)

    def fill(text: str) -> str:
        return text.format(ville=town, slug=slug)

    count = rng.randint(2, 4)
    ads = [(*a, rng.choice(LABELS)) for a in rng.sample(theme["ads"], count)]
    natural = []
    for row, day in zip(rng.sample(theme["natural"], 6), rng.sample(DATES, 6), strict=True):
        natural.append((*row, next((label for start, label in MENTIONS if row[1].startswith(start)), day)))
    top = rng.randint(1, count)
    rows = ads[:top] + natural
    for ad in ads[top:]:  # the other ones come lower on the page
        rows.insert(rng.randint(top + 2, len(rows)), ad)
    first = next(row for row in rows if row[3] not in LABELS)
    query = fill(theme["query"])
    blocks = "\n".join(
        '<li class="sim-result">\n'
        f'<p class="sim-result-url"><span class="sim-meta">{escape(label)}</span> {escape(fill(site))}</p>\n'
        f'<p class="sim-result-title">{escape(fill(title))}</p>\n'
        f'<p class="sim-result-text">{escape(fill(text))}</p>\n</li>'
        for title, site, text, label in rows
    )
    page = (
        '<div class="sim-browser">\n<div class="sim-tabs"><span class="sim-tab on">Recherche – Loupiote</span></div>\n'
        '<div class="sim-address"><span>https://www.loupiote.example/recherche</span></div>\n<div class="sim-page">\n'
        '<h1 class="visually-hidden">Résultats de recherche</h1>\n'
        f'<p><span class="sim-search">{escape(query)}</span></p>\n<p class="sim-meta">{len(rows)} résultats sur cette page</p>\n'
        f'<ol class="sim-results">\n{blocks}\n</ol>\n</div>\n</div>\n'
    )
    site = fill(first[1])
    return Variant(
        values={
            "requete": query,
            "nombre": str(count),
            "site": site,
            "autre": site.removeprefix("www.") if site.startswith("www.") else f"www.{site}",
            "court": site.removeprefix("www.").removesuffix(".example"),
            "annonceurs": ", ".join(fill(row[1]) for row in rows if row[3] in LABELS),
        },
        screens={"resultats": page},
    )


def solve(variant: Variant) -> dict[str, str]:
    rows = re.findall(
        r'<p class="sim-result-url"><span class="sim-meta">([^<]+)</span> ([^<]+)</p>', variant.screens["resultats"]
    )
    paid = [site for label, site in rows if label.lower() in ("annonce", "sponsorisé", "lien sponsorisé")]
    return {"nombre": str(len(paid)), "site": next(site for label, site in rows if site not in paid)}
