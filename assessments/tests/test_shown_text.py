"""Texts of a question as pupils see them: no line ends where it must not, and what is posted stays as written."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from assessments.bank.variant import Origin, build_instance
from assessments.engine import Kind, mark
from assessments.forms import AnswerForm
from assessments.templatetags.challenges import (
    WHOLE_WORD,
    challenge_markdown,
    lesson_markdown,
    option_text,
    plain_option,
)
from assessments.tests.factories import BODIES


def test_the_statement_has_its_french_spaces_and_its_code_has_none() -> None:
    assert challenge_markdown("Que donne `pont levant : x` ? « Rien »") == (
        '<p>Que donne <code>pont levant <span class="code-word">:</span> x</code>\u00a0? «\u00a0Rien\u00a0»</p>'
    )
    assert lesson_markdown("## Pourquoi ?\n\nEt `a ?`") == (
        '<h2>Pourquoi\u00a0?</h2>\n<p>Et <code class="code-word">a ?</code></p>'
    )


def test_an_operator_is_never_parted_from_its_word() -> None:
    assert challenge_markdown("`vélo rouge -vente`") == (
        '<p><code>vélo rouge <span class="code-word">-vente</span></code></p>'
    )
    assert challenge_markdown("`-0.5, 1.5`") == '<p><code class="code-word">-0.5, 1.5</code></p>'
    assert challenge_markdown('`"<b>"`') == '<p><code><span class="code-word">"&lt;b&gt;"</span></code></p>'


@pytest.mark.parametrize("text", [f"`-{'a' * WHOLE_WORD}`", "`vente`", "```\nx -vente\n```"])
def test_long_words_plain_words_and_blocks_are_left_alone(text: str) -> None:
    assert "code-word" not in challenge_markdown(text)


def test_a_sign_stays_with_the_word_of_a_long_one() -> None:
    assert option_text("`-site:ecoles-vertes.example`") == (
        '<code><span class="code-word">-site:</span>ecoles-vertes.example</code>'
    )


def test_a_long_formula_breaks_between_its_arguments() -> None:
    assert challenge_markdown('`=SI(B2>=50;"offert";"payant")`') == (
        "<p><code>=SI(<wbr>B2&gt;=50;<wbr>&quot;offert&quot;;<wbr>&quot;payant&quot;)</code></p>"
    )
    assert (
        option_text("`moulin.example/rayon/velo-enfant`")
        == "<code>moulin<wbr>.example/<wbr>rayon/<wbr>velo-enfant</code>"
    )


def test_a_drop_down_list_posts_what_the_author_wrote() -> None:
    options = ["blog : celui d’un seul", "presse"]
    fields = [BODIES[Kind.QROCM_IND]["fields"][0], {"key": "type", "label": "Lequel ?", "options": options}]
    solution = {"auteur": ["Nora Valdès"], "type": [options[0]]}
    body = {**BODIES[Kind.QROCM_IND], "fields": fields, "solution": solution}
    instance = build_instance(body, Origin(Kind.QROCM_IND, 0, root=None))
    query = QueryDict(mutable=True)
    query.update({"reponse_auteur": "Nora Valdès", "reponse_type": options[0]})
    filled = AnswerForm(instance, query)

    html = render_to_string("app/assessments/challenge_body.html", {"instance": instance, "form": filled})

    assert f'<option value="{options[0]}" selected>blog\u00a0: celui d’un seul</option>' in html
    assert "Lequel\u00a0?</label>" in html
    assert filled.is_valid()
    assert mark(instance.marking(), filled.response).outcome_ok


def test_options_have_their_french_spaces() -> None:
    body = {**BODIES[Kind.QCU], "options": ["oui !", "<b> ?", "non"]}
    instance = build_instance(body, Origin(Kind.QCU, 0, root=None))
    html = render_to_string("app/assessments/challenge_body.html", {"instance": instance, "form": AnswerForm(instance)})
    assert "<span>oui\u00a0!</span>" in html
    assert "<span>&lt;b&gt;\u00a0?</span>" in html


def test_code_stands_apart_in_an_option() -> None:
    assert option_text("Renommer en `a b` ?") == 'Renommer en <code class="code-word">a b</code>\u00a0?'
    assert option_text("`<img>`") == '<code><span class="code-word">&lt;img&gt;</span></code>'
    assert option_text("<b> & `") == "&lt;b&gt; &amp; `"
    assert plain_option("Taper `x` ?") == "Taper x\u00a0?"
