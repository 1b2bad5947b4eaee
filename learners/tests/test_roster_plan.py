"""What a file would change: who is who first. No database."""

from datetime import date

from django.utils import timezone

from learners.imports.plan import Plan, build_plan
from learners.imports.rows import Row
from learners.models import Learner
from learners.tests.rosters import row

BORN = date(2011, 3, 14)


def learner(pk: int, **fields: object) -> Learner:
    known = {"last_name": "FICTIVE", "first_name": "Zoé", "birth_date": BORN, "ine": f"99000000{pk}ZA"}
    made = Learner(pk=pk, **{**known, **fields})
    made.fold_names()
    return made


def plan(rows: list[Row], roster: list[Learner], *, keeps_absent: bool = False, **known: object) -> Plan:
    known = {"from_ent": set(), "accounts": {}, **known}
    return build_plan(rows=rows, roster=roster, keeps_absent=keeps_absent, **known)


def changes(made: Plan) -> list[tuple[int, dict[str, tuple[str, str]]]]:
    return [
        (one.learner.pk, {change.label: (change.shown_old, change.shown_new) for change in one.changes})
        for one in made.changed
    ]


def test_nobody_is_guessed_from_a_name_alone() -> None:
    """Another birth date is another person, whatever the name: one leaves, one arrives."""
    made = plan([row(ine="990000002ZB", birth_date=date(2011, 3, 15))], [learner(1)])
    assert [one.row.ine for one in made.added] == ["990000002ZB"]
    assert [one.pk for one in made.disabled] == [1]


def test_two_of_the_same_name_and_birth_date_are_not_guessed() -> None:
    homonyms = [learner(1, ine=None), learner(2, ine=None)]
    made = plan([row()], homonyms)
    assert (len(made.added), [one.pk for one in made.disabled], made.changed) == (1, [1, 2], [])
    made = plan([row(1, ine="990000008ZA"), row(2, ine="990000009ZA")], [learner(3)])
    assert (len(made.added), [one.pk for one in made.disabled], made.changed) == (2, [3], [])


def test_twins_are_told_by_their_first_name() -> None:
    lea, leo = learner(1, first_name="Léa", ine=None), learner(2, first_name="Léo", ine=None)
    made = plan([row(1, first_name="LEO", class_name="B"), row(2, first_name="Lea", class_name="A")], [lea, leo])
    assert changes(made) == [
        (1, {"Prénom": ("Léa", "Lea"), "Classe": ("—", "A")}),
        (2, {"Prénom": ("Léo", "LEO"), "Classe": ("—", "B")}),
    ]
    assert (made.added, made.disabled) == ([], [])


def test_the_ine_goes_before_names_and_birth_date() -> None:
    """Two pupils whose sheets were swapped: each keeps its line, its account and its results."""
    first, second = learner(1, user_id=11), learner(2, first_name="Léo", birth_date=date(2012, 1, 1))
    made = plan(
        [row(1, ine=second.ine), row(2, ine=first.ine, first_name="Léo", birth_date=date(2012, 1, 1))], [first, second]
    )
    assert changes(made) == [
        (2, {"Prénom": ("Léo", "Zoé"), "Date de naissance": ("01/01/2012", "14/03/2011")}),
        (1, {"Prénom": ("Zoé", "Léo"), "Date de naissance": ("14/03/2011", "01/01/2012")}),
    ] or changes(made) == [
        (1, {"Prénom": ("Zoé", "Léo"), "Date de naissance": ("14/03/2011", "01/01/2012")}),
        (2, {"Prénom": ("Léo", "Zoé"), "Date de naissance": ("01/01/2012", "14/03/2011")}),
    ]
    assert [(one.learner.pk, one.asks_care) for one in made.changed if one.asks_care] == [(1, True)]


def test_an_ine_that_was_corrected() -> None:
    made = plan([row(ine="990000009ZZ")], [learner(1, user_id=11)])
    assert changes(made) == [(1, {"INE": ("990000001ZA", "990000009ZZ")})]
    assert not made.changed[0].asks_care


def test_a_table_without_identifiers_erases_none() -> None:
    made = plan([row()], [learner(1, class_name="2NDE1", sex="F")])
    assert (made.is_empty, made.unchanged) == (True, 1)


def test_an_empty_cell_erases_and_a_missing_column_does_not() -> None:
    known = learner(1, usage_name="BOUCHON", class_name="2NDE1")
    assert changes(plan([row(usage_name="")], [known])) == [(1, {"Nom d’usage": ("BOUCHON", "—")})]


def test_a_pupil_known_without_birth_date_is_told_by_the_ent() -> None:
    """Who came before there was a list, by the school's ENT: participations under way go on."""
    by_account = learner(1, ine=None, birth_date=None, user_id=11)
    file = [row(1, ine="990000001ZA"), row(2, ine="990000002ZB", last_name="AUTRE")]
    assert changes(plan(file, [by_account], from_ent={11})) == [
        (1, {"Date de naissance": ("—", "14/03/2011"), "INE": ("—", "990000001ZA")})
    ]
    # A name typed by anybody proves nothing, nor does one that two pupils bear.
    assert plan(file, [by_account]).changed == []
    twice = [*file, row(3, ine="990000003ZC", birth_date=date(2010, 1, 1))]
    assert plan(twice, [by_account], from_ent={11}).changed == []
    two_accounts = [by_account, learner(2, ine=None, birth_date=None, user_id=12)]
    assert plan(file, two_accounts, from_ent={11, 12}).changed == []


def test_an_ent_may_know_the_usage_name() -> None:
    by_account = learner(1, ine=None, birth_date=None, user_id=11, last_name="Bouchon", first_name="zoe")
    made = plan([row(usage_name="BOUCHON")], [by_account], from_ent={11})
    assert [one.learner.pk for one in made.changed] == [1]


def test_who_left_comes_back() -> None:
    made = plan([row(ine="990000001ZA")], [learner(1, disabled_at=timezone.now(), user_id=11)])
    assert [(one.returns, one.changes) for one in made.changed] == [(True, ())]
    assert (made.returning, made.added, made.disabled) == (1, [], [])


def test_who_is_in_the_list_goes_before_who_left() -> None:
    there, gone = learner(1, ine=None), learner(2, ine=None, disabled_at=timezone.now())
    assert changes(plan([row(class_name="A")], [there, gone])) == [(1, {"Classe": ("—", "A")})]


def test_absent_pupils_leave_or_stay() -> None:
    roster = [learner(1), learner(2, first_name="Noé"), learner(3, first_name="Ana", disabled_at=timezone.now())]
    assert [one.pk for one in plan([row(ine="990000001ZA")], roster).disabled] == [2]
    assert plan([row(ine="990000001ZA")], roster, keeps_absent=True).is_empty


def test_an_account_from_elsewhere_is_for_who_has_none() -> None:
    accounts = {"990000001ZA": 77, "990000002ZB": 78}
    file = [row(1, ine="990000001ZA"), row(2, ine="990000002ZB", first_name="Noé")]
    made = plan(file, [], accounts=accounts)
    assert [one.account for one in made.added] == [77, 78]
    assert made.linked == 2
    made = plan(file, [learner(1, user_id=11), learner(2, ine="990000002ZB", first_name="Noé")], accounts=accounts)
    assert [(one.learner.pk, one.account, one.changes) for one in made.changed] == [(2, 78, ())]


def test_the_digest_is_that_of_what_would_be_written() -> None:
    file, roster = [row(ine="990000001ZA", class_name="A")], [learner(1)]
    digest = plan(file, roster).digest()
    assert plan(file, [learner(1)]).digest() == digest
    different = [
        plan(file, [learner(1, class_name="B")]),
        plan(file, [learner(1, disabled_at=timezone.now())]),
        plan(file, [learner(2, ine="990000001ZA")]),
        plan(file, [*roster, learner(3, first_name="Noé")]),
        plan(file, []),
        plan([row(ine="990000001ZA", class_name="C")], roster),
        plan(file, roster, accounts={"990000001ZA": 77}),
    ]
    assert digest not in {one.digest() for one in different}
    assert len({one.digest() for one in different}) == len(different)


def test_a_file_of_one_class_is_noticed() -> None:
    roster = [learner(n, ine=f"9900000{n:02}ZA", first_name=f"Prénom{n}") for n in range(10, 40)]
    one_class = [row(n, ine=one.ine, first_name=one.first_name) for n, one in enumerate(roster[:10])]
    assert plan(one_class, roster).loses_many
    few_leave = [row(n, ine=one.ine, first_name=one.first_name) for n, one in enumerate(roster[:25])]
    assert not plan(few_leave, roster).loses_many
