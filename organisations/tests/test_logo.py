"""The picture of a space: drawn again by us, kept in the database, shown where the school's name is."""

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from organisations.actions import LogoRefused, draw_logo, set_logo
from organisations.actions.logo import LARGEST_FILE
from organisations.models import AuditEvent, Logo
from organisations.tests.factories import MembershipFactory, OrganisationFactory
from pixorga.tests.admin_pages import page_of, superuser


def picture(kind: str = "PNG", size: tuple[int, int] = (800, 300), mode: str = "RGB", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "teal" if mode.startswith("RGB") else 0).save(out, kind, **options)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that says it holds 60,000 × 60,000 pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


# --- Drawing ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_any_common_picture_becomes_a_small_png(kind: str) -> None:
    with Image.open(io.BytesIO(draw_logo(picture(kind)))) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (320, 120))


def test_a_small_picture_is_not_enlarged_and_keeps_its_transparency() -> None:
    with Image.open(io.BytesIO(draw_logo(picture(size=(40, 20), mode="RGBA")))) as drawn:
        assert (drawn.size, drawn.mode) == ((40, 20), "RGBA")


def test_nothing_of_the_file_but_its_look_is_kept() -> None:
    exif = Image.Exif()
    exif[0x013B] = "Nom du photographe"
    sent = picture("JPEG", exif=exif, comment=b"<script>")
    assert b"Nom du photographe" in sent
    drawn = draw_logo(sent + b"PK\x03\x04 hidden")
    assert b"photographe" not in drawn
    assert b"script" not in drawn
    assert b"hidden" not in drawn


def test_a_picture_taken_sideways_is_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(io.BytesIO(draw_logo(picture("JPEG", size=(100, 50), exif=exif)))) as drawn:
        assert drawn.size == (50, 100)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "n’est pas une image"),
        (b"", "n’est pas une image"),
        (picture("BMP", size=(10, 10)), "n’est pas une image"),
        (picture()[:200], "abîmée"),
        (b"\0" * (LARGEST_FILE + 1), "dépasse 1 Mo"),
        (picture(size=(4001, 2)), "dépasse 4000 pixels"),
        (bomb(), "dépasse 4000 pixels|n’est pas une image"),
    ],
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(LogoRefused, match=reason):
        draw_logo(data)


# --- Where it is shown ----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_members_see_it_beside_the_name(orga_client: Client) -> None:
    membership = MembershipFactory()
    set_logo(organisation=membership.organisation, content=draw_logo(picture()))
    orga_client.force_login(membership.user)
    address = f"/logo/{membership.organisation.logo_digest}.png"

    assert f'<img class="logo" src="{address}" alt="">' in orga_client.get("/campagnes").content.decode()
    answer = orga_client.get(address)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/png", "private, max-age=31536000, immutable")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Image.open(io.BytesIO(answer.content)).size == (320, 120)


@pytest.mark.django_db
def test_a_pupil_sees_it_before_signing_in(app_client: Client) -> None:
    school = OrganisationFactory()
    set_logo(organisation=school, content=draw_logo(picture()))
    assert app_client.get(f"/logos/{school.logo_digest}.png").status_code == 200
    assert app_client.get("/logos/abc.png").status_code == 404


@pytest.mark.django_db
def test_no_logo_no_picture(orga_client: Client) -> None:
    orga_client.force_login(MembershipFactory().user)
    assert 'class="logo"' not in orga_client.get("/campagnes").content.decode()


# --- The administration -----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_staff_give_change_and_remove_it() -> None:
    boss, school = superuser(), OrganisationFactory()
    page, form = page_of(school), {"name": school.name, "kind": school.kind}

    assert boss.post(page, {**form, "logo_file": SimpleUploadedFile("logo.png", picture())}).status_code == 302
    school.refresh_from_db()
    first = school.logo_digest
    assert Logo.objects.get().digest == first
    assert f'<img src="/logos/{first}.png"' in boss.get(page).content.decode()
    assert boss.get(f"/logos/{first}.png").status_code == 200
    assert AuditEvent.objects.latest("pk").details == {"fields": ["logo_file"]}

    boss.post(page, {**form, "logo_file": SimpleUploadedFile("logo.jpg", picture("JPEG", size=(30, 30)))})
    school.refresh_from_db()
    assert school.logo_digest not in ("", first)
    assert Logo.objects.get().digest == school.logo_digest

    boss.post(page, {**form, "name": "Nouveau nom"})
    school.refresh_from_db()
    assert (school.name, bool(school.logo_digest)) == ("Nouveau nom", True)

    boss.post(page, {**form, "logo_removed": "on"})
    school.refresh_from_db()
    assert (school.logo_digest, Logo.objects.count()) == ("", 0)


@pytest.mark.django_db
def test_a_wrong_file_is_told_beside_its_field_and_the_rest_is_kept() -> None:
    boss, school = superuser(), OrganisationFactory()
    form = {"name": "Lycée neuf", "kind": school.kind, "logo_file": SimpleUploadedFile("logo.png", b"no picture")}
    answer = boss.post(page_of(school), form)
    assert answer.status_code == 200
    assert answer.context["adminform"].errors["logo_file"] == ["Ce fichier n’est pas une image PNG, JPEG, WebP ou GIF."]
    assert 'value="Lycée neuf"' in answer.content.decode()
    school.refresh_from_db()
    assert school.name != "Lycée neuf"
