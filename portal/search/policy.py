"""Who may look for things: whoever has a part in a programme. What they find is each source's to say. Roles by their words, for this room lies below `accounts`."""

from __future__ import annotations

from portal.web.access import rule

can_search = rule("search", "member", "manager", "trainer", "expert", "coordinator", "donor", "administrator")
