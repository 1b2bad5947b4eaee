"""The files that generators offer: each function is pure, the same content always gives the same bytes.

No challenge names this module; the generators that import it do.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

import segno
from lxml import etree
from odf import opendocument, style, table, text
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Cell = str | int | float | tuple[str, int | float] | None
Rows = Iterable[Sequence[Cell]]

EPOCH = (2025, 1, 1, 8, 0, 0)
"""The date of every entry of an archive, and of every office document."""
STAMP = "2025-01-01T08:00:00Z"
SPACE = "_20_"
"""How OpenDocument writes a space in the name of a style."""
FORMULA_PREFIX = {"of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2"}


def csv_file(rows: Rows, delimiter: str = ";", *, encoding: str = "utf-8-sig") -> bytes:
    """A CSV file as a French spreadsheet expects it: «;», CRLF, UTF-8 with its mark."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """An .xlsx file. ``sheets``: name -> rows; the first row is in bold; a text that begins with «=» is a formula.

    ``("=SUM(B2:B6)", 42)`` is a formula with its result, for previews that do not calculate.
    """
    book = Workbook()
    book.remove(book.active)
    results: dict[str, dict[str, float]] = {}
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        widths: dict[int, int] = {}
        known = results.setdefault(f"xl/worksheets/sheet{len(book.sheetnames)}.xml", {})
        for line, given in enumerate(rows, start=1):
            row = [cell[0] if isinstance(cell, tuple) else cell for cell in given]
            known |= {
                f"{get_column_letter(number)}{line}": cell[1]
                for number, cell in enumerate(given, start=1)
                if isinstance(cell, tuple)
            }
            sheet.append(row)
            for number, cell in enumerate(row, start=1):
                widths[number] = min(40, max(widths.get(number, 8), len(str(cell or "")) + 2))
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for number, width in widths.items():
            sheet.column_dimensions[get_column_letter(number)].width = width
    out = io.BytesIO()
    book.save(out)
    return _repack(out.getvalue(), results)


def spreadsheet(sheets: Mapping[str, Rows]) -> bytes:
    """An .ods file. ``sheets``: name -> rows. A text that begins with «=» is an OpenFormula formula (``=SUM([.B2:.B5])``)."""
    document = opendocument.OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        sheet = table.Table(name=name)
        for row in rows:
            line = table.TableRow()
            for cell in row:
                line.addElement(_cell(cell))
            sheet.addElement(line)
        document.spreadsheet.addElement(sheet)
    return _open_document(document)


def _cell(value: Cell) -> table.TableCell:
    if value is None or value == "":
        return table.TableCell()
    if isinstance(value, str) and value.startswith("="):
        return table.TableCell(formula=f"of:{value}")
    numeric = isinstance(value, int | float)
    shown = str(value).replace(".", ",") if numeric else str(value)
    cell = table.TableCell(valuetype="float", value=value) if numeric else table.TableCell(valuetype="string")
    cell.addElement(text.P(text=shown))
    return cell


def text_document(blocks: Iterable[tuple[str, str]], *, title: str = "") -> bytes:
    """An .odt file. ``blocks``: (style, text), where style is "title", "h1", "h2", "h3", "text" or "item"."""
    document = opendocument.OpenDocumentText()
    for name, size in (("Title", "22pt"), ("Heading 1", "17pt"), ("Heading 2", "14pt"), ("Heading 3", "12pt")):
        made = style.Style(name=name.replace(" ", SPACE), family="paragraph", displayname=name)
        made.addElement(style.TextProperties(fontsize=size, fontweight="bold"))
        document.styles.addElement(made)
    for kind, content in blocks:
        if kind == "title":
            document.text.addElement(text.P(stylename="Title", text=content))
        elif kind in ("h1", "h2", "h3"):
            level = int(kind[1])
            document.text.addElement(text.H(outlinelevel=level, stylename=f"Heading{SPACE}{level}", text=content))
        elif kind == "item":
            items, item = text.List(), text.ListItem()
            item.addElement(text.P(text=content))
            items.addElement(item)
            document.text.addElement(items)
        elif kind == "text":
            document.text.addElement(text.P(text=content))
        else:
            raise ValueError(f"unknown style {kind!r}")
    if title:
        from odf import dc  # named like a two-letter variable: kept out of the module

        document.meta.addElement(dc.Title(text=title))
    return _open_document(document)


def archive(files: Mapping[str, bytes]) -> bytes:
    """A .zip file. Names may hold folders: «photos/mer.jpg»; a name that ends with «/» is an empty folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(_entry(name), content)
    return out.getvalue()


def qr_png(content: str, *, scale: int = 8) -> bytes:
    """A QR code as a PNG picture."""
    out = io.BytesIO()
    segno.make(content, error="m", micro=False).save(out, kind="png", scale=scale, border=4)
    return out.getvalue()


def email_file(headers: Mapping[str, str], body: str, attachments: Mapping[str, bytes] | None = None) -> bytes:
    """An .eml file. ``headers`` in their order (From, To, Cc, Date, Subject, Received…); ``attachments``: name -> bytes."""
    message = EmailMessage(policy=SMTP)
    for name, value in headers.items():
        message[name] = value
    message.set_content(body)
    for name, content in (attachments or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    if attachments:
        message.set_boundary("=_pixorga_part")
    return message.as_bytes()


def html_page(title: str, body: str, *, lang: str = "fr") -> bytes:
    """A whole HTML page. ``title`` is text, ``body`` is HTML."""
    page = (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
    return page.encode()


def _open_document(document: opendocument.OpenDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return _repack(out.getvalue())


def _entry(name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = compression
    entry.external_attr = 0o755 << 16 | 0x10 if name.endswith("/") else 0o644 << 16
    return entry


def _repack(content: bytes, results: Mapping[str, Mapping[str, float]] | None = None) -> bytes:
    """The same office document without the hour at which it was made. ``results``: file -> cell -> what its formula gives."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as packed:
        for entry in source.infolist():
            data = source.read(entry.filename)
            if entry.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", STAMP.encode(), data)
            elif entry.filename in ("content.xml", "styles.xml"):
                data = _canonical(data)
            elif found := (results or {}).get(entry.filename):
                data = _with_results(data, found)
            packed.writestr(_entry(entry.filename, entry.compress_type), data)
    return out.getvalue()


def _canonical(content: bytes) -> bytes:
    """odfpy declares every namespace that any document of the process ever used: keep those of this one."""
    root = etree.fromstring(content)
    etree.cleanup_namespaces(root, top_nsmap=FORMULA_PREFIX, keep_ns_prefixes=["of"])
    return etree.tostring(root, method="c14n")


def _with_results(content: bytes, results: Mapping[str, float]) -> bytes:
    root = etree.fromstring(content)
    for cell in root.iter("{*}c"):
        value = cell.find("{*}v")
        if value is not None and cell.get("r") in results:
            value.text = str(results[cell.get("r")])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
