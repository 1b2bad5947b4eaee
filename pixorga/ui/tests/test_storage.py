"""One style sheet, written when the static files are collected."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import Context, Template

from pixorga.ui.storage import STYLES


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


def test_every_style_sheet_is_used(settings):
    """In the bundle; or linked by a template of its own: framed screens, administration, demonstration ENT."""
    on_disk = {f"css/{path.name}" for path in (settings.BASE_DIR / "static" / "css").glob("*.css")}
    text = "\n".join(path.read_text(encoding="utf-8") for path in (settings.BASE_DIR / "templates").rglob("*.html"))
    assert {name for name in on_disk - set(STYLES) if name not in text} == set()


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
    assert len(list((collected / "css").glob("pixorga*.css"))) == 2  # the plain name and the hashed one


def script():
    return re.search(r'src="/static/([^"]+)"', Template("{% load ui %}{% script %}").render(Context()))[1]


def test_one_script_once_collected(collected, settings):
    name = script()
    assert re.fullmatch(r"js/pixorga\.[0-9a-f]{12}\.js", name)
    bundle = (collected / name).read_text(encoding="utf-8")
    modules = re.findall(r'import "\./(.+)";', (settings.BASE_DIR / "static/js/main.js").read_text(encoding="utf-8"))
    assert "menu.js" in modules
    for module in modules:
        source = (settings.BASE_DIR / "static/js" / module).read_text(encoding="utf-8")
        assert f"{{\n{source}}}" in bundle
    assert "import " not in re.sub(r"//.*", "", bundle)


def test_the_sources_of_the_script_without_collecting():
    assert script() == "js/main.js"


def test_every_module_is_used(settings):
    """Imported by main.js; or linked by a template of its own: demonstration ENT."""
    folder = settings.BASE_DIR / "static" / "js"
    imported = set(re.findall(r'import "\./(.+)";', (folder / "main.js").read_text(encoding="utf-8")))
    text = "\n".join(path.read_text(encoding="utf-8") for path in (settings.BASE_DIR / "templates").rglob("*.html"))
    others = {path.name for path in folder.glob("*.js")} - {"main.js"} - imported
    assert {name for name in others if f"js/{name}" not in text} == set()
