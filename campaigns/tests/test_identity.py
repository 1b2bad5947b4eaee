"""«Un tout petit détail !» on the page: one pupil with two accounts, two schools, or no longer in the list (A-13, A-20)."""

import re
from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from campaigns.models import Campaign, Participation
from campaigns.tests.factories import participation_in
from campaigns.tests.test_door import BORN, DOOR, TYPED, campaign, text_of, zoe
from learners.actions import give_one_time_password
from learners.models import Learner
from learners.tests.factories import LearnerFactory, PupilFactory, arrival
from organisations.models import LoginFailure
from organisations.tests.factories import PASSWORD, UserFactory

__all__ = ["campaign", "zoe"]
pytestmark = pytest.mark.django_db
BIRTH = {"day": "14", "month": "3", "year": "2011"}


@pytest.fixture
def pupil(app_client: Client, campaign: Campaign) -> Client:
    """Zoé, whom the ENT has just brought for the first time."""
    app_client.force_login(arrival())
    return app_client


def test_the_identifier_of_the_ent_changed(pupil: Client, zoe: Learner, campaign: Campaign) -> None:
    zoe.user = arrival()
    zoe.save()
    participation = participation_in(campaign, zoe)
    session = pupil.session
    session["ent"] = "ent-demo"
    session.set_expiry(timezone.now() + timedelta(hours=2))
    session.save()
    end = session.get_expiry_date()
    assert pupil.post(f"{DOOR}/identite", BIRTH)["Location"] == DOOR
    assert pupil.session["_auth_user_id"] == str(zoe.user_id)
    # Still a session of the ENT, with the same end.
    assert pupil.session["ent"] == "ent-demo"
    assert abs(pupil.session.get_expiry_date() - end) < timedelta(seconds=2)
    assert pupil.get(DOOR, follow=True).redirect_chain[0][0] == f"{DOOR}/suite"
    assert Participation.objects.get() == participation


def offered(response: HttpResponse) -> str:
    assert response.status_code == 409
    return response.content.decode()


def test_an_account_before_the_ent_is_joined(pupil: Client, zoe: Learner) -> None:
    zoe.user = PupilFactory(username="zoe.fictive1403")
    zoe.save()
    assert f'href="{DOOR}/compte"' in offered(pupil.post(f"{DOOR}/identite", BIRTH))
    page = pupil.get(f"{DOOR}/compte")
    assert "z***.f***3" in text_of(page)
    assert "zoe.fictive1403" not in page.content.decode()

    wrong = pupil.post(f"{DOOR}/compte", {"identifier": "zoe.fictive1403", "password": "faux"})
    assert wrong.status_code == 422
    assert LoginFailure.objects.get().failures == 1
    PupilFactory(username="tom.autre0101")
    friend = pupil.post(f"{DOOR}/compte", {"identifier": "tom.autre0101", "password": PASSWORD})
    assert "Ce compte n’est pas celui de cet élève." in text_of(friend)

    right = pupil.post(f"{DOOR}/compte", {"identifier": "zoe.fictive1403", "password": PASSWORD})
    assert right["Location"] == DOOR
    assert pupil.session["_auth_user_id"] == str(zoe.user_id)
    assert SocialAccount.objects.get().user == zoe.user
    assert "Je commence" in text_of(pupil.get(DOOR))


def test_joined_with_the_password_that_the_teacher_has_just_given(pupil: Client, zoe: Learner) -> None:
    zoe.user = PupilFactory(username="zoe.fictive1403")
    zoe.save()
    given = give_one_time_password(learner=zoe, actor=UserFactory(), now=timezone.now())
    pupil.post(f"{DOOR}/identite", BIRTH)
    right = pupil.post(f"{DOOR}/compte", {"identifier": given.username, "password": given.password})
    assert right["Location"] == DOOR
    assert pupil.session["_auth_user_id"] == str(zoe.user_id)


def test_the_page_of_the_other_account_is_for_who_was_led_to_it(pupil: Client, zoe: Learner) -> None:
    zoe.user = PupilFactory(username="zoe.fictive1403")
    zoe.save()
    right = {"identifier": "zoe.fictive1403", "password": PASSWORD}
    assert pupil.post(f"{DOOR}/compte", right)["Location"] == DOOR
    pupil.post(f"{DOOR}/identite", BIRTH)
    session = pupil.session
    session["other_account"] = {**session["other_account"], "at": timezone.now().timestamp() - 901}
    session.save()
    assert pupil.post(f"{DOOR}/compte", right)["Location"] == DOOR
    assert SocialAccount.objects.get().user != zoe.user


WAYS = [
    ({"username": "zoe.fictive1403"}, "Me connecter avec ce compte", "/connexion?next=%2Fcampagnes%2FRNBJDB351"),
    ({"email": "zoe@exemple.fr"}, "Me connecter avec ce compte", "/connexion?next=%2Fcampagnes%2FRNBJDB351"),
]


@pytest.mark.parametrize(("owner", "button", "after"), WAYS)
def test_the_way_to_the_other_account(
    app_client: Client, zoe: Learner, owner: dict[str, str], button: str, after: str
) -> None:
    zoe.user = PupilFactory(**owner)
    zoe.save()
    app_client.force_login(PupilFactory(username="quelqu.un0101"))
    html = offered(app_client.post(f"{DOOR}/identite", TYPED))
    assert button in html
    sent = re.search(r'name="next" value="([^"]*)"', html.partition("<main")[2])[1]
    assert app_client.post("/deconnexion", {"next": sent})["Location"] == after


def test_the_wait_is_told(pupil: Client, zoe: Learner) -> None:
    for day in range(15, 20):
        response = pupil.post(f"{DOOR}/identite", {**BIRTH, "day": str(day)})
        assert response.status_code == 422
    response = pupil.post(f"{DOOR}/identite", BIRTH)
    assert response.status_code == 429
    assert "Attendez 15 minutes, puis recommencez" in text_of(response)


def test_a_pupil_of_two_schools_is_asked_once(app_client: Client, zoe: Learner) -> None:
    user = arrival()
    LearnerFactory(user=user, birth_date=BORN, ine=zoe.ine)
    app_client.force_login(user)
    assert "Je commence" in text_of(app_client.get(DOOR))
    zoe.refresh_from_db()
    assert zoe.user is None  # looking changes nothing
    assert app_client.post(f"{DOOR}/commencer")["Location"] == f"{DOOR}/suite"
    zoe.refresh_from_db()
    assert zoe.user == user


def test_taken_off_the_list(app_client: Client, zoe: Learner) -> None:
    user = arrival()
    Learner.objects.filter(pk=zoe.pk).update(user=user, disabled_at=timezone.now())
    app_client.force_login(user)
    assert app_client.get(DOOR)["Location"] == f"{DOOR}/identite"
    assert "Vous n’êtes plus dans la liste des élèves" in text_of(app_client.post(f"{DOOR}/identite", BIRTH))
