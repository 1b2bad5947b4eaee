"""The demonstration ENT."""

from django.urls import path

from demo_ent import views
from pixorga.views import bad_request as handler400
from pixorga.views import not_found as handler404
from pixorga.views import permission_denied as handler403
from pixorga.views import server_error as handler500

urlpatterns = [
    path("", views.portal, name="home"),
    path("connexion", views.sign_in, name="login"),
    path("deconnexion", views.sign_out, name="logout"),
    path("deconnecte", views.signed_out, name="signed_out"),
    path("mediacentre", views.resources, name="resources"),
    path("cas-d-erreur", views.try_mistake, name="try_mistake"),
    path("sso", views.sso, name="sso"),
    path("metadata", views.saml_metadata, name="saml_metadata"),
]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
