"""Personal data in what customers write: taken out before anything is stored,
kept encrypted behind references.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from kefu.core import privacy
from kefu.core.clock import Clock
from kefu.core.conversation import Conversation, Owner
from kefu.core.errors import NotFound
from kefu.core.verification import InputKind
from kefu.services.ports import UnitOfWork
from kefu.services.vault import Vault

LIFETIME = timedelta(hours=24)
MAX_EQUAL_MASKS = 100


class PersonalDataService:
    """Puts references in the place of clear values,
    and finds the value behind one again for the services.
    """

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def scrub(
        self,
        unit: UnitOfWork,
        conversation: Conversation,
        expected: Collection[InputKind],
        text: str,
    ) -> tuple[str, bool]:
        """The text as it may be stored, and whether a secret was masked in it. `expected` are the
        inputs that are open.
        """
        # Whoever talks to a human may be talked into reading out a code:
        # six digits are then always hidden.
        with_human = conversation.owner in {Owner.QUEUED, Owner.AGENT}
        scrubbed = privacy.scrub(
            text,
            code_expected=with_human or InputKind.VERIFICATION_CODE in expected,
            password_expected=InputKind.NEW_PASSWORD in expected,
            refer=lambda kind, clear: self._remember(unit, conversation.id, kind, clear),
        )
        return scrubbed.text, scrubbed.had_secret

    def _remember(
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
        ciphertext = self._vault.encrypt(clear)
        unit.personal_data.add(conversation_id, reference, value_hash, ciphertext, now + LIFETIME)
        return reference

    def resolve(self, unit: UnitOfWork, conversation_id: str, reference: str) -> str:
        """The clear value behind a reference of this conversation.

        Raises NotFound (unknown or expired).
        """
        known = unit.personal_data.find(conversation_id, reference, self._clock())
        if known is None:
            raise NotFound("reference_expired")
        return self._vault.decrypt(known[1])
