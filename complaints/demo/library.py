"""Where the stories are: every *.toml file beside this one's `stories`, read into Story objects."""

import tomllib
from pathlib import Path

from complaints.demo import near_limit
from complaints.demo.script import Story

FOLDER = Path(__file__).parent / "stories"


def written_stories():
    """All stories in the order of their files, and the payouts just below a limit."""
    rows = [row for path in sorted(FOLDER.glob("*.toml")) for row in tomllib.loads(path.read_text("utf-8"))["story"]]
    return [Story(**row) for row in rows] + near_limit.stories()
