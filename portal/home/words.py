"""What an error page says: what happened, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from portal.say import _l


@dataclass(frozen=True)
class Words:
    title: object
    says: object


ERRORS = {
    400: Words(
        _l("This request was not understood"),
        _l("Something in it was missing or changed on the way. Go back, reload the page and try once more."),
    ),
    403: Words(
        _l("This is not yours to do"),
        _l("Your role does not open this page or allow this step. Ask your manager or coordinator if you think it should."),
    ),
    404: Words(
        _l("There is nothing here for you"), _l("The address is wrong, or what it leads to belongs to somebody else. Nothing was changed.")
    ),
    405: Words(_l("This address works in another way"), _l("Open it from the page that it belongs to.")),
    409: Words(_l("Not now"), _l("The record is in a state that does not allow this. Look at it once more, then decide.")),
    413: Words(
        _l("That was too large to send"),
        _l(
            "A photo may have 20 MB, a document 25 MB, a video 300 MB. Make it smaller, then send it again. Go back one page: most browsers still hold what you typed."
        ),
    ),
    422: Words(
        _l("This could not be saved"),
        _l("Something was filled in that does not fit. Go back one page: most browsers still hold what you typed."),
    ),
    429: Words(_l("Too many tries"), _l("Wait a quarter of an hour, then try again. Nobody else is shut out by this.")),
    500: Words(
        _l("The portal made a mistake"),
        _l(
            "It is not your fault, and nothing half-done was kept. Go back one page, where most browsers still hold what you typed, and try again in a minute."
        ),
    ),
    503: Words(_l("Too many at once"), _l("The portal could not answer in time. Nothing was saved. Try again in a minute.")),
    507: Words(
        _l("The server’s disk is full"),
        _l("Nothing was saved. Tell your coordinator. Go back one page: most browsers still hold what you typed."),
    ),
}


def error_words(status: int) -> Words:
    return ERRORS.get(status, ERRORS[500])
