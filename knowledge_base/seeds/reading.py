"""How a text of the seeds is written down: lines of facts, an empty line, Markdown."""


def read_article(path):
    """({key: value}, Markdown) of one file: lines `key: value`, an empty line, the text."""
    head, _empty, body = path.read_text(encoding="utf-8").partition("\n\n")
    return dict(line.split(": ", 1) for line in head.splitlines()), body.strip() + "\n"
