"""The teachers' space."""

from django.urls import include, path

from pixorga.views import bad_request as handler400
from pixorga.views import not_found as handler404
from pixorga.views import permission_denied as handler403
from pixorga.views import server_error as handler500

urlpatterns = [
    path("", include("organisations.urls.orga")),
    path("", include("learners.urls.orga")),
    path("", include("campaigns.urls.orga")),
    path("", include("results.urls.orga")),
    path("", include("pixorga.help.urls.orga")),
]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
