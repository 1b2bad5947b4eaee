"""The pupils' space."""

from django.urls import include, path
from django.views.generic import RedirectView

from organisations.views.logo import logo
from pixorga.views import bad_request as handler400
from pixorga.views import not_found as handler404
from pixorga.views import permission_denied as handler403
from pixorga.views import server_error as handler500

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="profile"), name="home"),
    path("logos/<slug:digest>.png", logo, name="logo"),
    path("", include("learners.urls.app")),
    path("", include("assessments.urls.app")),
    path("", include("campaigns.urls.app")),
    path("", include("results.urls.app")),
    path("", include("pixorga.help.urls.app")),
]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
