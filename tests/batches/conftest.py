"""What the tests of batches stand on."""

from __future__ import annotations

import pytest

from portal.batches import gates
from portal.batches.gates import Finding


@pytest.fixture(autouse=True)
def the_project_gate(monkeypatch):
    """A room that says the project gate is met everywhere, so that these tests do not depend on the room above."""

    def everywhere(_programme, enterprise_ids, module_codes):
        return {(e, code): Finding(True, "Shadow board, Line 3", "/projects/1") for e in enterprise_ids for code in module_codes}

    monkeypatch.setattr(gates, "_sources", {"project": everywhere})
