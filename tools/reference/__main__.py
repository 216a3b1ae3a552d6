"""``python -m tools.reference`` writes the reference pages anew."""

from tools.reference import FOLDER, pages

FOLDER.mkdir(parents=True, exist_ok=True)
for name, text in pages().items():
    (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    print(FOLDER.name, name)
