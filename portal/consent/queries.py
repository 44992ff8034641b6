"""Reads of agreements: of one factory, and of all that one reaches."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.consent.agreement import Agreement
from portal.consent.models import Consent, ConsentRequest, ConsentText, Scope, ScopeStanding, State
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.files.models import StoredFile


def current_text(programme_id: UUID) -> ConsentText | None:
    """The newest version that is published."""
    published = select(ConsentText).where(ConsentText.programme_id == programme_id, ConsentText.published_at.is_not(None))
    newest = published.order_by(ConsentText.number.desc()).limit(1).options(joinedload(ConsentText.clauses))
    return db.session.scalars(newest).unique().first()


def agreement_of(enterprise: Enterprise) -> Agreement:
    """All that stands and is asked, in four statements."""
    standings = {standing.scope: standing for standing in db.session.scalars(select(ScopeStanding).where(*here(ScopeStanding, enterprise)))}
    return Agreement(enterprise, current_text(enterprise.programme_id), standings, open_request(enterprise))


def open_request(enterprise: Enterprise) -> ConsentRequest | None:
    found = select(ConsentRequest).where(*here(ConsentRequest, enterprise), ConsentRequest.closed_at.is_(None))
    return db.session.scalar(found.order_by(ConsentRequest.id.desc()).limit(1))


def here(model, enterprise: Enterprise) -> tuple:
    return model.programme_id == enterprise.programme_id, model.enterprise_id == enterprise.id


def papers_of(enterprise: Enterprise) -> list[Consent]:
    """Every signature, the newest first."""
    return list(
        db.session.scalars(
            select(Consent).where(*here(Consent, enterprise)).options(joinedload(Consent.text)).order_by(Consent.at.desc()).limit(60)
        )
    )


def having_signed(programme_id: UUID, enterprise_ids: Collection[UUID]) -> set[UUID]:
    """Those who have agreed to "data to the programme", and whose agreement has not run out."""
    given = select(ScopeStanding.enterprise_id).where(
        ScopeStanding.programme_id == programme_id,
        ScopeStanding.enterprise_id.in_(enterprise_ids),
        ScopeStanding.scope == Scope.DATA,
        ScopeStanding.state == State.GIVEN,
        or_(ScopeStanding.valid_until.is_(None), ScopeStanding.valid_until >= clock.today()),
    )
    return set(db.session.scalars(given)) if enterprise_ids else set()


def by_token(token: str) -> tuple[Consent, Enterprise, list[ScopeStanding]] | None:
    """The paper that a code leads to, whoever asks; under the name that stands on it, even where the firm was merged with another."""
    found = db.session.execute(
        select(Consent, Enterprise)
        .select_from(Consent)
        .join(StoredFile, and_(StoredFile.programme_id == Consent.programme_id, StoredFile.id == Consent.file_id))
        .join(Enterprise, and_(Enterprise.programme_id == StoredFile.programme_id, Enterprise.id == StoredFile.enterprise_id))
        .where(Consent.token == token)
    ).first()
    if found is None:
        return None
    theirs = ScopeStanding.programme_id == found[0].programme_id, ScopeStanding.enterprise_id == found[0].enterprise_id
    return found[0], found[1], list(db.session.scalars(select(ScopeStanding).where(*theirs)))


def texts_of(programme_id: UUID) -> list[ConsentText]:
    return list(db.session.scalars(select(ConsentText).where(ConsentText.programme_id == programme_id).order_by(ConsentText.number.desc())))


def published_texts(programme_id: UUID) -> list[ConsentText]:
    return [text for text in texts_of(programme_id) if text.published_at]


def version_before(text: ConsentText) -> ConsentText | None:
    older = ConsentText.programme_id == text.programme_id, ConsentText.number < text.number
    return db.session.scalar(select(ConsentText).where(*older).order_by(ConsentText.number.desc()).limit(1))


def next_number(programme_id: UUID) -> int:
    return (db.session.scalar(select(func.max(ConsentText.number)).where(ConsentText.programme_id == programme_id)) or 0) + 1
