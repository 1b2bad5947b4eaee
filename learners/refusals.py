"""Why an arrival from an ENT was refused: what support knows (the code) and what the person reads."""

from dataclasses import dataclass

BACK = "Revenez à votre ENT, ouvrez le médiacentre et cliquez de nouveau sur PixOrga."
SHOW = "Vous n’y pouvez rien : montrez cette page à votre enseignant."


@dataclass(frozen=True)
class Refusal:
    title: str
    text: str
    for_school: str = ""
    may_retry: bool = False
    status: int = 400


REFUSALS = {
    "G01": Refusal(
        "La réponse de votre ENT n’a pas pu être vérifiée.",
        f"{BACK} Si cette page revient, montrez-la à votre enseignant.",
        "La réponse reçue est illisible, ou sa signature n’est pas celle de l’ENT déclaré.",
        may_retry=True,
    ),
    "G02": Refusal(
        "Votre ENT ne nous a pas dit quel compte est le vôtre.",
        SHOW,
        "L’identifiant opaque (IDO) manque ou n’est pas unique : à signaler à l’administrateur de l’ENT.",
    ),
    "G03": Refusal(
        "Cette connexion a déjà servi.",
        f"C’est le cas quand on revient en arrière ou qu’on recharge une page. {BACK}",
        may_retry=True,
    ),
    "G04": Refusal(
        "Cette connexion n’était pas destinée à PixOrga.",
        f"{BACK} Si cette page revient, montrez-la à votre enseignant.",
        "L’audience de la réponse n’est pas celle de PixOrga : à signaler à l’administrateur de l’ENT.",
        may_retry=True,
    ),
    "G05": Refusal(
        "Cette connexion n’a pas été demandée par PixOrga.",
        BACK,
        "La réponse ne correspond à aucune demande : PixOrga refuse les connexions commencées par l’ENT.",
        may_retry=True,
    ),
    "G06": Refusal(
        "La connexion a pris trop de temps.",
        f"{BACK} Gardez un seul onglet, et vérifiez que votre navigateur accepte les cookies.",
        "Si toutes les connexions sont refusées ainsi, l’horloge d’un des serveurs n’est pas à l’heure.",
        may_retry=True,
    ),
    "G10": Refusal(
        "Cet espace est celui des élèves.",
        "Votre ENT indique que vous n’êtes pas élève. Si vous êtes enseignant, utilisez l’espace Orga avec votre compte PixOrga.",
        "Si vous êtes élève, montrez cette page à votre enseignant : votre profil est à corriger dans l’ENT.",
        status=403,
    ),
    "G11": Refusal(
        "Votre établissement n’utilise pas encore PixOrga.",
        SHOW,
        "Cet établissement n’a pas d’espace PixOrga : un responsable peut en demander l’ouverture.",
        status=403,
    ),
    "G12": Refusal(
        "Votre ENT ne nous a pas transmis votre nom.",
        SHOW,
        "Le nom (NOM) et le prénom (PRE) sont nécessaires : à autoriser dans l’ENT.",
        status=403,
    ),
    "G13": Refusal(
        "Votre compte PixOrga est désactivé.",
        "Demandez à votre enseignant de le faire réactiver.",
        status=403,
    ),
}


class EntRefused(Exception):
    """Nobody was signed in. ``detail`` is for the log only; ``school`` is the UAI to show, if it is the reason."""

    def __init__(self, code: str, *, detail: str = "", uid: str = "", school: str = "") -> None:
        super().__init__(code)
        self.code, self.detail, self.uid, self.school = code, detail, uid, school
        self.refusal = REFUSALS[code]
