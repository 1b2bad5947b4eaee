"""The first version of the terms of the teachers' space. A later version is a new row, never a change of this one."""

import re

from django.db import migrations

NBSP = "\u00a0"

BODY = """
## 1. L’espace Orga

L’espace Orga permet aux équipes d’un établissement de préparer des tests de compétences numériques, de les proposer à \
leurs élèves et de lire les résultats que ceux-ci leur envoient. On y entre sur invitation de l’administrateur de l’espace.

## 2. Votre compte

- Votre compte est personnel : ne prêtez pas votre mot de passe et n’en utilisez pas un qui sert ailleurs.
- Déconnectez-vous à la fin d’une séance sur un poste partagé.
- Si vous pensez que quelqu’un d’autre a utilisé votre compte, changez votre mot de passe et prévenez l’administrateur \
de votre espace.
- Quand vous quittez l’établissement, l’administrateur de l’espace retire votre accès.

## 3. Les données des élèves

L’établissement, ou son autorité de tutelle, est responsable du traitement des données de ses élèves ; PixOrga les traite \
pour son compte et sur ses instructions. Le traitement repose sur la mission d’intérêt public d’enseignement.

- Vous ne voyez que les élèves et les résultats de votre établissement.
- Le résultat d’un élève ne vous parvient que lorsqu’il l’envoie lui-même. Avant cet envoi, vous ne voyez que son avancement.
- Vous consultez et exportez ces données pour accompagner vos élèves, et pour rien d’autre. Un fichier exporté devient \
votre responsabilité : rangez-le en lieu sûr et supprimez-le quand il ne sert plus.
- N’écrivez aucune donnée sensible (santé, opinions, origine, numéro de sécurité sociale) dans le nom, le titre ou le \
texte d’une campagne, et n’en demandez pas comme identifiant.
- Un élève ou ses responsables peuvent demander à consulter, corriger ou effacer ses données : transmettez leur demande au \
délégué à la protection des données de votre établissement.

## 4. Un usage loyal

Les questions et les tutoriels sont destinés à l’entraînement et à l’évaluation de vos élèves. Vous vous engagez à ne pas \
perturber le service, à ne pas chercher à lire les données d’un autre établissement, et à signaler tout défaut de sécurité \
que vous découvririez.

## 5. Le service

Le service est fourni sans promesse d’absence d’interruption. Les actes sensibles (invitations, exports, suppressions) sont \
enregistrés avec leur auteur et leur date, afin de pouvoir les expliquer.

## 6. Changements

Si ces conditions changent, la nouvelle version vous est présentée à votre prochaine visite. La refuser vous déconnecte ; \
vos campagnes restent à la disposition de votre équipe.
"""


def publish(apps, schema_editor):
    apps.get_model("organisations", "LegalText").objects.get_or_create(
        kind="orga-terms", version=1, defaults={"body": re.sub(r" (?=[:;?!])", NBSP, BODY.strip())}
    )


def withdraw(apps, schema_editor):
    apps.get_model("organisations", "LegalText").objects.filter(kind="orga-terms", version=1, acceptances=None).delete()


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [migrations.RunPython(publish, withdraw)]
