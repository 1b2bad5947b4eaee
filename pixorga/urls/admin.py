"""The administrators' space."""

from django.urls import include, path

from organisations.views import sign_in
from organisations.views.logo import logo
from pixorga.admin_site import site
from pixorga.views import bad_request as handler400
from pixorga.views import not_found as handler404
from pixorga.views import permission_denied as handler403
from pixorga.views import server_error as handler500

urlpatterns = [
    path("", site.admin_view(site.index), name="home"),
    path(
        "connexion",
        sign_in.SignInView.as_view(staff_only=True, template_name="admin/sign_in.html"),
        name="login",
    ),
    path("deconnexion", sign_in.SignOutView.as_view(), name="logout"),
    path("mot-de-passe-oublie", sign_in.PasswordForgottenView.as_view(), name="password_reset"),
    path(
        "mot-de-passe-oublie/<uidb64>/<token>",
        sign_in.NewPasswordView.as_view(),
        name="password_reset_confirm",
    ),
    path("logos/<slug:digest>.png", logo, name="logo"),
    path("", include("assessments.urls.preview")),
    # Last: the site answers every other address, with its own 404.
    path("", site.urls),
]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
