"""Who runs what: the planted world takes a quarter of a minute to plant and its forms take a minute to find, so those who walk it share
one worker, and those who send its forms another; the rest is dealt out singly."""

from __future__ import annotations

import re
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

WALKS = re.compile(r"^def test_\w+\([^)]*\b(?:(?:planted_)?world|indexed|pseudo)\b", re.M)
SENDS = re.compile(r"\.(?:forms|form_path|body_for)\b")


class WallsTogether(LoadScopeScheduling):
    def __init__(self, config, log=None):
        super().__init__(config, log)
        root = Path(config.rootpath)
        texts = {str(path.relative_to(root)): path.read_text() for path in root.glob("tests/**/test_*.py")}
        self.shares = {name: "forms" if SENDS.search(text) else "walls" for name, text in texts.items() if WALKS.search(text)}

    def _split_scope(self, nodeid: str) -> str:
        return self.shares.get(nodeid.partition("::")[0], nodeid)
