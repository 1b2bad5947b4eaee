"""``make captures``: start the demonstration on a database of its own, play the screens, write ``static/help``."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from benchmarks.site import running_site
from captures.shots import NAMES, NEWCOMER, PASSWORD, PUPIL_NEW, SHOTS, Shot, Stage
from pixorga.browser import NoBrowser, find_browser
from pixorga.database import BASE_DIR
from pixorga.tests.browser.conftest import Site

FOLDER = BASE_DIR / "static" / "help"
WIDE, NARROW = 1120, 900  # teachers, pupils: so that words stay readable in the column of an article
HEAVIEST = 60_000  # bytes
MARGIN = 16  # around what is not a whole page


def main() -> int:
    try:
        with running_site() as started, _browser() as browser:
            _take_all(Site(started.port, started.environment), browser)
    except NoBrowser as error:
        print(error, file=sys.stderr)
        return 1
    for path in FOLDER.glob("*.webp"):
        if path.name not in NAMES:
            path.unlink()
            print(f"  {path.name} effacée : plus aucune capture ne porte ce nom")
    return 0


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def _take_all(site: Site, browser: Browser) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    stages: dict[str, Stage] = {}
    for shot in SHOTS:
        if shot.who not in stages:
            stages[shot.who] = _sign_in(site, browser, shot.who)
        stage = stages[shot.who]
        shot.way(stage)
        size = _take(stage.page, shot)
        print(f"  {shot.name}.webp, {size // 1000} ko", flush=True)


def _sign_in(site: Site, browser: Browser, who: str) -> Stage:
    is_teacher = "@" in who
    context = browser.new_context(
        viewport={"width": WIDE if is_teacher else NARROW, "height": 1000}, locale="fr-FR", reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    stage = Stage(page, site)
    if who == PUPIL_NEW:
        stage.go("/", space="ent-demo")
        stage.click(f"{NEWCOMER.first_name} {NEWCOMER.last_name}", role="button")
        stage.click("^PixOrga$")
        page.wait_for_url(lambda address: "//app." in address)
    else:
        stage.go("/connexion", space="orga" if is_teacher else "app")
        page.locator("[name=identifier]").fill(who)
        page.locator("[name=password]").fill(PASSWORD)
        stage.click("Je me connecte", role="button")
    return stage


def _take(page: Page, shot: Shot) -> int:
    """Write the picture, as light as it must be; returns its size in bytes."""
    with suppress(AttributeError):
        page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    box = page.locator(shot.part).first.bounding_box()
    if box is None:
        raise RuntimeError(f"{shot.name} : rien à l'écran ne répond à «{shot.part}».")
    top = max(0.0, box["y"] + page.evaluate("scrollY"))
    edge = MARGIN if shot.part.startswith((".", "[")) else 0
    clip = FloatRect(
        x=box["x"] - edge,
        y=top - edge,
        width=box["width"] + 2 * edge,
        height=min(box["height"], shot.height) + 2 * edge,
    )
    png = page.screenshot(clip=clip, full_page=shot.part != "dialog", animations="disabled")
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for quality in (85, 75, 65, 55, 45):
        written = io.BytesIO()
        picture.save(written, "WEBP", quality=quality, method=6)
        if written.tell() <= HEAVIEST:
            break
    else:
        raise RuntimeError(f"{shot.name} : plus de {HEAVIEST // 1000} ko, photographiez-en moins.")
    (FOLDER / f"{shot.name}.webp").write_bytes(written.getvalue())
    return written.tell()


if __name__ == "__main__":
    sys.exit(main())
