"""The nouns of this room: projects and their steps, actions, photos and comments."""

from portal.improvement.actions import Action, Status
from portal.improvement.photos import Comment, Photo, PhotoKind, Shown
from portal.improvement.projects import Project, Step
from portal.improvement.replications import Replication
from portal.improvement.stages import DONE, WAY, Stage

__all__ = ["DONE", "WAY", "Action", "Comment", "Photo", "PhotoKind", "Project", "Replication", "Shown", "Stage", "Status", "Step"]
