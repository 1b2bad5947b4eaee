"""The bare domain: where to go."""

from django.urls import path

from pixorga import views
from pixorga.help.views import accessibility
from pixorga.views import bad_request as handler400
from pixorga.views import not_found as handler404
from pixorga.views import permission_denied as handler403
from pixorga.views import server_error as handler500

urlpatterns = [
    path("", views.home, name="home"),
    path("courriels", views.mails, name="mails"),
    path("sante", views.health, name="health"),
    path("accessibilite", accessibility, name="accessibility"),
]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
