"""What stands between a factory and the programme: what it said to each scope, what it is asked, and the verbs that change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from portal import clock
from portal.accounts.models import User
from portal.consent import signed, telling
from portal.consent.models import Consent, ConsentRequest, ConsentText, Method, Scope, ScopeStanding, State
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.files.models import StoredFile
from portal.say import _l


@dataclass(frozen=True)
class Signature:
    """Who signs, as what, when and how. `drawing` is what was drawn, as the path of an SVG; `text` the version, where it is not the current one."""

    signer: str
    job: str
    on: date
    by: User
    method: Method = Method.SCREEN
    drawing: str = ""
    scan: StoredFile | None = None
    text: ConsentText | None = None


Paper = Callable[[Consent, ConsentText, Enterprise, Signature], StoredFile]  # the signed page, made and kept


@dataclass
class Agreement:
    enterprise: Enterprise
    text: ConsentText | None  # the current version
    standings: dict[Scope, ScopeStanding] = field(default_factory=dict)
    request: ConsentRequest | None = None  # the open one

    @property
    def edition(self) -> int:
        """Grows with whatever was signed or withdrawn: the version of the form that signs."""
        return sum(standing.version for standing in self.standings.values())

    def asked(self, on: date) -> list[Scope]:
        """What the current version asks of this factory: what is new to it, was reworded, or ran out."""
        if self.text is None:
            return []
        digests = self.text.digests()
        return [scope for scope in Scope if scope in digests and self._is_asked(scope, digests[scope], on)]

    def _is_asked(self, scope: Scope, words_hash: str, on: date) -> bool:
        standing = self.standings.get(scope)
        return standing is None or standing.words_hash != words_hash or standing.is_over(on)

    def can_answer(self, on: date) -> list[Scope]:
        """What can be signed now: what is asked, and what was refused or withdrawn before."""
        asked = self.asked(on)
        known = self.text.digests() if self.text else {}
        return [s for s in Scope if s in asked or (s in known and s in self.standings and self.standings[s].state is not State.GIVEN)]

    def given(self, scope: Scope, on: date) -> bool:
        return scope in self.standings and self.standings[scope].is_given(on)

    @property
    def has_ended(self) -> bool:
        """Said no to the programme itself: nothing is entered any more, and staff see no row."""
        return Scope.DATA in self.standings and self.standings[Scope.DATA].state is not State.GIVEN

    def sign(self, answers: Mapping[Scope, bool], signature: Signature, paper: Paper) -> Consent:
        """A name under one version; the paper is made at once. Of all that was said to a part, what was signed last counts, not what was entered last."""
        text = self._must_be_signable(answers, signature)
        counting = {scope: said for scope, said in answers.items() if not self.is_older(signature.method, signature.on, scope)}
        if not counting.get(Scope.DATA, self.given(Scope.DATA, clock.today())):
            self._tell_ending()
        consent = self._consent(text, answers, signature)
        consent.file_id = keep(paper(consent, text, self.enterprise, signature))
        consent.scan_id = keep(signature.scan) if signature.scan else None
        db.session.add(consent)
        db.session.flush()
        for scope, said in counting.items():
            self._stand(scope, State.GIVEN if said else State.REFUSED, consent, text)
        if self.request and not self.asked(clock.today()):
            telling.closed(self.request)
        db.session.flush()
        if counting:
            signed.tell(self.enterprise.programme_id, self.enterprise.id, signature.on)
        return consent

    def is_older(self, method: Method, on: date, scope: Scope) -> bool:
        """Whether this part was answered or taken back after that day; a paper of the same day does not undo what was taken back."""
        standing = self.standings.get(scope)
        if standing is None:
            return False
        return on < standing.since_on or (method is Method.PAPER and on == standing.since_on and standing.state is State.WITHDRAWN)

    def stays(self, paper: Consent) -> list[ScopeStanding]:
        """What had been said later already when this paper came in: it changed nothing there."""
        known = [self.standings[scope] for scope, _said in paper.said if scope in self.standings]
        came_on = clock.day_of(paper.at)
        later = [one for one in known if one.consent_id != paper.id and one.since_on <= came_on]
        return [one for one in later if self.is_older(paper.method, paper.signed_on, one.scope)]

    def _must_be_signable(self, answers: Mapping[Scope, bool], signature: Signature) -> ConsentText:
        today = clock.today()
        if self.text is None:
            raise NotNow(_l("There is no text to sign yet. The coordinator of the programme publishes it first."))
        if not answers or not set(answers) <= set(self.can_answer(today)) or not set(self.asked(today)) <= set(answers):
            raise NotNow(_l("What can be signed here has changed in the meantime. Open the page again and read what it asks now."))
        return signature.text or self.text

    def _consent(self, text: ConsentText, answers: Mapping[Scope, bool], signature: Signature) -> Consent:
        return Consent(
            programme_id=self.enterprise.programme_id,
            id=uuid4(),
            enterprise_id=self.enterprise.id,
            text_id=text.id,
            method=signature.method,
            signer=signature.signer,
            job=signature.job,
            signed_on=signature.on,
            at=clock.now(),
            entered_by=signature.by.id,
            answers={scope.value: said for scope, said in answers.items()},
            text_hash=text.text_hash,
            valid_until=text.valid_until(signature.on),
            token=Consent.new_token(),
        )

    def _stand(self, scope: Scope, state: State, consent: Consent, text: ConsentText) -> None:
        standing = self.standings.get(scope)
        if standing is None:
            standing = ScopeStanding(programme_id=consent.programme_id, enterprise_id=consent.enterprise_id, scope=scope)
            self.standings[scope] = standing
        standing.consent_id, standing.state, standing.words_hash = consent.id, state, text.digests()[scope]
        standing.since_on, standing.valid_until, standing.reason = consent.signed_on, consent.valid_until, None
        db.session.add(standing)

    def withdraw(self, scope: Scope, reason: str | None = None) -> None:
        """Taken back from today on. What was counted without a name stays counted."""
        standing = self.standings.get(scope)
        if standing is None or standing.state is not State.GIVEN:
            raise NotNow(_l("Nothing was agreed to here that could be withdrawn."))
        if scope is Scope.DATA:
            self._tell_ending()
        standing.state, standing.since_on, standing.reason = State.WITHDRAWN, clock.today(), reason
        db.session.flush()

    def _tell_ending(self) -> None:
        if not self.has_ended:
            signed.tell_ending(self.enterprise.programme_id, self.enterprise.id, clock.today())
            db.session.flush()


def keep(stored: StoredFile) -> UUID:
    db.session.add(stored)
    db.session.flush()
    return stored.id
