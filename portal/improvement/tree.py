"""The tree of an improvement: where it began, where it was carried to, and what the numbers say of each place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.database import db
from portal.evidence import Pool, Verdict
from portal.improvement.models import Project, Stage
from portal.improvement.replications import Replication, line_of
from portal.measures.picture_forest import Forest, forest
from portal.measures.verdicts import Judged, forest_row_of, pooled, verdicts_of
from portal.web.formats import own

BRANCHES = 200


@dataclass
class Node:
    """One place: its project, what was adapted for it, its verdict, and where it was carried on from here."""

    project: Project
    branch: Replication | None
    judged: Judged | None
    children: list[Node] = field(default_factory=list)

    @property
    def place(self) -> str:
        return own(self.project.area) if self.project.area else self.project.title


@dataclass(frozen=True)
class Tree:
    root: Node
    nodes: list[Node]  # the root first, each before its children
    parents: dict[UUID, UUID]

    @property
    def further(self) -> list[Node]:
        """The places it was carried to: where it began was chosen, and is not counted."""
        return self.nodes[1:]

    @property
    def verdicts(self) -> Counter:
        return Counter(node.judged.verdict for node in self.further if node.judged and node.judged.is_decided)

    @property
    def decided(self) -> int:
        return sum(self.verdicts.values())

    @property
    def held(self) -> int:
        return self.verdicts[Verdict.SUSTAINED]

    @property
    def early(self) -> int:
        return self.verdicts[Verdict.EARLY]

    @property
    def open(self) -> int:
        """Not decided: no review yet, too few numbers, or a baseline that was not stable."""
        return len([node for node in self.further if node.project.stage is not Stage.DROPPED]) - self.kept_on

    @property
    def kept_on(self) -> int:
        return sum(bool(node.judged and node.judged.is_decided) for node in self.further if node.project.stage is not Stage.DROPPED)

    @property
    def picture(self) -> tuple[Forest, Pool | None] | None:
        """Places of the pilot's measure side by side; the pilot is shown and not pooled."""
        pilot = self.root.judged
        if pilot is None:
            return None
        told = [node for node in self.further if node.judged and node.judged.is_decided and alike(node.judged, pilot)]
        if not told:
            return None
        pool = pooled(node.judged for node in told if node.judged)
        rows = [forest_row_of(node.judged, node.place) for node in told if node.judged]
        if pilot.is_decided:
            rows.append(forest_row_of(pilot, self.root.place, is_pilot=True))
        return forest(rows, pilot.better, pool), pool


def alike(one: Judged, other: Judged) -> bool:
    """One family on one scale."""
    return one.family == other.family and one.is_complement is other.is_complement


def tree_of(project: Project) -> Tree:
    """Three statements, however large: the branches of the factory, the projects, their verdicts."""
    here = Replication.programme_id == project.programme_id, Replication.enterprise_id == project.enterprise_id
    branches = db.session.scalars(select(Replication).where(*here).order_by(Replication.id)).all()
    parents = {branch.child_id: branch.parent_id for branch in branches}
    root_id = line_of(project.id, parents)[-1]
    mine = {branch.child_id: branch for branch in branches if line_of(branch.child_id, parents)[-1] == root_id}
    ids = [root_id, *list(mine)[:BRANCHES]]
    found = select(Project).where(Project.programme_id == project.programme_id, Project.id.in_(ids)).options(joinedload(Project.area))
    projects = {one.id: one for one in db.session.scalars(found)}
    judged = verdicts_of(project.programme_id, ids)
    nodes = {one_id: Node(projects[one_id], mine.get(one_id), judged.get(one_id)) for one_id in ids if one_id in projects}
    for one_id, node in nodes.items():
        if node.branch and node.branch.parent_id in nodes and one_id != root_id:
            nodes[node.branch.parent_id].children.append(node)
    root = nodes[root_id]
    return Tree(root, in_order(root), parents)


def in_order(root: Node) -> list[Node]:
    found, open_ = [], [root]
    while open_:
        node = open_.pop(0)
        found.append(node)
        open_ = node.children + open_
    return found
