"""Make static/vendor and static/built: what pages load, from locked packages and our own sources.

    python scripts/vendor_static.py            fetch (npm), compile, copy, bundle and record hashes
    python scripts/vendor_static.py --bundle   bundle only, after a change in static/; needs no npm
    python scripts/vendor_static.py --check    change nothing; fail when a committed file is not what it should be

The results are committed, so that running the portal never needs npm or a network.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
VENDOR = ROOT / "static" / "vendor"
BUILT = ROOT / "static" / "built"
SRI = VENDOR / "sri.json"
SVG = "http://www.w3.org/2000/svg"

STYLES = {
    "public.css": (
        "vendor/govuk-frontend/govuk.css",
        "css/tokens.css",
        "css/base.css",
        "css/fields.css",
        "css/components.css",
        "css/states.css",
        "css/intake.css",
        "css/receipt.css",
        "css/follow.css",
        "css/quick_exit.css",
        "css/reading.css",
    ),
    "publicity.css": ("css/publicity.css", "css/bulletins.css", "css/explaining.css", "css/home.css"),
    "figures.css": ("css/charts.css",),
    "help.css": ("css/help.css",),
    "styleguide.css": ("css/styleguide.css",),
    "assist.css": ("css/assist.css",),
    "desk.css": (
        "css/desk.css",
        "css/case.css",
        "css/verbs.css",
        "css/proofs.css",
        "css/reason_templates.css",
        "css/desk_keys.css",
        "css/time_left.css",
        "css/queue_tools.css",
        "css/queue.css",
        "css/disposal.css",
    ),
}
"""Bundle → its sources under static/, in cascade order. Every page loads the first, and the citizen's form no other."""

SCRIPTS = {
    "citizen.js": (
        "js/citizen/quick_exit.js",
        "js/citizen/worker.js",
        "js/citizen/steps.js",
        "js/citizen/late.js",
        "js/citizen/rows.js",
        "js/citizen/categories.js",
        "js/citizen/draft.js",
        "js/citizen/recognise.js",
        "js/citizen/sending.js",
    ),
    "files.js": ("js/citizen/files.js",),
    "receipt_again.js": ("js/citizen/receipt_again.js",),
    "tip.js": ("js/citizen/unsent.js",),
    "receipt.js": ("js/citizen/receipt.js", "js/citizen/receipt_picture.js"),
    "assist.js": (
        "js/citizen/categories.js",
        "js/citizen/rows.js",
        "js/citizen/recognise.js",
    ),
    "desk.js": (
        "js/desk/keys.js",
        "js/desk/palette.js",
        "js/desk/sure.js",
        "js/desk/drafts.js",
        "js/desk/foretelling.js",
        "js/desk/reason_templates.js",
        "js/desk/connection.js",
        "js/desk/asking.js",
    ),
}
"""Bundle → its sources under static/; each keeps its names to itself. One request, for phones; what few need, late."""

ICONS = (
    "arrow-left",
    "arrow-right",
    "baby",
    "ban",
    "banknote",
    "book-x",
    "boxes",
    "bug",
    "check",
    "circle-check",
    "circle-dot",
    "circle-question-mark",
    "clock",
    "copy",
    "copy-x",
    "database",
    "door-open",
    "download",
    "external-link",
    "eye-off",
    "file-question-mark",
    "file-text",
    "flag",
    "flask-conical-off",
    "globe",
    "heart-crack",
    "image",
    "info",
    "keyboard",
    "link",
    "lock",
    "lock-open",
    "megaphone",
    "message-square",
    "newspaper",
    "phone",
    "printer",
    "scale",
    "search",
    "shield-alert",
    "shield-check",
    "shopping-bag",
    "stethoscope",
    "tag",
    "triangle-alert",
    "type",
    "undo-2",
    "user",
    "users",
    "venetian-mask",
    "wifi-off",
    "wrench",
)
"""Pictures taken from Lucide into the one sprite; `mark` and what else lies in static/img/symbols joins them."""


def fetch() -> None:
    """Install the locked packages without running their scripts, then compile and copy what we use of them."""
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    modules = FRONTEND / "node_modules"
    shutil.rmtree(VENDOR, ignore_errors=True)

    govuk = VENDOR / "govuk-frontend"
    govuk.mkdir(parents=True)
    sass = modules / ".bin" / "sass"
    options = ("--no-source-map", "--style=compressed", "--quiet-deps", f"--load-path={modules}")
    run(str(sass), *options, "govuk.scss", str(govuk / "govuk.css"))
    # The package ships without its licence text, so a copy stands beside package.json.
    shutil.copyfile(FRONTEND / "licenses" / "govuk-frontend.txt", govuk / "LICENSE.txt")

    lucide = VENDOR / "lucide"
    lucide.mkdir()
    for name in ICONS:
        shutil.copyfile(modules / "lucide-static" / "icons" / f"{name}.svg", lucide / f"{name}.svg")
    shutil.copyfile(modules / "lucide-static" / "LICENSE", lucide / "LICENSE")


def run(*command: str) -> None:
    """Run a command of the front end's folder; its failure is ours."""
    subprocess.run(command, cwd=FRONTEND, check=True)


def bundles() -> dict[Path, bytes]:
    """Every file of static/built with the content it should have."""
    files = {BUILT / name: bundle(sources) for name, sources in STYLES.items()}
    files |= {BUILT / name: script(sources) for name, sources in SCRIPTS.items()}
    files[BUILT / "icons.svg"] = sprite()
    return files


def bundle(sources: tuple[str, ...]) -> bytes:
    """Join style sheets in order, without comments and with one rule a line."""
    sheets = ((ROOT / "static" / source).read_text("utf-8") for source in sources)
    return "".join(squeeze(sheet) for sheet in sheets).encode()


def squeeze(sheet: str) -> str:
    """Drop comments and needless blanks; never touch what stands between quotes."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL).lstrip("\ufeff")
    pieces = re.split(r"(\"[^\"]*\"|'[^']*')", sheet)
    for index in range(0, len(pieces), 2):
        blankless = re.sub(r"\s+", " ", pieces[index])
        blankless = re.sub(r" ?([{};,]) ?", r"\1", blankless)
        pieces[index] = blankless.replace(": ", ":").replace(";}", "}").replace("}", "}\n")
    return "".join(pieces).strip() + "\n"


def script(sources: tuple[str, ...]) -> bytes:
    """Join scripts, each in a block of its own, without indents and lines that are only a comment.

    No script of ours has a template that runs over several lines.
    """
    pieces = ((ROOT / "static" / source).read_text("utf-8") for source in sources)
    lines = ([line.strip() for line in piece.splitlines()] for piece in pieces)
    kept = ("\n".join(line for line in found if line and not line.startswith("//")) for found in lines)
    return "".join(f"{{\n{piece}\n}}\n" for piece in kept).encode()


def sprite() -> bytes:
    """One SVG file with a symbol for each picture, named as its file."""
    ElementTree.register_namespace("", SVG)
    sheet = ElementTree.Element(f"{{{SVG}}}svg")
    pictures = [*(VENDOR / "lucide").glob("*.svg"), *(ROOT / "static" / "img" / "symbols").glob("*.svg")]
    for picture in sorted(pictures, key=lambda path: path.stem):
        drawing = ElementTree.parse(picture).getroot()
        kept = {key: value for key, value in drawing.attrib.items() if key not in {"class", "width", "height"}}
        symbol = ElementTree.SubElement(sheet, f"{{{SVG}}}symbol", {"id": picture.stem, **kept})
        for shape in drawing:
            shape.tail = None
            symbol.append(shape)
        symbol.tail = "\n"
    drawn: bytes = ElementTree.tostring(sheet, encoding="utf-8")
    return drawn


def hashes() -> dict[str, str]:
    """Subresource-integrity values (sha384) of every file under static/vendor and static/built."""
    files = sorted(path for folder in (VENDOR, BUILT) for path in folder.rglob("*") if path.is_file() and path != SRI)
    return {path.relative_to(ROOT / "static").as_posix(): integrity(path) for path in files}


def integrity(path: Path) -> str:
    """The value a browser would compare: `sha384-` and the base64 of the digest."""
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


def write() -> None:
    """Write the bundles, then the hashes of everything."""
    BUILT.mkdir(exist_ok=True)
    for path, content in bundles().items():
        path.write_bytes(content)
    SRI.write_text(json.dumps(hashes(), indent=2, sort_keys=True) + "\n", "utf-8")


def faults() -> list[str]:
    """What differs from what the sources and the recorded hashes say; empty when all is well."""
    stale = [path for path, content in bundles().items() if not path.is_file() or path.read_bytes() != content]
    found = [f"{path.relative_to(ROOT)} is stale: run `make styles`" for path in stale]
    recorded, actual = json.loads(SRI.read_text("utf-8")), hashes()
    differing = sorted(name for name in {*recorded, *actual} if recorded.get(name) != actual.get(name))
    return found + [f"static/{name} differs from static/vendor/sri.json" for name in differing]


def main() -> int:
    """Do what the command line asks; the exit status is 1 when a check finds a fault."""
    parser = argparse.ArgumentParser(description="Make static/vendor and static/built.")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--bundle", action="store_true", help="bundle our own sources, without npm")
    choice.add_argument("--check", action="store_true", help="change nothing, fail on any difference")
    asked = parser.parse_args()
    if asked.check:
        found = faults()
        print("\n".join(found) or "static/vendor and static/built are as recorded")
        return 1 if found else 0
    if not asked.bundle:
        fetch()
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
