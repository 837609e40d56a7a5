"""Do the files keep to the house's ceilings and words?"""

import ast
import re
import subprocess
from pathlib import Path

import pytest

FUNCTION_LINES, MODULE_LINES, TEMPLATE_LINES, TEST_LINES = 40, 400, 120, 500
OURS = ("manage.py", "foi", "exemptions", "requests_app", "tests")
GENERATED = re.compile(r"/migrations/|/docs/generated/|package-lock\.json|requirements.*\.txt")
FORBIDDEN_WORDS = r"pypi\.org|pythonhosted\.org|registry\.npmjs|/home/[a-z]+/|/root/"
ROOT = Path(__file__).resolve().parent.parent.parent


def tracked(*suffixes: str) -> list[Path]:
    """Files that git knows or would add; where the project is no repository, all files of ours."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = listing.stdout.splitlines() if listing.returncode == 0 else _all_files()
    return sorted(ROOT / name for name in set(names) if name.endswith(suffixes) and (ROOT / name).is_file())


def _all_files() -> list[str]:
    roots = [*OURS, "templates", "static/src", "docs"]
    return [
        str(path.relative_to(ROOT)) for root in roots for path in (ROOT / root).rglob("*") if path.is_file()
    ]


def written(*suffixes: str) -> list[Path]:
    return [path for path in tracked(*suffixes) if not GENERATED.search(str(path))]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def long_functions(path: Path) -> list[str]:
    """Where each function over the ceiling begins."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        length = (node.end_lineno or 0) - node.lineno + 1
        if length > FUNCTION_LINES:
            found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} has {length} lines")
    return found


def test_no_function_is_longer_than_forty_lines() -> None:
    assert [line for path in written(".py") for line in long_functions(path)] == []


def test_no_module_or_template_or_test_outgrows_its_ceiling() -> None:
    too_long = []
    for path in written(".py", ".html"):
        ceiling = MODULE_LINES
        if path.suffix == ".html":
            ceiling = TEMPLATE_LINES
        elif (ROOT / "tests") in path.parents:
            ceiling = TEST_LINES
        elif path.parent == ROOT / "exemptions" / "statute":
            continue  # reference data: the law is as long as it is
        if lines(path) > ceiling:
            too_long.append(f"{path.relative_to(ROOT)} has {lines(path)} lines, of at most {ceiling}")
    assert too_long == []


def test_every_module_says_which_question_it_answers() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in written(".py")
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_no_template_marks_text_as_safe_or_queries() -> None:
    bad = re.compile(r"\|\s*safe\b|\.all\b|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|<style")
    screens = [path for path in written(".html") if "/letters/" not in str(path)]
    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in screens
        if (match := bad.search(path.read_text(encoding="utf-8")))
    }
    assert found == set()


def test_no_forbidden_word_or_address_is_committed() -> None:
    word = re.compile(FORBIDDEN_WORDS, re.IGNORECASE)
    found = []
    for path in tracked(""):
        if path == Path(__file__).resolve() or path.suffix in {".png", ".pdf", ".ttf", ".woff2", ".ico"}:
            continue
        match = word.search(path.read_text(encoding="utf-8", errors="replace"))
        if match:
            found.append(f"{path.relative_to(ROOT)}: {match[0]}")
    assert found == []


def test_locks_hold_hashes_and_no_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        packages = re.findall(r"^[a-z0-9].*==.*$", text, re.MULTILINE)
        assert packages
        assert all(line.endswith("\\") for line in packages), "each package is followed by its hashes"
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_dependency_says_why_it_is_there(name: str) -> None:
    without = [
        line
        for line in (ROOT / name).read_text().splitlines()
        if line.strip() and not line.startswith("#") and not re.search(r"\s# \w", line)
    ]
    assert without == []


def test_what_is_built_carries_neither_the_reserved_typeface_nor_the_arms() -> None:
    built = ROOT / "static" / "build"
    if not (built / "app.css").exists():
        pytest.skip("The styles are not built: run make assets")
    for path in built.iterdir():
        assert not re.search(r"woff|crest|crown|favicon|opengraph", path.name), path.name
    assert not re.search(r"gds transport|crest|crown", (built / "app.css").read_text(), re.IGNORECASE)
