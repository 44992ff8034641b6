"""What upper rooms show on an enterprise's home: each adds a panel in its `init_app`, the page puts them in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portal.enterprises.models import Enterprise
from portal.web.access import Rule


@dataclass(frozen=True)
class Panel:
    """`template` is a fragment that is given `enterprise` and `facts` (what `facts(enterprise)` found).

    A panel with a title has its link on top of the page, to the section `#<code>` that the page puts around the fragment.
    """

    order: int
    code: str
    template: str
    facts: Callable[[Enterprise], object]
    rule: Rule
    title: object = ""


_panels: dict[str, Panel] = {}


def add(panel: Panel) -> None:
    _panels[panel.code] = panel


def shown_to(user, enterprise: Enterprise) -> list[tuple[Panel, object]]:
    mine = [panel for panel in sorted(_panels.values(), key=lambda p: p.order) if panel.rule(user, enterprise)]
    return [(panel, panel.facts(enterprise)) for panel in mine]
