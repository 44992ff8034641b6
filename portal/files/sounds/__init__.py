"""A voice note keeps its sound and nothing beside it: no name, device, place or time.

Each kind is read strictly and only what the sound needs is kept; what is not known goes, so that no new kind of tag slips
through. A library that deletes tags was tried: it leaves the times and places in MP4, the INFO and `bext` parts of WAV, and knows
no WebM.
"""

from __future__ import annotations

import io
from dataclasses import replace

from flask_babel import gettext as _

from portal.files.kinds import Admitted, Refused
from portal.files.sounds import mp3, mp4, ogg, wav, webm
from portal.files.sounds.reading import Broken, Strange

BARE = {"audio/mpeg": mp3.bare, "audio/mp4": mp4.bare, "audio/ogg": ogg.bare, "audio/wav": wav.bare, "video/webm": webm.bare}


def bare(sent: Admitted) -> Admitted:
    """The same sound without what else was in the file. Raises Refused."""
    sent.stream.seek(0)
    try:
        data = BARE[sent.kind.mimetype](sent.stream.read())
    except Broken as reason:
        raise Refused(_("This voice note is damaged or did not arrive whole. Record it once more, then send that.")) from reason
    except Strange as reason:
        words = _(
            "More than a voice is in this file, or it is written in a way that cannot be cleaned of who, where and when. Record it anew."
        )
        raise Refused(words) from reason
    return replace(sent, stream=io.BytesIO(data), size=len(data))
