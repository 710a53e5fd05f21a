"""Builds `src/fordel/web/static/` from the npm packages and our own assets: hashed names, gzip, one manifest.

Run by `make assets` after `npm ci`. Nothing third-party is committed; Node is not used at run time.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import django_htmx
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
NODE = ROOT / "node_modules"
OWN = ROOT / "src" / "fordel" / "web" / "assets"
OUT = ROOT / "src" / "fordel" / "web" / "static"
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
DESIGN = NODE / "@digdir" / "designsystemet-css" / "dist"
FONTS = NODE / "@fontsource" / "inter" / "files"
SUBSETS = ("latin", "latin-ext")
DOCUMENT_SUBSETS = (*SUBSETS, "cyrillic", "greek")
UNUSED_COMPONENTS = ("badge", "card", "chip", "search", "skeleton")
"""Components of the design system that no page uses (a test compares): they would be a tenth of the first view."""
COMPRESSED = {".css", ".js", ".svg"}


class Build:
    def __init__(self, out: Path) -> None:
        self.out = out
        self.manifest: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> str:
        """Writes the content under a hashed name (and gzipped where that helps); returns the hashed name."""
        path = Path(name)
        digest = hashlib.sha256(content).hexdigest()[:12]
        hashed = str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))
        target = self.out / hashed
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        if path.suffix in COMPRESSED:
            target.with_name(target.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
        self.manifest[name] = hashed
        return hashed


def _script(path: Path) -> bytes:
    text = path.read_text(encoding="utf-8")
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE).encode()


def own_scripts() -> dict[str, bytes]:
    """Our own scripts, each with the modules it imports in one file (name -> content): a page asks once for each."""
    entries = sorted((OWN / "js").glob("*.js"))
    with tempfile.TemporaryDirectory() as folder:
        options = ["--bundle", "--minify", "--format=iife", "--target=es2020", "--charset=utf8", "--log-level=warning"]
        subprocess.run([NODE / ".bin" / "esbuild", *entries, *options, f"--outdir={folder}"], check=True)
        return {entry.name: Path(folder, entry.name).read_bytes() for entry in entries}


def document_font(weight: str) -> None:
    """Writes `fonts/ttf/inter-WEIGHT.ttf`: the subsets in one file, as typst and the SVG renderer need (OFL 1.1); and
    `letters.txt`, every character it has."""
    target = OUT / "fonts" / "ttf" / f"inter-{weight}.ttf"
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in DOCUMENT_SUBSETS:
            font = TTFont(FONTS / f"inter-{subset}-{weight}-normal.woff2")
            font.flavor = None
            parts.append(f"{folder}/{subset}.ttf")
            font.save(parts[-1])
        merged = Merger().merge(parts)
        merged.save(target)
        letters = "".join(map(chr, sorted(merged.getBestCmap())))
        (target.parent / "letters.txt").write_text(letters, encoding="utf-8", newline="")


def _compact_css(text: str) -> str:
    """The style sheet without comments, indents, and the blanks that CSS does not read (around braces and semicolons,
    after commas and colons)."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r" *([{};]) *", r"\1", re.sub(r"\n\s*", "\n", text))
    return re.sub(r"([,:]) +", r"\1", text).replace(";}", "}").strip() + "\n"


def _design_css() -> str:
    """The design system without the components that no page uses. Raises ValueError if it does not hold one of them as
    it is published alone."""
    css = (DESIGN / "src" / "index.css").read_text(encoding="utf-8")
    for name in UNUSED_COMPONENTS:
        alone = re.sub(r"/\*#.*?\*/", "", (DESIGN / "src" / f"{name}.css").read_text(encoding="utf-8")).strip()
        layered = re.fullmatch(r"@layer ds\.components\{(.*)\}", alone, re.DOTALL)
        component = layered.group(1) if layered else alone
        if component not in css:
            raise ValueError(f"{name}.css is not in the design system's style sheet as it is alone")
        css = css.replace(component, "")
    return css


def build() -> dict[str, str]:
    """Empties the folder, builds everything, and returns the manifest (name -> hashed name)."""
    shutil.rmtree(OUT, ignore_errors=True)
    work = Build(OUT)
    for weight in ("400", "600"):
        for subset in SUBSETS:
            name = f"inter-{subset}-{weight}-normal.woff2"
            work.add(f"fonts/{name}", (FONTS / name).read_bytes())
        document_font(weight)
    for image in sorted((OWN / "img").iterdir()):
        work.add(f"img/{image.name}", image.read_bytes())
    own_css = [OWN / "css" / "fordel.css", *sorted(p for p in (OWN / "css").glob("*.css") if p.name != "fordel.css")]
    css = (DESIGN / "theme" / "designsystemet.css").read_text(encoding="utf-8") + "\n" + _design_css()
    css += "\n" + "\n".join(_compact_css(path.read_text(encoding="utf-8")) for path in own_css)
    css = re.sub(r"^/\*# sourceMappingURL=.*\*/$", "", css, flags=re.MULTILINE)
    css = re.sub(r'url\("?\.\./((?:fonts|img)/[^")]+)"?\)', lambda m: f'url("../{work.manifest[m.group(1)]}")', css)
    work.add("css/fordel.css", css.encode())
    for path in sorted((OWN / "css" / "apart").glob("*.css")):
        work.add(f"css/{path.name}", _compact_css(path.read_text(encoding="utf-8")).encode())
    work.add("js/designsystemet.js", _script(NODE / "@digdir" / "designsystemet-web" / "dist" / "umd" / "index.js"))
    work.add("js/htmx.js", _script(HTMX))
    for script, content in own_scripts().items():
        work.add(f"js/{script}", content)
    (OUT / "icons").mkdir(parents=True)
    icons = (OWN / "icons.txt").read_text(encoding="utf-8").split()
    for icon in icons:
        text = (NODE / "@navikt" / "aksel-icons" / "dist" / "svg" / f"{icon}.svg").read_text(encoding="utf-8")
        text = re.sub(r"<svg ([^>]*)>", _icon_tag, re.sub(r"\s*\n\s*", "", text), count=1)
        (OUT / "icons" / f"{icon}.svg").write_text(text, encoding="utf-8")
    (OUT / "manifest.json").write_text(json.dumps(work.manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return work.manifest


def _icon_tag(match: re.Match[str]) -> str:
    view_box = re.search(r'viewBox="[^"]+"', match.group(1))
    assert view_box is not None, "an icon without a viewBox"
    return f'<svg class="icon" {view_box.group(0)} fill="none" aria-hidden="true" focusable="false">'


if __name__ == "__main__":
    print(f"{len(build())} assets built into {OUT.relative_to(ROOT)}")
