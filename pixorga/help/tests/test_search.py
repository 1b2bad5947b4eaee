import pytest

from pixorga.help.articles import Article, Collection, collection
from pixorga.help.search import EXTRACT, LONGEST_QUERY, search, words_of


def article(slug, title, text, *keywords, order=1):
    return Article(slug, title, "Rubrique", order, keywords, text)


SHELF = Collection(
    (
        article("titre", "Envoyer ses résultats", "Un bouton.", order=1),
        article("mots", "Autre chose", "Rien à voir.", "envoyer", "cœur", order=2),
        article("texte", "Le reste", "On peut aussi envoyer une carte postale à l’élève.", order=3),
    )
)


def slugs(typed, shelf=SHELF):
    return [match.article.slug for match in search(shelf, typed).matches]


class TestWords:
    def test_idle_words_plurals_case_and_accents(self):
        assert words_of("Comment RETROUVER les élèves ?") == ["retrouver", "eleve"]

    def test_idle_words_count_when_there_is_nothing_else(self):
        assert words_of("qui") == ["qui"]

    @pytest.mark.parametrize("typed", ["", "   ", "?!…", "\x00", "«»"])
    def test_nothing(self, typed):
        assert words_of(typed) == []
        assert search(SHELF, typed).matches == []

    def test_a_long_question_is_cut(self):
        assert len(" ".join(words_of("mot " * 300))) <= LONGEST_QUERY
        assert len(words_of(" ".join(f"mot{number}" for number in range(300)))) == 10


class TestRank:
    def test_title_then_keywords_then_text(self):
        assert slugs("envoyer") == ["titre", "mots", "texte"]

    def test_every_word_wherever_it_is(self):
        assert slugs("reste carte") == ["texte"]

    @pytest.mark.parametrize("typed", ["eleve", "ÉLÈVE", "élèves", "l’élève", "l'eleve"])
    def test_accents_case_plural_and_apostrophes(self, typed):
        assert slugs(typed) == ["texte"]

    def test_ligatures(self):
        assert slugs("coeur") == slugs("cœur") == ["mots"]

    def test_some_words_only_are_said_to_be_so(self):
        found = search(SHELF, "carte licorne")
        assert found.is_partial
        assert [match.article.slug for match in found.matches] == ["texte"]

    def test_nothing_suggests_words_that_look_alike(self):
        found = search(SHELF, "resultast")
        assert (found.matches, found.closest) == ([], ("résultats",))
        assert search(SHELF, "zzzzzz").closest == ()

    def test_the_middle_of_a_word_counts_less(self):
        shelf = Collection(
            (article("dedans", "Désarchiver", "A.", order=1), article("debut", "Archiver", "B.", order=2))
        )
        assert slugs("archiver", shelf) == ["debut", "dedans"]


class TestExtract:
    def test_words_are_marked_as_they_are_written(self):
        match = search(SHELF, "eleve envoyer").matches[0]
        assert "<mark>envoyer</mark> une carte" in match.extract
        assert "l’<mark>élève</mark>." in match.extract

    def test_the_title_is_marked_too(self):
        assert search(SHELF, "resultat").matches[0].title == "Envoyer ses <mark>résultats</mark>"

    def test_signs_that_fold_into_two_do_not_shift_the_marks(self):
        shelf = Collection((article("x", "Titre", "Œuvre… œil, cœur et bœuf ½ : voilà l’œuf dur."),))
        assert "<mark>œuf</mark> dur" in search(shelf, "oeuf").matches[0].extract

    def test_a_long_text_is_cut_around_the_words(self):
        shelf = Collection((article("x", "Titre", f"{'début ' * 100}aiguille {'fin ' * 100}"),))
        extract = search(shelf, "aiguille").matches[0].extract
        assert extract.startswith("… ")
        assert extract.endswith(" …")
        assert "<mark>aiguille</mark>" in extract
        assert len(extract) < EXTRACT + 40

    def test_what_is_typed_and_what_is_written_are_inert(self):
        shelf = Collection((article("x", "Titre <i>", "Le signe &lt;script&gt; et **script**."),))
        match = search(shelf, "script").matches[0]
        assert "<script" not in match.extract
        assert "<i>" not in match.title
        assert search(shelf, "<script>alert(1)</script>").matches[0].extract.count("<mark>") == 2


@pytest.mark.parametrize(
    "audience, typed, slug",
    [
        ("eleves", "mot de passe oublié", "mot-de-passe"),
        ("eleves", "comment envoyer mes résultats au prof", "envoyer-mes-resultats"),
        ("eleves", "date de naissance", "un-tout-petit-detail"),
        ("eleves", "déduit", "mon-resultat"),
        ("eleves", "chronomètre", "questions-chronometrees"),
        ("enseignants", "SIECLE", "importer-les-eleves"),
        ("enseignants", "csv colonnes", "exporter-le-csv"),
        ("enseignants", "lien direct", "donner-le-code"),
        ("enseignants", "dissocier", "dissocier-un-compte"),
        ("enseignants", "RGPD", "donnees-personnelles"),
        ("enseignants", "inviter collègue", "gerer-l-equipe"),
        ("enseignants", "pourquoi cette question", "pourquoi-cette-question"),
    ],
)
def test_questions_that_people_ask(audience, typed, slug):
    assert slugs(typed, collection(audience))[0] == slug
