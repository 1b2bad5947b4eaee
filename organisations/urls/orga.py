from django.urls import path

from organisations.views import logo, orga, orga_account, orga_join, orga_team, sign_in

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
    path("logo/<slug:digest>.png", logo.own_logo, name="logo"),
    path("equipe", orga_team.team, name="team"),
    path("equipe/inviter", orga_team.invite, name="team_invite"),
    path("equipe/quitter", orga_team.leave, name="team_leave"),
    path("equipe/invitations/<uuid:public_id>/renvoyer", orga_team.resend, name="invitation_resend"),
    path("equipe/invitations/<uuid:public_id>/supprimer", orga_team.cancel, name="invitation_cancel"),
    path("equipe/<uuid:public_id>/role", orga_team.role, name="team_role"),
    path("equipe/<uuid:public_id>/retirer", orga_team.remove, name="team_remove"),
    path("mon-compte", orga_account.account, name="account"),
    path("mon-compte/adresse/<token>", orga_account.email_confirm, name="email_confirm"),
    path("rejoindre/<token>", orga_join.join, name="join"),
]
