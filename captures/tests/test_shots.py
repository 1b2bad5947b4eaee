"""The list of pictures holds together with the demonstration and the articles; `make captures` takes them."""

from captures import shots
from pixorga.help.articles import collection
from results.demo import accounts, school

AUDIENCES = ("eleves", "enseignants")


def test_the_people_are_those_of_the_demonstration():
    assert shots.PASSWORD == accounts.PASSWORD
    assert (shots.TEACHER, shots.ADMINISTRATOR) == (accounts.TEACHER, accounts.ADMINISTRATOR)
    assert (shots.PUPIL_BUSY, shots.PUPIL_DONE) == (accounts.PUPIL_BUSY, accounts.PUPIL_WAITING)
    assert shots.GUIDE_CODE == school.GUIDE_CODE
    assert shots.NEWCOMER.last_name in school.UNTOUCHED


def test_every_picture_of_an_article_is_taken_and_every_one_taken_is_shown():
    shown = {name for audience in AUDIENCES for one in collection(audience).articles for name, _ in one.pictures}
    assert shown == set(shots.NAMES)
    assert len(set(shots.NAMES)) == len(shots.SHOTS)
