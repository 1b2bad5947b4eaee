"""Files and screens of questions: only to whom they were shown, with headers that let nothing run."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import Permission
from django.template.loader import render_to_string
from django.urls import reverse

from assessments import content, media
from assessments.bank.load import load_referential
from assessments.forms import AnswerForm
from assessments.models import Answer, Challenge
from assessments.tests.bank_files import edit
from assessments.tests.factories import AssessmentFactory
from organisations.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
APP, ADMIN = "pixorga.urls.app", "pixorga.urls.admin"
SEED = 7


def address(view, *, urlconf=APP, **kwargs):
    return reverse(view, urlconf=urlconf, kwargs=kwargs)


@pytest.fixture
def pupil(app_client):
    app_client.user = UserFactory()
    app_client.force_login(app_client.user)
    return app_client


@pytest.fixture
def in_hand(bank):
    """in_hand(user, key): an assessment with this question in hand, after one answer to lynx1-a."""
    load_referential()

    def make(user, key):
        first = Challenge.objects.get(key="lynx1-a")
        assessment = AssessmentFactory(
            user=user, challenge=Challenge.objects.get(key=key), challenge_seed=SEED, answer_count=1
        )
        Answer.objects.create(
            assessment=assessment, user=user, seq=1, challenge=first, skill=first.skill, outcome="right", response=2
        )
        return assessment

    return make


def urls_of(assessment):
    """The three addresses that serve something for these questions."""
    common = {"public_id": assessment.public_id}
    return [
        address("question_image", seq=1, name="trace.svg", **common),
        address("question_screen", seq=2, page="accueil", **common),
    ]


def test_the_files_of_the_question_in_hand_and_of_the_answered_ones(pupil, in_hand):
    for url in urls_of(in_hand(pupil.user, "lynx1-b")):
        assert pupil.get(url).status_code == 200


def test_a_stranger_gets_404(pupil, in_hand):
    urls = urls_of(in_hand(UserFactory(), "lynx1-b"))

    assert [pupil.get(url).status_code for url in urls] == [404, 404]


def test_nobody_signed_in_goes_to_the_log_in_page(app_client, in_hand):
    for url in urls_of(in_hand(UserFactory(), "lynx1-b")):
        assert app_client.get(url).status_code == 302


@pytest.mark.parametrize(
    ("view", "kwargs"),
    [
        ("question_image", {"seq": 2, "name": "trace.svg"}),
        ("question_image", {"seq": 1, "name": "autre.svg"}),
        ("question_image", {"seq": 3, "name": "trace.svg"}),
        ("question_image", {"seq": 0, "name": "trace.svg"}),
        ("question_file", {"seq": 1, "name": "trace.svg"}),
        ("question_file", {"seq": 2, "name": "framework.yaml"}),
        ("question_file", {"seq": 2, "name": ".."}),
        ("question_screen", {"seq": 1, "page": "accueil"}),
        ("question_screen", {"seq": 2, "page": "perdue"}),
    ],
)
def test_what_was_not_shown_is_404(pupil, in_hand, view, kwargs):
    assessment = in_hand(pupil.user, "lynx1-b")

    assert pupil.get(address(view, public_id=assessment.public_id, **kwargs)).status_code == 404


def test_after_the_end_only_answered_questions_are_served(pupil, in_hand):
    assessment = in_hand(pupil.user, "lynx1-b")
    assessment.challenge = None
    assessment.save()

    image, screen = urls_of(assessment)
    assert (pupil.get(image).status_code, pupil.get(screen).status_code) == (200, 404)


def test_a_generated_file_is_this_pupils_variant(pupil, in_hand):
    assessment = in_hand(pupil.user, "lynx2-a")
    instance = content.current().instance(assessment.challenge_id, SEED)

    response = pupil.get(address("question_file", public_id=assessment.public_id, seq=2, name="relevé.csv"))

    assert response.content == instance.files["relevé.csv"]
    assert response["Content-Type"] == "text/csv"
    assert response["Content-Disposition"] == "attachment; filename=\"relev_.csv\"; filename*=UTF-8''relev%C3%A9.csv"
    assert response["Content-Security-Policy"].endswith("sandbox")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, max-age=3600"


def test_a_drawing_can_run_nothing(pupil, in_hand):
    response = pupil.get(urls_of(in_hand(pupil.user, "lynx1-b"))[0])

    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert "Content-Disposition" not in response


def test_a_file_that_changed_on_disk_is_not_served(pupil, in_hand, bank):
    url = urls_of(in_hand(pupil.user, "lynx1-b"))[0]
    edit(bank, "1.1/assets/trace.svg", 'r="4"', 'r="3"')

    assert pupil.get(url).status_code == 404


def test_a_screen_is_a_whole_document_that_can_run_nothing(pupil, in_hand):
    response = pupil.get(urls_of(in_hand(pupil.user, "lynx1-b"))[1])

    assert response["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; "
        "sandbox allow-same-origin"
    )
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    page = response.content.decode()
    assert page.startswith("<!doctype html>")
    assert '<a href="suite.html">Suite</a>' in page
    assert "<title>Un carnet</title>" in page
    assert "<script" not in page


def test_a_file_costs_few_queries(pupil, in_hand, django_assert_num_queries):
    url = urls_of(in_hand(pupil.user, "lynx1-b"))[1]
    pupil.get(url)

    with django_assert_num_queries(3):  # session, user, assessment
        pupil.get(url)


# --- The question -------------------------------------------------------------------------------------------------------


def rendered(assessment, instance, data=None):
    form = AnswerForm(instance, data)
    context = {"assessment": assessment, "seq": 2, "instance": instance, "form": form, "position": 2, "steps": range(5)}
    return render_to_string("app/assessments/challenge_body.html", context)


@pytest.mark.parametrize("key", ["lynx1-a", "lynx1-b", "lynx2-a", "lynx2-b"])
def test_the_question_says_nothing_of_its_answer(in_hand, key, settings):
    """What is rendered does not depend on the solution nor on the explanation (S14)."""
    settings.ROOT_URLCONF = APP
    assessment = in_hand(UserFactory(), key)
    instance = content.current().instance(assessment.challenge_id, SEED)
    other = {
        "QCU": 1,
        "QROC": ("secret",),
        "QROCM-ind": {"total": ("secret",), "lieu": ("secret",)},
        "ORDRE": (1, 2, 3),
    }
    changed = replace(instance, solution=other[instance.kind], explanation="secret", treatments=frozenset({"t1"}))

    page = rendered(assessment, instance)

    assert page == rendered(assessment, changed)
    assert instance.explanation not in page


def test_the_question_names_everything_that_goes_with_it(in_hand, settings):
    settings.ROOT_URLCONF = APP
    assessment = in_hand(UserFactory(), "lynx1-b")
    loaded = content.current()
    screen = rendered(assessment, loaded.instance(assessment.challenge_id, SEED))
    picture = rendered(assessment, loaded.instance(Challenge.objects.get(key="lynx1-a").pk, 0))
    file = rendered(assessment, loaded.instance(Challenge.objects.get(key="lynx2-a").pk, SEED))

    base = f"/evaluations/{assessment.public_id}/2"
    assert f'src="{base}/ecran/accueil.html" title="Un carnet" sandbox="allow-same-origin"' in screen
    assert 'class="screen screen-s"' in screen
    assert f'src="{base}/image/trace.svg?v=' in picture
    assert 'alt="Une trace ronde de quatre doigts"' in picture
    assert f'href="{base}/fichiers/relev%C3%A9.csv?v=' in file
    assert "relevé.csv, " in file


# --- Lessons and the team's preview ---------------------------------------------------------------------------------------


def test_a_lesson(pupil, bank):
    load_referential()

    response = pupil.get("/fiches/lynx-traces")

    assert response.status_code == 200
    assert "<strong>quatre</strong>" in response.content.decode()
    assert pupil.get("/fiches/absente").status_code == 404


def preview_urls(challenge):
    common = {"urlconf": ADMIN, "challenge_id": challenge.pk, "seed": SEED}
    return [address("preview", **common), address("preview_screen", page="accueil", **common)]


def test_the_team_sees_any_question(admin_space, bank):
    load_referential()
    reader = UserFactory(is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_challenge"))
    admin_space.force_login(reader)
    challenge = Challenge.objects.get(key="lynx1-b")

    page = admin_space.get(preview_urls(challenge)[0])
    assert page.status_code == 200
    assert f"/apercu/{challenge.pk}/0/ecran/accueil.html" in page.content.decode()
    assert admin_space.get(preview_urls(challenge)[1]).status_code == 200
    assert "Bonne réponse" in admin_space.get(preview_urls(challenge)[0], {"valide": 1, "reponse": 12}).content.decode()
    assert (
        "Mauvaise réponse" in admin_space.get(preview_urls(challenge)[0], {"valide": 1, "reponse": 13}).content.decode()
    )


@pytest.mark.parametrize("is_staff", [False, True])
def test_nobody_else_does(admin_space, bank, is_staff):
    """Staff without the right to see questions are refused too: a preview shows solutions."""
    load_referential()
    admin_space.force_login(UserFactory(is_staff=is_staff))

    assert [admin_space.get(url).status_code for url in preview_urls(Challenge.objects.get(key="lynx1-b"))] == [
        404,
        404,
    ]


# --- Small things ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "shown"),
    [(1, "1 octet"), (900, "900 octets"), (2250, "2,2 ko"), (2048, "2 ko"), (3 * 1024 * 1024, "3 Mo")],
)
def test_sizes_are_french(size, shown):
    assert media.size_fr(size) == shown.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("liste.csv", "attachment; filename=\"liste.csv\"; filename*=UTF-8''liste.csv"),
        ('a"b;c.txt', "attachment; filename=\"a_b_c.txt\"; filename*=UTF-8''a%22b%3Bc.txt"),
        ("été\r\n.txt", "attachment; filename=\"_t___.txt\"; filename*=UTF-8''%C3%A9t%C3%A9%0D%0A.txt"),
    ],
)
def test_names_of_files_are_safe(name, header):
    assert media.attachment_header(name) == header


@pytest.mark.parametrize(("height", "size"), [(120, "s"), (340, "s"), (420, "m"), (520, "m"), (700, "l")])
def test_heights_of_screens(height, size):
    assert media.screen_size(height) == size


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>a</p><table><tr><td>1</td></tr></table>", '<p>a</p><table tabindex="0"><tr><td>1</td></tr></table>'),
        ('<pre class="x">a</pre>', '<pre tabindex="0" class="x">a</pre>'),
        ('<div class="sim-code"><ol></ol></div>', '<div class="sim-code" tabindex="0"><ol></ol></div>'),
        ('<table tabindex="0"></table>', '<table tabindex="0"></table>'),
        ("<preface>", "<preface>"),
    ],
)
def test_what_scrolls_sideways_is_reached_by_the_keyboard(html, shown):
    assert media.scrolled_by_keyboard(html) == shown


def test_a_line_of_code_says_how_far_it_is_indented() -> None:
    listing = (
        '<ol><li>a</li><li>    b</li><li class="on">&nbsp;&nbsp;c</li><li class="on" aria-current="step">    d</li>'
        "<li>                  e</li></ol>"
    )
    html = f'<ul><li> x</li></ul><div class="sim-code">{listing}</div>'
    shown = media.shown_screen(html)
    assert '<li>a</li><li class="in2">    b</li><li class="on in1">&nbsp;&nbsp;c</li>' in shown
    assert '<li class="on in2" aria-current="step">    d</li>' in shown
    assert '<li class="in6">' in shown
    assert "<ul><li> x</li></ul>" in shown
