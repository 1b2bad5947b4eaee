"""What is wrong with a roster, in words that the school's office can act upon: what happened, then what to do.

A file is refused whole (``RosterRefused``: it cannot be read, or is not this school's) or pupil by pupil (``Problem``: all of
them are told at once, each with its line and its column).
"""

from dataclasses import asdict, dataclass

from pixorga.ui.typography import french_spaces

# One figure for both forms of a file; the web server in front must let it through (docs/exploitation.md).
LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNZIPPED = 100 * 1024 * 1024
MOST_PUPILS = 20_000

_AGAIN = "Refaites l’export et choisissez le nouveau fichier sans l’ouvrir ni le modifier."
_TEMPLATE = "Repartez d’un modèle à télécharger sur cette page."
_SAVE_AS = "Dans votre tableur, choisissez « Enregistrer sous… », puis le format CSV UTF-8."

FILES = {
    "extension": (
        "Ce fichier n’est ni un .xml, ni un .zip, ni un .csv.",
        "Choisissez l’export de SIECLE (.xml ou .zip), ou un fichier .csv.",
    ),
    "spreadsheet": ("C’est un classeur de tableur, pas un fichier .csv.", _SAVE_AS),
    "empty": ("Ce fichier est vide.", _AGAIN),
    "too-large": (
        f"Ce fichier dépasse {LARGEST_FILE // 1024**2} Mo.",
        "Un export de SIECLE est bien plus petit : vérifiez que c’est le bon fichier, ou choisissez l’archive .zip.",
    ),
    "too-large-unzipped": (
        "Une fois décompressé, le fichier de cette archive serait trop volumineux.",
        "Vérifiez que c’est bien l’export de SIECLE : il fait quelques mégaoctets.",
    ),
    "zip": ("Cette archive .zip est abîmée, ou n’en est pas une.", _AGAIN),
    "zip-locked": ("Cette archive .zip est protégée par un mot de passe.", "Choisissez une archive sans mot de passe."),
    "zip-without-xml": (
        "Cette archive .zip ne contient pas de fichier .xml.",
        "Choisissez l’archive donnée par SIECLE, « ExportXML_ElevesSansAdresses.zip ».",
    ),
    "zip-several-xml": (
        "Cette archive .zip contient plusieurs fichiers .xml.",
        "Choisissez l’archive donnée par SIECLE pour les élèves, ou son seul fichier « ElevesSansAdresses.xml ».",
    ),
    "encoding": (
        "Les caractères de ce fichier ne se lisent pas (codage « {encoding} »).",
        f"{_AGAIN} Les codages reconnus sont UTF-8, ISO-8859-15, ISO-8859-1 et Windows-1252.",
    ),
    "xml": ("Ce fichier XML est incomplet ou abîmé (ligne {line}).", _AGAIN),
    "doctype": (
        "Ce fichier XML contient une déclaration « DOCTYPE », que SIECLE n’écrit jamais : il a été refusé.",
        _AGAIN,
    ),
    "not-siecle": (
        "Ce fichier XML n’est pas l’export des élèves de SIECLE.",
        "Dans SIECLE, exportez en XML les « élèves sans adresses ».",
    ),
    "other-school": (
        "Ce fichier est celui d’un autre établissement : son UAI est {found}, le vôtre est {expected}.",
        "Vérifiez que vous êtes dans le bon espace, et que c’est le bon export.",
    ),
    "no-uai": (
        "Ce fichier ne dit pas de quel établissement il vient (UAI absent).",
        _AGAIN,
    ),
    "school-without-uai": (
        "L’UAI de votre établissement n’est pas encore enregistré : un fichier SIECLE ne peut pas être vérifié.",
        "Demandez à l’équipe PixOrga de le renseigner.",
    ),
    "no-pupil": (
        "Aucun élève de ce fichier ne peut être importé : il faut un INE et une classe ({skipped}).",
        "Affectez les élèves à leurs classes dans SIECLE, puis refaites l’export.",
    ),
    "no-line": (
        "Ce fichier ne contient aucun élève, seulement des titres de colonnes.",
        "Ajoutez une ligne par élève.",
    ),
    "too-many": (
        f"Ce fichier contient plus de {MOST_PUPILS} élèves.",
        "Vérifiez que c’est bien la liste d’un seul établissement.",
    ),
    "not-a-roster": ("Les colonnes de ce fichier .csv ne sont pas celles d’une liste d’élèves.", _TEMPLATE),
    "unknown-columns": ("Ces colonnes ne sont pas attendues : {columns} (ligne {line}).", f"Retirez-les. {_TEMPLATE}"),
    "missing-columns": ("Il manque ces colonnes : {columns} (ligne {line}).", f"Ajoutez-les. {_TEMPLATE}"),
    "columns-twice": ("Ces colonnes apparaissent deux fois : {columns} (ligne {line}).", "N’en gardez qu’une."),
    "csv": (
        "Ce fichier .csv ne se lit plus à partir de la ligne {line} : un guillemet n’est sans doute pas refermé.",
        "Corrigez cette ligne, ou enregistrez de nouveau le fichier depuis votre tableur.",
    ),
}

# What cures an empty field depends on where the list comes from.
CURES = {
    "siecle": "Complétez la fiche de l’élève dans SIECLE, puis refaites l’export.",
    "fregata": "Complétez la fiche de l’élève et refaites l’export, ou remplissez cette case.",
    "generic": "Remplissez cette case.",
}
PUPILS = {
    "required": ("Ce champ est vide.", "{cure}"),
    "too-long": ("Ce texte dépasse {limit} caractères.", "Raccourcissez-le."),
    "characters": (
        "Ce texte contient des caractères abîmés ou interdits.",
        "Le fichier a sans doute été ouvert et enregistré par un autre logiciel : refaites l’export.",
    ),
    "identifier": (
        "Un identifiant ne contient que des lettres sans accent et des chiffres.",
        "Vérifiez cet identifiant.",
    ),
    "date": ("La date « {value} » ne se lit pas.", "Écrivez-la JJ/MM/AAAA, par exemple 14/03/2011."),
    "date-far": ("La date de naissance {value} n’est pas vraisemblable.", "Vérifiez l’année."),
    "choice": ("« {value} » n’est pas une valeur possible.", "Valeurs possibles : {choices}."),
    "town-code": ("« {value} » n’est pas un code commune INSEE.", "Il a cinq caractères, par exemple 33063 ou 2A004."),
    "town-required": ("Le code de la commune de naissance manque, pour un élève né en France.", "{cure}"),
    "town-name-required": ("Le nom de la commune de naissance manque, pour un élève né à l’étranger.", "{cure}"),
    "country": ("« {value} » n’est pas un code pays.", "Il a cinq chiffres et commence par 99, par exemple 99100."),
    "department": (
        "« {value} » n’est pas un code département.",
        "Il a deux ou trois caractères, par exemple 33 ou 2A.",
    ),
    "ine-twice": (
        "L’identifiant {ine} apparaît plusieurs fois (lignes {lines}).",
        "Chaque élève doit avoir le sien : corrigez la fiche en double.",
    ),
    "pupil-twice": (
        "Le même élève apparaît plusieurs fois (lignes {lines}).",
        "Ne gardez qu’une ligne, ou donnez à chacun son identifiant.",
    ),
    "cells": (
        "Cette ligne a plus de cases que le fichier n’a de colonnes.",
        "Un séparateur se trouve sans doute dans une case : mettez son texte entre guillemets.",
    ),
}


class RosterRefused(Exception):
    """The file was not read: nothing of it can be imported. ``code`` is for support, the rest is shown."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.reason, self.mend = (french_spaces(text.format(**values)) for text in FILES[code])

    def as_json(self) -> dict[str, str]:
        return {"code": self.code, "reason": self.reason, "mend": self.mend}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one pupil. ``line`` is that of the file, from 1."""

    code: str
    line: int
    pupil: str
    ine: str
    column: str
    reason: str
    mend: str

    def as_json(self) -> dict[str, str | int]:
        return asdict(self)


def problem(
    code: str, *, line: int, pupil: str, ine: str = "", column: str = "", cure: str = "", **values: object
) -> Problem:
    texts = (french_spaces(text.format(ine=ine, cure=cure, **values)) for text in PUPILS[code])
    return Problem(code, line, pupil or "(sans nom)", ine, column, *texts)
