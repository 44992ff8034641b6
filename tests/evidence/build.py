"""Series for the tests, as short as they can be said."""

from portal.evidence import Assessment, Better, Kind, Series, assess


def judged(kind: Kind, before, after, better: Better = Better.LOWER, **more) -> Assessment:
    return assess(Series(kind, better, before, after, **more))


def value(before, after, better: Better = Better.LOWER, **more) -> Assessment:
    return judged(Kind.VALUE, before, after, better, **more)


def share(before, after, better: Better = Better.LOWER, **more) -> Assessment:
    return judged(Kind.SHARE, before, after, better, **more)


def rate(before, after, better: Better = Better.LOWER, **more) -> Assessment:
    return judged(Kind.RATE, before, after, better, **more)


def reasons(answer: Assessment) -> list[str]:
    return [str(reason) for reason in answer.reasons]
