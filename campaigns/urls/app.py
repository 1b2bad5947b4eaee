"""The pupils' side of campaigns."""

from django.urls import path, register_converter

from campaigns.queries import CODE_LENGTH
from campaigns.views import app_door, app_entry, app_identity, app_run


class CodeConverter:
    """A code in an address, tolerant like the field where it is typed."""

    regex = f"[0-9A-Za-z -]{{{CODE_LENGTH},{CODE_LENGTH + 6}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CodeConverter, "code")

urlpatterns = [
    path("parcours", app_entry.code_entry, name="code_entry"),
    path("parcours/mes-parcours", app_entry.my_courses, name="my_courses"),
    path("campagnes/<code:code>", app_door.landing, name="campaign_landing"),
    path("campagnes/<code:code>/inscription", app_door.sign_up, name="campaign_sign_up"),
    path("campagnes/<code:code>/inscription/mot-de-passe", app_door.sign_up_password, name="campaign_sign_up_password"),
    path("campagnes/<code:code>/identite", app_identity.identity, name="campaign_identity"),
    path("campagnes/<code:code>/compte", app_identity.other_account, name="campaign_other_account"),
    path("campagnes/<code:code>/commencer", app_entry.start, name="campaign_start"),
    path("campagnes/<code:code>/suite", app_entry.resume, name="campaign_continue"),
    path("campagnes/<code:code>/identifiant", app_entry.external_id, name="campaign_external_id"),
    path("campagnes/<code:code>/regles", app_entry.rules, name="campaign_rules"),
    path("campagnes/<code:code>/regles/<int:page>", app_entry.rules, name="campaign_rules"),
    path("evaluations/<uuid:public_id>", app_run.question, name="question"),
    path("evaluations/<uuid:public_id>/chrono", app_run.timer, name="question_timer"),
    path("evaluations/<uuid:public_id>/etape", app_run.checkpoint, name="checkpoint"),
    path("evaluations/<uuid:public_id>/reponses/<int:seq>", app_run.answer_detail, name="answer_detail"),
    path("evaluations/<uuid:public_id>/signaler", app_run.report, name="report_problem"),
]
