"""What a simulated screen and a drawing may hold: nothing that runs, nothing that leaves the page."""

import re
from collections import Counter
from collections.abc import Collection, Mapping

from lxml import etree, html

FRAGMENT_LIMIT = 100_000
PAGE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")

ALLOWED_TAGS = frozenset(
    "a abbr address article aside b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li main mark nav ol p pre q s samp section small "
    "span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
ALLOWED_ATTRIBUTES = frozenset(
    "class id title lang dir href scope colspan rowspan headers abbr datetime open start reversed value role "
    "tabindex cite".split()
)
LINK = re.compile(r"([a-z0-9][a-z0-9_-]*)\.html(#[\w-]*)?|#[\w-]*")


def check_pages(pages: Mapping[str, str]) -> dict[str, list[str]]:
    """Problems of each page of one screen; pages without problem are absent."""
    found = {page: check_fragment(text, pages) for page, text in pages.items()}
    return {page: problems for page, problems in found.items() if problems}


def check_fragment(text: str, pages: Collection[str]) -> list[str]:
    """Reasons why this fragment is refused (French); ``pages``: the names that its links may lead to."""
    if len(text) > FRAGMENT_LIMIT:
        return [f"la page dépasse {FRAGMENT_LIMIT} caractères"]
    if not text.strip():
        return ["la page est vide"]
    if re.search(r"<(!doctype|html|head|body)\b", text, re.IGNORECASE):
        return ["la page doit être un fragment, sans <html>, <head> ni <body>"]
    try:
        root = html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, ValueError) as error:
        return [f"HTML illisible ({error})"]
    problems: list[str] = []
    for element in root.iter():
        if element is root:
            continue
        if not isinstance(element.tag, str):
            problems.append("un commentaire ou une instruction est interdit")
            continue
        problems += _check_element(element, pages)
    if len(root.findall(".//h1")) != 1:
        problems.append("la page doit avoir un seul <h1>")
    ids = Counter(root.xpath(".//@id"))
    problems += [f"l’identifiant «{value}» est écrit deux fois" for value, count in ids.items() if count > 1]
    return sorted(set(problems))


def _check_element(element: etree._Element, pages: Collection[str]) -> list[str]:
    tag, problems = str(element.tag), []
    if tag not in ALLOWED_TAGS:
        problems.append(f"l’élément <{tag}> est interdit")
    for name, value in element.attrib.items():
        if name not in ALLOWED_ATTRIBUTES and not name.startswith("aria-"):
            problems.append(f"l’attribut «{name}» est interdit")
        elif name == "href":
            problems += _check_link(value, pages)
    return problems


def _check_link(target: str, pages: Collection[str]) -> list[str]:
    found = LINK.fullmatch(target)
    if not found:
        return [f"le lien «{target}» doit mener à une page du même écran, par exemple contact.html"]
    if found.group(1) and found.group(1) not in pages:
        return [f"le lien «{target}» mène à une page qui n’existe pas"]
    return []


def check_svg(content: bytes) -> list[str]:
    """Reasons why this drawing is refused: it is shown as a picture, and can also be opened alone."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        return [f"SVG mal formé ({error.msg})"]
    if etree.QName(root).localname != "svg":
        return ["ce fichier n’est pas un dessin SVG"]
    problems: set[str] = set()
    if root.getroottree().docinfo.doctype:
        problems.add("une déclaration <!DOCTYPE> est interdite")
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        tag = etree.QName(element).localname
        if tag in {"script", "foreignObject", "iframe", "image", "a"}:
            problems.add(f"l’élément <{tag}> est interdit")
        for raw, value in element.attrib.items():
            name = etree.QName(raw).localname.lower()
            if name.startswith("on"):
                problems.add(f"l’attribut «{name}» est interdit")
            elif name == "href" and not value.startswith("#"):
                problems.add(f"le lien «{value}» est interdit")
            elif re.search(r"url\(\s*['\"]?(?!#)|javascript:", value, re.IGNORECASE):
                problems.add(f"l’adresse de l’attribut «{name}» est interdite")
        if tag == "style" and re.search(r"@import|url\(", element.text or "", re.IGNORECASE):
            problems.add("une feuille de style ne peut rien charger")
    return sorted(problems)
