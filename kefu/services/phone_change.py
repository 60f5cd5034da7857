"""Another phone for an account: the wish is taken down, and people carry it out."""

from __future__ import annotations

from kefu.core.capability import Capability
from kefu.core.clock import Clock
from kefu.core.conversation import Assurance
from kefu.core.errors import Conflict
from kefu.core.handoff import Priority
from kefu.core.privacy import mask_phone
from kefu.core.ticket import Ticket, TicketKind
from kefu.core.verification import CodeChannel, Purpose
from kefu.services.assurance import check_assurance
from kefu.services.personal_data import PersonalDataService
from kefu.services.ports import Database
from kefu.services.ports.wallet import Wallet
from kefu.services.tickets import TicketService


class PhoneChangeService:
    """Changes nothing: whoever has the phone gets all codes, so a person looks at each change and a
    second one approves it. Nor is a text sent to the new number: only numbers that the wallet knows
    ever get one.

    Owns its transactions: the wallet is asked outside of them.
    """

    def __init__(
        self,
        database: Database,
        wallet: Wallet,
        tickets: TicketService,
        personal: PersonalDataService,
        clock: Clock,
    ) -> None:
        self._database = database
        self._wallet = wallet
        self._tickets = tickets
        self._personal = personal
        self._clock = clock

    def offers(self) -> bool:
        """Whether the wallet's phones can be changed at all."""
        return self._wallet.offers(Capability.PHONE_CHANGE)

    def check(self, conversation_id: str, reference: str) -> str:
        """The customer's own registered phone, masked, when the one behind `reference` is another.

        Raises AssuranceTooLow, NotFound (the reference is over), Conflict (`phone_unchanged`).
        """
        with self._database.read() as unit:
            _, account_id = check_assurance(
                unit, conversation_id, Assurance.STEPPED_UP, self._clock(), purpose=Purpose.PHONE
            )
            new = self._personal.resolve(unit, conversation_id, reference)
        registered = self._wallet.get_account(account_id).phone
        if new == registered:
            raise Conflict("phone_unchanged")
        return mask_phone(registered)

    def register(
        self,
        conversation_id: str,
        reference: str,
        proven_by: CodeChannel,
        subject: str,
        *,
        key: str,
    ) -> Ticket:
        """Take the wish down for people, with what has been proven; the new number as a reference.

        Raises what `check` does.
        """
        registered = self.check(conversation_id, reference)
        facts = {"new_phone": reference, "registered_phone": registered, "proven_by": proven_by}
        with self._database.begin() as unit:
            return self._tickets.open(
                unit,
                TicketKind.ACCOUNT,
                conversation_id,
                subject,
                facts,
                key=key,
                priority=Priority.HIGH,
            )
