"""Signing in and out on the pupils' side. Of allauth's pages, only these few addresses of SAML exist."""

from django.urls import path

from learners.views import app, app_account, app_password
from organisations.views.sign_in import NewPasswordView, PasswordForgottenView

urlpatterns = [
    path("connexion", app.PupilSignInView.as_view(), name="login"),
    path("deconnexion", app.PupilSignOutView.as_view(), name="logout"),
    path("deconnecte", app.signed_out, name="signed_out"),
    path("nouveau-mot-de-passe", app_password.new_password, name="new_password"),
    path("mot-de-passe-oublie", PasswordForgottenView.as_view(), name="password_reset"),
    path("mot-de-passe-oublie/<uuid:uidb64>/<token>", NewPasswordView.as_view(), name="password_reset_confirm"),
    path("mon-compte", app_account.account, name="account"),
    path("ent/", app.ent_entry, name="ent_entry"),
    path("saml/<slug:slug>/login/", app.ent_entry, name="saml_login"),
    path("saml/<slug:slug>/acs/", app.acs, name="saml_acs"),
    path("saml/<slug:slug>/acs/finish/", app.acs_finish, name="saml_finish_acs"),
    path("saml/<slug:slug>/sls/", app.sls, name="saml_sls"),
    path("saml/<slug:slug>/metadata/", app.saml_metadata, name="saml_metadata"),
]
