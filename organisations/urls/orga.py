from django.urls import path

from organisations.views import orga, sign_in

urlpatterns = [
    path("", orga.home, name="home"),
    path("connexion", sign_in.SignInView.as_view(), name="login"),
    path("deconnexion", sign_in.SignOutView.as_view(), name="logout"),
    path("mot-de-passe-oublie", sign_in.PasswordForgottenView.as_view(), name="password_reset"),
    path(
        "mot-de-passe-oublie/<uuid:uidb64>/<token>",
        sign_in.NewPasswordView.as_view(),
        name="password_reset_confirm",
    ),
    path("conditions", orga.terms, name="terms"),
    path("changer-d-espace", orga.switch_organisation, name="switch_organisation"),
    path("equipe", orga.team, name="team"),
    path("documentation", orga.documentation, name="documentation"),
]
