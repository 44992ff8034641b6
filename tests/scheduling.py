"""Who runs what: the planted world takes a minute to plant and to walk, so all that walks it goes to one worker; the rest is dealt out singly."""

from __future__ import annotations

import re
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

WALKS = re.compile(r"^def test_\w+\([^)]*\bworld\b", re.M)


class WallsTogether(LoadScopeScheduling):
    def __init__(self, config, log=None):
        super().__init__(config, log)
        root = Path(config.rootpath)
        self.walls = {str(path.relative_to(root)) for path in root.glob("tests/**/test_*.py") if WALKS.search(path.read_text())}

    def _split_scope(self, nodeid: str) -> str:
        return "walls" if nodeid.partition("::")[0] in self.walls else nodeid
