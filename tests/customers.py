"""A customer in a test: one conversation with everything they can do to it,
through the services.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

import pytest

from kefu.bootstrap import Kefu
from kefu.core.conversation import Assurance, Conversation, Event, EventType
from kefu.core.errors import KefuError, LimitReached
from kefu.core.privacy import REFERENCE
from kefu.core.verification import CodeChannel, Purpose
from kefu.services.assurance import get_conversation
from kefu.services.conversations.acceptance import Accepted
from kefu.services.conversations.entrance import Entered
from kefu.services.secure_inputs import Taken
from kefu.services.units import in_unit, reading
from kefu.services.verification.sending import Sent

GREETING = {"text": "您好,请问有什么可以帮您?"}


@dataclass
class Customer:
    """`id` and `token` are of the conversation; `token` follows every rotation."""

    kefu: Kefu
    id: str
    token: str
    _numbers: count[int] = field(default_factory=lambda: count(1))

    @classmethod
    def arrives(
        cls, kefu: Kefu, account_id: str | None = None, network: str | None = None
    ) -> Customer:
        """Open a conversation; an `account_id` is one that the app has proven."""
        conversation, token = in_unit(
            kefu.database,
            kefu.chat.opening.open,
            "web",
            "zh-CN",
            account_id,
            GREETING,
            network=network,
        )
        return cls(kefu, conversation.id, token)

    @classmethod
    def logged_in(cls, kefu: Kefu, phone: str) -> Customer:
        """Open a conversation from the app of the demo customer with this phone."""
        account = kefu.chat.identity.account_of(kefu.chat.identity.issue_for_development(phone))
        return cls.arrives(kefu, account)

    def says(self, text: str) -> Accepted:
        """Send a text under a client_id of its own."""
        return in_unit(
            self.kefu.database,
            self.kefu.chat.acceptance.accept_text,
            self.id,
            f"c{next(self._numbers)}",
            text,
        )

    def names(self, address: str) -> str:
        """Tell a phone or e-mail in the chat; the reference that stands for it."""
        seq = self.says(f"我的账号是 {address}").seq
        (said,) = (event for event in self.events() if event.seq == seq)
        found = REFERENCE.findall(said.data["text"])
        assert len(found) == 1, found
        return str(found[0])

    def asks_for_code(
        self,
        address: str | None = None,
        purpose: Purpose = Purpose.PASSWORD_RESET,
        channel: CodeChannel = CodeChannel.SMS,
    ) -> Sent:
        """Have a code sent to the account of `address`, or to the account that is known already."""
        reference = self.names(address) if address else None
        return in_unit(
            self.kefu.database,
            self.kefu.topics.verification.send_code,
            self.id,
            purpose,
            channel,
            reference=reference,
        )

    def gives(self, sent: Sent, value: str) -> Taken:
        """Type a value into the secure input; the rotated token is used from here on."""
        taken = self.submits(sent.input_id, value)
        self.token = taken.token or self.token
        return taken

    def submits(self, input_id: str, value: str) -> Taken:
        """Give a value to any secure input."""
        return in_unit(
            self.kefu.database,
            self.kefu.chat.secure_inputs.submit,
            self.id,
            input_id,
            value,
            device=self.device,
        )

    def logs_in(self, account_id: str) -> Entered:
        """Be logged in by the app in this conversation; the new token is used from here on."""
        entered = enters(self.kefu, account_id, resume=self.token)
        self.id, self.token = entered.conversation.id, entered.token
        return entered

    @property
    def device(self) -> str | None:
        """The device that the token is of; None where a channel names people without one."""
        found = reading(self.kefu.database, self.kefu.chat.opening.device_of, self.token)
        return found[1] if found else None

    def verifies(self, phone: str, purpose: Purpose = Purpose.PASSWORD_RESET) -> None:
        """Ask for a code, read it on the phone, type it in."""
        account = self.conversation.account_id
        sent = self.asks_for_code(None if account else phone, purpose)
        self.gives(sent, received_code(self.kefu, phone))

    @property
    def conversation(self) -> Conversation:
        """The row as it is now."""
        return reading(self.kefu.database, get_conversation, self.id)

    def level(self) -> Assurance:
        """The assurance in force now."""
        return self.conversation.assurance(self.kefu.clock())

    def events(self) -> list[Event]:
        """The whole log."""
        return reading(self.kefu.database, self.kefu.chat.log.events_after, self.id, 0)

    def signals(self) -> list[str]:
        """What the dialogue was told from outside the chat."""
        return [e.data["payload"] for e in self.events() if e.type is EventType.SIGNAL]


def enters(kefu: Kefu, account_id: str, resume: str | None = None) -> Entered:
    """The app proves an account and opens the chat."""
    return in_unit(
        kefu.database,
        kefu.chat.entrance.enter,
        account_id,
        "web",
        "zh-CN",
        GREETING,
        resume=resume,
    )


def received(kefu: Kefu, address: str) -> list[str]:
    """The codes that arrived at an address, newest first."""
    assert kefu.demo is not None
    kefu.notifications.deliver_due()
    return [text["code"] for text in kefu.demo.received(address)]


def received_code(kefu: Kefu, address: str) -> str:
    """The newest code that arrived at an address."""
    return received(kefu, address)[0]


def wrong(code: str) -> str:
    """Six digits that are not this code."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


def refusal(customer: Customer, sent: Sent, value: str) -> tuple[str, int | None]:
    """The code of the error and the tries left."""
    with pytest.raises(KefuError) as error:
        customer.gives(sent, value)
    return error.value.code, error.value.facts.get("attempts_left")


def wait_of(customer: Customer, address: str | None = None) -> int:
    """The remaining seconds that a refused sending names."""
    with pytest.raises(LimitReached) as error:
        customer.asks_for_code(address)
    assert error.value.code == "code_limit"
    return error.value.retry_after
