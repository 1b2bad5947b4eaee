"""Pages beside the list of campaigns: many made, or archived, from a table, after a rehearsal that writes nothing."""

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.bulk import archive_campaigns, campaigns_of_lot, create_campaigns
from campaigns.imports import COLUMNS, LONGEST_TEXT, REQUIRED, Plan, decode, plan_archiving, plan_campaigns
from pixorga.admin_site import site
from pixorga.ui.csv import lines
from pixorga.ui.typography import french_spaces

EXAMPLE = ["0990001N", "Sixièmes, rentrée", "competence-1.1", "prof@exemple.fr", "", "", "", "Standard"]
TITLES = {"create": "Créer des campagnes par fichier", "archive": "Archiver des campagnes par fichier"}


class TableForm(forms.Form):
    """A file, or its lines pasted: mistakes are mended in place."""

    text = forms.CharField(
        label="Lignes du tableau",
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "vLargeTextField"}),
        help_text="La première ligne porte les titres. Collez depuis un tableur, ou choisissez un fichier.",
        error_messages={"max_length": french_spaces("Ce tableau est trop long : coupez-le en plusieurs.")},
    )
    file = forms.FileField(
        label="Fichier CSV",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
        error_messages={"empty": "Ce fichier est vide."},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        sent = data.get("file")
        if sent is not None:
            try:
                data["text"] = decode(sent.read())
            except ValueError:
                words = (
                    "Ce fichier n’est pas un CSV : dans votre tableur, choisissez « Enregistrer sous… », "
                    "puis le format CSV UTF-8."
                )
                raise forms.ValidationError(french_spaces(words)) from None
        elif not (data.get("text") or "").strip() and not self.errors:
            raise forms.ValidationError("Choisissez un fichier, ou collez des lignes.")
        return data


class BulkPages:
    """Mixed in the page of campaigns."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[Any]:
        wrap, both = self.admin_site.admin_view, require_http_methods(["GET", "HEAD", "POST"])
        making, name = "creer-par-fichier/", "campaigns_campaign_{}".format
        return [
            path(making, wrap(both(self.create_many)), name=name("create_many")),
            path(f"{making}modele.csv", wrap(require_safe(self.template_file)), name=name("model")),
            path(f"{making}<slug:lot>/", wrap(require_safe(self.created)), name=name("created")),
            path("archiver-par-fichier/", wrap(both(self.archive_many)), name=name("archive_many")),
            *super().get_urls(),  # type: ignore[misc]
        ]

    # --- Making -------------------------------------------------------------------------------------------------------
    def create_many(self, request: HttpRequest) -> HttpResponse:
        _check(may_create(request))
        return self._two_steps(request, "create", plan_campaigns, self._create)

    def _create(self, request: HttpRequest, plan: Plan, lot: str) -> HttpResponse:
        made = create_campaigns(planned=plan.campaigns, actor=request.user, lot=lot, now=timezone.now())
        messages.success(request, french_spaces(f"Campagnes créées : {len(made)}."))
        return HttpResponseRedirect(reverse("admin:campaigns_campaign_created", args=[lot]))

    def created(self, request: HttpRequest, lot: str) -> HttpResponse:
        """The codes to hand out. For whoever made them, as long as a form may be sent again."""
        _check(may_create(request))
        made = campaigns_of_lot(actor=request.user, lot=lot, now=timezone.now())
        if not made:
            raise Http404
        return self._page(request, "admin/campaigns/created.html", "Campagnes créées", {"campaigns": made})

    def template_file(self, request: HttpRequest) -> HttpResponse:
        _check(may_create(request))
        titles = [f"{title}*" if name in REQUIRED else title for name, title in COLUMNS.items()]
        response = HttpResponse("".join(lines(titles, [list(EXAMPLE)])), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="campagnes.csv"'
        return response

    # --- Archiving ----------------------------------------------------------------------------------------------------
    def archive_many(self, request: HttpRequest) -> HttpResponse:
        _check(may_archive(request))
        return self._two_steps(request, "archive", plan_archiving, self._archive)

    def _archive(self, request: HttpRequest, plan: Plan, lot: str) -> HttpResponse:
        count = archive_campaigns(campaigns=plan.campaigns, actor=request.user, now=timezone.now())
        messages.success(request, french_spaces(f"Campagnes archivées : {count}."))
        return HttpResponseRedirect(reverse("admin:campaigns_campaign_changelist"))

    # --- Both ---------------------------------------------------------------------------------------------------------
    def _two_steps(self, request: HttpRequest, which: str, read: Any, write: Any) -> HttpResponse:
        """Nothing is kept between the steps but the text itself: the second reads it again, and writes if it still may."""
        plan: Plan | None = None
        form = TableForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            text = form.cleaned_data["text"]
            plan = read(text)
            lot = request.POST.get("lot", "")
            if request.POST.get("etape") == "confirmer" and plan.is_ready and lot.isalnum() and len(lot) <= 40:
                return write(request, plan, lot)
            form = TableForm(initial={"text": text})
        archived = plan.campaigns if plan and which == "archive" else []
        context = {
            "form": form,
            "plan": plan,
            "which": which,
            "columns": [("Code", True)]
            if which == "archive"
            else [(title, name in REQUIRED) for name, title in COLUMNS.items()],
            "lot": secrets.token_hex(12),
            "running": sum(one.participants - one.received for one in archived),
        }
        return self._page(request, "admin/campaigns/bulk.html", TITLES[which], context)

    def _page(self, request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
        request.current_app = self.admin_site.name
        frame = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, template, {**frame, **context})


def may_create(request: HttpRequest) -> bool:
    return request.user.has_perm("campaigns.add_campaign")


def may_archive(request: HttpRequest) -> bool:
    return request.user.has_perm("campaigns.change_campaign")


def _check(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


site.add_page("campaigns", "Créer par fichier", "campaigns_campaign_create_many", may_create)
site.add_page("campaigns", "Archiver par fichier", "campaigns_campaign_archive_many", may_archive)
