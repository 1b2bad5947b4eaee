"""The engine is a calculation: standard library and numpy, nothing that knows of a database or of a request."""

import ast
import sys
from pathlib import Path

ENGINE = Path(__file__).resolve().parents[2] / "assessments" / "engine"
ALLOWED = sys.stdlib_module_names | {"numpy"}


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module or "")
    return names


def test_engine_imports_only_the_standard_library_numpy_and_itself():
    files = [path for path in ENGINE.rglob("*.py") if "tests" not in path.parts]
    strangers = {
        f"{path.name}: {name}"
        for path in files
        for name in _imported(path)
        if name.split(".")[0] not in ALLOWED and not f"{name}.".startswith("assessments.engine.")
    }

    assert files
    assert strangers == set()
