"""The files that generators offer: readable by programs that did not write them, and the same at every hour."""

import email
import email.policy
import io
import zipfile

import pytest
import zxingcpp
from lxml import etree
from PIL import Image
from python_calamine import CalamineWorkbook

from assessments.referential.generators import _files as files

ROWS = [["Nom", "Note"], ["Zoé Été", 12.5], ["Bo", None], ["Total", 3]]
MAKERS = {
    "csv": lambda: files.csv_file(ROWS),
    "xlsx": lambda: files.workbook({"Notes": ROWS, "Vide": []}),
    "ods": lambda: files.spreadsheet({"Notes": ROWS}),
    "odt": lambda: files.text_document(
        [("title", "Récit"), ("h2", "Un"), ("text", "L’été"), ("item", "sel")], title="R"
    ),
    "zip": lambda: files.archive({"photos/": b"", "photos/mer.txt": b"bleu"}),
    "png": lambda: files.qr_png("https://lac.example/é"),
    "eml": lambda: files.email_file({"From": "a@b.example", "Subject": "Été"}, "Bonjour\n", {"x.csv": b"a;b"}),
    "html": lambda: files.html_page("A < B", "<p>Été</p>"),
}


@pytest.mark.parametrize("name", MAKERS)
def test_the_same_content_gives_the_same_bytes(name, monkeypatch):
    first = MAKERS[name]()
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    for other in MAKERS.values():  # whatever was made in between
        other()

    assert MAKERS[name]() == first


@pytest.mark.parametrize("name", ["xlsx", "ods"])
def test_a_workbook_is_read_by_another_library(name):
    book = CalamineWorkbook.from_filelike(io.BytesIO(MAKERS[name]()))

    assert book.sheet_names[0] == "Notes"
    assert book.get_sheet_by_index(0).to_python() == [["Nom", "Note"], ["Zoé Été", 12.5], ["Bo", ""], ["Total", 3]]


def test_a_formula_may_carry_its_result():
    made = files.workbook({"A": [["x"], [1]], "B": [["Nom", "Prix"], ["Sel", 2], ["Total", ("=SUM(B2:B2)", 2)]]})
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))

    assert book.get_sheet_by_index(1).to_python() == [["Nom", "Prix"], ["Sel", 2], ["Total", 2]]
    assert b"<f>SUM(B2:B2)</f>" in zipfile.ZipFile(io.BytesIO(made)).read("xl/worksheets/sheet2.xml")


def test_formulas_of_workbooks():
    rows = [["a", 1], ["b", "=SUM(B1:B1)"]]
    sheet = zipfile.ZipFile(io.BytesIO(files.workbook({"F": rows}))).read("xl/worksheets/sheet1.xml")
    content = zipfile.ZipFile(io.BytesIO(files.spreadsheet({"F": [["=SUM([.B1:.B1])"]]}))).read("content.xml")

    assert b"<f>SUM(B1:B1)</f>" in sheet
    (cell,) = etree.fromstring(content).xpath("//*[local-name()='table-cell']")
    assert cell.get("{urn:oasis:names:tc:opendocument:xmlns:table:1.0}formula") == "of:=SUM([.B1:.B1])"
    assert "of" in cell.nsmap


def test_a_text_document_is_well_formed():
    packed = zipfile.ZipFile(io.BytesIO(MAKERS["odt"]()))
    first = packed.infolist()[0]
    content = etree.fromstring(packed.read("content.xml"))

    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert packed.read("mimetype") == b"application/vnd.oasis.opendocument.text"
    assert [text for text in content.itertext() if text.strip()] == ["Récit", "Un", "L’été", "sel"]
    headings = content.xpath("//*[local-name()='h']/@*[local-name()='outline-level']")
    assert headings == ["2"]
    assert content.xpath("//*[local-name()='h']/@*[local-name()='style-name']") == ["Heading_20_2"]
    names = etree.fromstring(packed.read("styles.xml")).xpath(
        "//*[local-name()='style']/@*[local-name()='display-name']"
    )
    assert names == ["Title", "Heading 1", "Heading 2", "Heading 3"]


def test_an_unknown_style_is_refused():
    with pytest.raises(ValueError, match="unknown style"):
        files.text_document([("h9", "Trop")])


def test_an_archive_keeps_its_folders():
    packed = zipfile.ZipFile(io.BytesIO(MAKERS["zip"]()))

    assert packed.namelist() == ["photos/", "photos/mer.txt"]
    assert packed.testzip() is None
    assert packed.infolist()[0].is_dir()


def test_a_qr_code_is_read_by_another_library():
    assert zxingcpp.read_barcode(Image.open(io.BytesIO(MAKERS["png"]()))).text == "https://lac.example/é"


def test_a_message_is_read_again():
    message = email.message_from_bytes(MAKERS["eml"](), policy=email.policy.default)

    assert (message["From"], message["Subject"]) == ("a@b.example", "Été")
    assert message.get_body().get_content() == "Bonjour\r\n"
    assert [part.get_filename() for part in message.iter_attachments()] == ["x.csv"]
