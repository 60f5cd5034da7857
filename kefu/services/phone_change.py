"""Another phone for an account: the wish is taken down, and people carry it out."""

from __future__ import annotations

from kefu.core.account import AccountStatus
from kefu.core.capability import Capability
from kefu.core.clock import Clock
from kefu.core.conversation import Assurance
from kefu.core.errors import AssuranceTooLow, Conflict, NotFound
from kefu.core.handoff import Priority
from kefu.core.numbers_of_people import MOBILE
from kefu.core.privacy import mask_phone
from kefu.core.ticket import Ticket, TicketKind
from kefu.core.verification import CodeChannel, Purpose
from kefu.services.assurance import check_assurance
from kefu.services.personal_data import PersonalDataService
from kefu.services.ports import Database, UnitOfWork
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

        Raises AssuranceTooLow, NotFound (the reference is over), Conflict (`phone_unchanged`,
        `account_frozen`, `account_restricted`).
        """
        with self._database.read() as unit:
            _, account_id = check_assurance(
                unit, conversation_id, Assurance.STEPPED_UP, self._clock(), purpose=Purpose.PHONE
            )
            new = self._personal.resolve(unit, conversation_id, reference)
        account = self._wallet.get_account(account_id)
        if account.status is AccountStatus.FROZEN:
            raise Conflict("account_frozen")
        if account.restriction is not None:
            raise Conflict("account_restricted")
        if MOBILE.fullmatch(new) is None:  # the reference of something else
            raise NotFound("reference_expired")
        if new == account.phone:
            raise Conflict("phone_unchanged")
        return mask_phone(account.phone)

    def register(
        self,
        conversation_id: str,
        reference: str,
        subject: str,
        *,
        key: str,
    ) -> Ticket:
        """Take the wish down for people, with what has been proven and by which way; the new number
        as a reference.

        Raises what `check` does.
        """
        registered = self.check(conversation_id, reference)
        facts = {"new_phone": reference, "registered_phone": registered}
        with self._database.begin() as unit:
            facts["proven_by"] = _way_of_proof(unit, conversation_id)
            return self._tickets.open(
                unit,
                TicketKind.ACCOUNT,
                conversation_id,
                subject,
                facts,
                key=key,
                priority=Priority.HIGH,
            )


def _way_of_proof(unit: UnitOfWork, conversation_id: str) -> CodeChannel:
    """Where the code arrived that was given for this, last: whose mailbox it is says less than
    whose phone.
    """
    given = [
        code
        for code in unit.codes.of(conversation_id)
        if code.verified and code.purpose is Purpose.PHONE
    ]
    if not given:
        raise AssuranceTooLow()
    return given[-1].channel
