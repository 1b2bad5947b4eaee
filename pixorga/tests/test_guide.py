"""docs/guide.md: every page of the guide has a page of the product and a test that exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (?P<says>[^|]+) \| (?P<page>[^|]+) \| `(?P<test>[^`]+)` \|$")
LINES = [
    line
    for line in (ROOT / "docs" / "guide.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and not line.startswith(("| Le guide dit", "|---"))
]


@pytest.mark.parametrize("line", LINES)
def test_the_row_is_whole_and_its_test_exists(line: str) -> None:
    row = ROW.match(line)
    assert row, "three filled cells, the last one a test between backquotes"
    path, _, name = row["test"].partition("::")
    source = ROOT / path
    assert source.is_file()
    assert f"def {name or 'test_'}" in source.read_text(encoding="utf-8")


def test_the_four_parts_of_the_guide_are_there() -> None:
    assert len(LINES) >= 40
