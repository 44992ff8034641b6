"""Who looks after mail and jobs. Roles by their words, for this room lies below `accounts`."""

from portal.web.access import rule

can_look_after = rule("look after mail and jobs", "administrator")
