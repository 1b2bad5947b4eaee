"""What was sent: frozen at sharing, never computed again."""

from django.db import models
from django.utils import timezone

from assessments.models import Competence
from campaigns.models import Campaign, Participation
from organisations.models import Organisation


class SharedResult(models.Model):
    """The result of one participation as its pupil sent it.

    ``skills`` maps the id of each target skill (as text) to ``[validated, source]``: 1 or 0, then «direct», «inferred» or
    «untested»; from a strategy that measures its precision, ``[…, probability of mastery 0..1, contradicted 1 or 0]``, and
    ``interval`` holds the bounds shown around the result, 0..1 (``results.frozen`` reads both shapes).
    """

    participation = models.OneToOneField(Participation, on_delete=models.CASCADE, related_name="result")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="results")
    validated = models.PositiveIntegerField("acquis validés")
    evaluated = models.PositiveIntegerField("acquis évalués")
    pix = models.PositiveIntegerField("pix", default=0)
    skills = models.JSONField()
    interval = models.JSONField("précision", null=True, blank=True)
    frozen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "résultat envoyé"
        verbose_name_plural = "résultats envoyés"

    def __str__(self) -> str:
        return f"{self.validated}/{self.evaluated}"


class CompetenceResult(models.Model):
    """One row a competence of a sent result, for the sums of the collective pages."""

    result = models.ForeignKey(SharedResult, on_delete=models.CASCADE, related_name="competences")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    competence = models.ForeignKey(Competence, on_delete=models.PROTECT, related_name="+")
    validated = models.PositiveIntegerField("acquis validés")
    evaluated = models.PositiveIntegerField("acquis évalués")
    pix = models.PositiveIntegerField("pix", default=0)
    level = models.PositiveSmallIntegerField("niveau", default=0)

    class Meta:
        verbose_name = "résultat par compétence"
        verbose_name_plural = "résultats par compétence"
        constraints = [models.UniqueConstraint("result", "competence", name="one_row_a_competence")]
        indexes = [models.Index("campaign", "competence", name="competence_results")]

    def __str__(self) -> str:
        return f"{self.competence} {self.validated}/{self.evaluated}"
