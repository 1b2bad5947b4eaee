"""One style sheet, written when the static files are collected."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import Context, Template

from pixorga.ui.storage import BUNDLE, STYLES


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "pixorga.ui.storage.BundledStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def styles():
    return re.findall(r'href="/static/([^"]+)"', Template("{% load ui %}{% styles %}").render(Context()))


def test_sources_without_collecting():
    assert styles() == list(STYLES)
    assert all(finders.find(name) for name in STYLES)


def test_every_source_is_named():
    """A new style sheet must be in STYLES; sim.css dresses the framed screens, alone."""
    from django.conf import settings

    on_disk = {f"css/{path.name}" for path in (settings.BASE_DIR / "static" / "css").glob("*.css")}
    assert on_disk - {"css/sim.css"} == set(STYLES)


def test_one_file_once_collected(collected):
    (name,) = styles()
    assert re.fullmatch(r"css/pixorga\.[0-9a-f]{12}\.css", name)
    bundle = (collected / name).read_text(encoding="utf-8")
    assert bundle.index("@layer tokens, base, components") < bundle.index("--ink:") < bundle.index("@media print")
    assert re.search(r'url\("\.\./icons/chevron\.[0-9a-f]{12}\.svg"\)', bundle)
    assert (collected / f"{name}.gz").exists()


def test_collecting_again_follows_the_sources(collected):
    before = styles()
    call_command("collectstatic", interactive=False, verbosity=0)
    assert styles() == before
    assert len(list((collected / "css").glob("pixorga.css"))) == 1
    assert BUNDLE not in STYLES


def test_modules_import_each_other_by_their_hashed_names(collected):
    (main,) = (path for path in (collected / "js").glob("main.*.js"))
    names = re.findall(r'import\s*"\./([^"]+)"', main.read_text(encoding="utf-8"))
    assert names
    assert all(
        re.fullmatch(r"[a-z-]+\.[0-9a-f]{12}\.js", name) and (collected / "js" / name).exists() for name in names
    )
