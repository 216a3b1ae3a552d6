"""``python -m tools.reference`` writes the reference pages and the READMEs' outputs anew."""

from tools.reference import FOLDER, pages
from tools.reference.shown import PAGES, ROOT, renewed

FOLDER.mkdir(parents=True, exist_ok=True)
for name, text in pages().items():
    (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
for name in PAGES:
    page = ROOT / name
    page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
