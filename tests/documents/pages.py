"""The project's pages for people, and what can be checked in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.*?) *$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page: its language, its text, and the line on which it begins."""

    page: str
    line: int
    language: str
    text: str

    @property
    def place(self) -> str:
        """`README.md:20`."""
        return f"{self.page}:{self.line}"


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page; `target` as it is written."""

    page: str
    target: str

    @property
    def path(self) -> Path:
        """The file that it leads to; the page itself for an anchor alone."""
        file = self.target.partition("#")[0]
        return (ROOT / self.page).parent / file if file else ROOT / self.page

    @property
    def anchor(self) -> str:
        """What stands behind `#`, or nothing."""
        return self.target.partition("#")[2]


def pages() -> list[str]:
    """The paths of all pages: the README first, then those of `docs/`."""
    return ["README.md", *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md"))]


def blocks(*languages: str) -> Iterator[Block]:
    """The fenced blocks of all pages in some languages, in order."""
    for page in pages():
        text = (ROOT / page).read_text()
        for found in _FENCED.finditer(text):
            if found[1] in languages:
                yield Block(page, text.count("\n", 0, found.start()) + 1, found[1], found[2])


def links() -> Iterator[Link]:
    """The links of all pages to other files of the project."""
    for page in pages():
        for target in _LINK.findall(_FENCED.sub("", (ROOT / page).read_text())):
            if "://" not in target and not target.startswith("mailto:"):
                yield Link(page, target)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = _HEADING.findall(_FENCED.sub("", page.read_text()))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
