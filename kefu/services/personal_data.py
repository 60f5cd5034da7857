"""Personal data in what customers write: taken out before anything is stored,
kept encrypted behind references.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from kefu.core import privacy
from kefu.core.announcing_words import Awaited
from kefu.core.clock import Clock
from kefu.core.conversation import Event, EventType, Owner
from kefu.core.errors import NotFound
from kefu.core.verification import InputKind
from kefu.services.ports import Reception, UnitOfWork
from kefu.services.vault import Vault

LIFETIME = timedelta(hours=24)
MAX_EQUAL_MASKS = 100
# So long a message may go on with what the one before it began.
MAX_PAUSE = timedelta(minutes=5)
# Under this name the digits of a message that is nothing else wait for the next one.
_UNFINISHED = "[unfinished]"
# While one of these is asked for, digits in the chat may be its value.
_OF_DIGITS = frozenset(
    {InputKind.VERIFICATION_CODE, InputKind.NEW_PAYMENT_PASSWORD, InputKind.ID_NUMBER}
)


class PersonalDataService:
    """Puts references in the place of clear values,
    and finds the value behind one again for the services.
    """

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def scrub(self, unit: UnitOfWork, reception: Reception, text: str) -> tuple[str, bool]:
        """The text as it may be stored, and whether a secret was masked in it. `reception` is what
        it meets: which inputs are open, and what the customer said before.
        """
        now = self._clock()
        conversation, expected = reception.conversation, reception.expected
        # Whoever talks to a human may be talked into reading out a code:
        # six digits are then always hidden.
        with_human = conversation.owner in {Owner.QUEUED, Owner.AGENT}
        scrubbed = privacy.scrub(
            privacy.without_forged(text, self.quoted(unit, conversation.id, text)),
            code_expected=not expected.isdisjoint(_OF_DIGITS),
            to_people=with_human,
            password_expected=InputKind.NEW_PASSWORD in expected,
            announced=privacy.announced_by(_said_before(reception.previous, now))
            | (Awaited.SIGNS if InputKind.ID_NUMBER in expected else Awaited.NOTHING),
            digits_before=self._unfinished(unit, conversation.id, text, now),
            refer=lambda kind, clear: self.refer(unit, conversation.id, kind, clear),
        )
        if scrubbed.unfinished:
            digits = scrubbed.unfinished
            self._keep(unit, conversation.id, _UNFINISHED, digits, now + MAX_PAUSE)
        return scrubbed.text, scrubbed.had_secret

    def scrub_of_staff(self, unit: UnitOfWork, conversation_id: str, text: str) -> str:
        """What staff say in a conversation, as it may be stored."""
        text = privacy.without_forged(text, self.quoted(unit, conversation_id, text))
        return privacy.scrub(
            text, refer=lambda kind, clear: self.refer(unit, conversation_id, kind, clear)
        ).text

    def quoted(self, unit: UnitOfWork, conversation_id: str, text: str) -> set[str]:
        """The references in the text behind which this conversation has a value."""
        written = privacy.quoted_in(text)
        if not written:
            return set()
        return unit.personal_data.known(conversation_id, written, self._clock())

    def digits_begun(self, unit: UnitOfWork, conversation_id: str) -> int:
        """How many digits of a number have come that is not whole yet; 0 when none were kept."""
        known = unit.personal_data.find(conversation_id, _UNFINISHED, self._clock())
        return sum(map(str.isdigit, self._vault.decrypt(known[1]))) if known else 0

    def _unfinished(self, unit: UnitOfWork, conversation_id: str, text: str, now: datetime) -> str:
        """The digits before those of the text; asked for only when it is nothing but digits."""
        if not privacy.may_go_on(text):
            return ""
        known = unit.personal_data.find(conversation_id, _UNFINISHED, now)
        return self._vault.decrypt(known[1]) if known else ""

    def refer(
        self, unit: UnitOfWork, conversation_id: str, kind: privacy.PersonalKind, clear: str
    ) -> str:
        """Keep a clear value encrypted; the reference that stands for it in this conversation."""
        now = self._clock()
        value_hash = self._vault.keyed_hash("personal", clear)
        for nth in range(1, MAX_EQUAL_MASKS):
            reference = privacy.reference_to(kind, clear, nth=nth)
            known = unit.personal_data.find(conversation_id, reference, now)
            if known is None or known[0] == value_hash:
                break
        self._keep(unit, conversation_id, reference, clear, now + LIFETIME)
        return reference

    def _keep(
        self,
        unit: UnitOfWork,
        conversation_id: str,
        reference: str,
        clear: str,
        expires_at: datetime,
    ) -> None:
        value_hash = self._vault.keyed_hash("personal", clear)
        ciphertext = self._vault.encrypt(clear)
        unit.personal_data.add(conversation_id, reference, value_hash, ciphertext, expires_at)

    def resolve(self, unit: UnitOfWork, conversation_id: str, reference: str) -> str:
        """The clear value behind a reference of this conversation.

        Raises NotFound (unknown or expired).
        """
        known = unit.personal_data.find(conversation_id, reference, self._clock())
        if known is None:
            raise NotFound("reference_expired")
        return self._vault.decrypt(known[1])


def _said_before(previous: Event | None, now: datetime) -> str:
    """The customer's words right before, if they are fresh."""
    if previous is None or previous.type is not EventType.MESSAGE:
        return ""
    return str(previous.data["text"]) if now - previous.at <= MAX_PAUSE else ""
