"""The nouns of this room: projects and their steps, actions, photos and comments."""

from portal.improvement.actions import Action, Handover, Status
from portal.improvement.causes import Bone, Cause
from portal.improvement.defects import Defect, DefectKind
from portal.improvement.photos import Comment, Photo, PhotoKind, Shown
from portal.improvement.projects import Project
from portal.improvement.replications import Replication
from portal.improvement.rhythms import Rhythm
from portal.improvement.stages import DONE, WAY, Stage
from portal.improvement.steps import Step
from portal.improvement.whys import Why

__all__ = [
    "DONE",
    "WAY",
    "Action",
    "Bone",
    "Cause",
    "Comment",
    "Defect",
    "DefectKind",
    "Handover",
    "Photo",
    "PhotoKind",
    "Project",
    "Replication",
    "Rhythm",
    "Shown",
    "Stage",
    "Status",
    "Step",
    "Why",
]
