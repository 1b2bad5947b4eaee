"""Who can sign in to the demonstration, and where."""

from pixorga.spaces import origin

PASSWORD = "demonstration-2026"  # noqa: S105 - shown on the screen of whoever starts the demonstration

TEACHER = "stephane.libellot@lycee-pix.example"
ADMINISTRATOR = "helene.garance@lycee-pix.example"
NEIGHBOUR = "camille.ferrand@college-jeanne-barret.example"
STAFF = "admin@pixorga.example"
# User names of two pupils who can sign in without the ENT: one is in the middle of a test, one has yet to send.
PUPIL_BUSY, PUPIL_WAITING = "noam.leurre", "safia.hypothese"


def demo_accounts() -> list[tuple[str, str, str, str]]:
    """(role, address, log-in, password)"""
    return [
        ("Enseignant du Lycée Pix", origin("orga"), TEACHER, PASSWORD),
        ("Administratrice du Lycée Pix", origin("orga"), ADMINISTRATOR, PASSWORD),
        ("Enseignante du collège voisin", origin("orga"), NEIGHBOUR, PASSWORD),
        ("Élève, depuis son ENT", origin("ent-demo"), "un élève au choix", "sans mot de passe"),
        ("Élève, au milieu d’un test", origin("app"), PUPIL_BUSY, PASSWORD),
        ("Élève, test terminé", origin("app"), PUPIL_WAITING, PASSWORD),
        ("Équipe PixOrga", origin("admin"), STAFF, PASSWORD),
    ]
