"""Asking for the way of a code and for the code itself.

Sends a code once for each purpose, account and way.
"""

from __future__ import annotations

from actions._asking import Ask
from actions._kefu import deliver_soon, read, topics, write
from actions._steps import declared
from actions._turn import Turn
from actions._verification import after_words, other_way, ways_of
from kefu.core.errors import LimitReached
from kefu.core.verification import CodeChannel, Purpose, SecureInput
from kefu.words.spoken import spoken_wait
from kefu.words.terms import term

# After the first code and two more, another one is unlikely to arrive.
MANY_SENDS = 3
# Names the other way, where there is one.
_OTHERWISE = "utter_verification_waiting_otherwise"
# Whoever has to wait longer is not only asking too soon.
SHORT_WAIT = 60


class AskVerificationAccount(Ask):
    """Asks for the account."""

    slot = "verification_account"
    first = ("utter_ask_verification_account",)

    def ask(self, turn: Turn) -> None:
        """By phone or e-mail."""
        turn.say("utter_ask_verification_account")


class AskVerificationChannel(Ask):
    """Offers the ways to get a code, masked."""

    slot = "verification_channel"
    first = ("utter_verification_choose_channel",)

    def ask(self, turn: Turn) -> None:
        """Name both ways; unknown customers see only what they typed themselves."""
        self.ask_again(turn, "utter_verification_choose_channel")

    def ask_again(self, turn: Turn, response: str) -> None:
        """The same ways in other words."""
        ways = ways_of(turn)
        turn.say(
            response,
            {
                "sms": ways[CodeChannel.SMS],
                "email": ways[CodeChannel.EMAIL],
                **{f"to_{way}": after_words(named) for way, named in ways.items()},
            },
        )


class AskVerificationPassed(Ask):
    """Sends the code and shows its input; asked again, shows the same input and sends nothing."""

    slot = "verification_passed"
    first = ("utter_verification_waiting",)

    def ask_again(self, turn: Turn, response: str) -> None:
        """In other words, when there is an input to remind of."""
        self._ask(turn, response)

    def ask(self, turn: Turn) -> None:
        """Send, remind, or say that the code has ended;
        a further code only when the customer wants it.
        """
        self._ask(turn, "utter_verification_waiting")

    def _ask(self, turn: Turn, reminder: str) -> None:
        journey = declared(turn.slot("journey_form"))
        assert journey is not None
        purpose = journey.purpose(turn)
        assert purpose is not None
        channel = CodeChannel(turn.slot("verification_channel"))
        wanted = f"{purpose}/{channel}/{turn.slot('verification_account') or ''}"
        sent = turn.slot("verification_sent")
        pending = read(topics().verification.pending, turn.conversation_id)
        open_input = pending if pending and _is_for(turn, pending, purpose, channel) else None
        if turn.slot("verification_resend"):
            turn.set(verification_resend=None)
            _send(turn, purpose, channel, wanted, open_input)
        elif open_input is not None and sent in (None, wanted):
            turn.set(verification_sent=wanted)
            _show(turn, reminder, open_input, channel)
        elif sent == wanted:
            turn.say("utter_verification_ended", {"other": other_way(channel)})
        else:
            _send(turn, purpose, channel, wanted, open_input)


def _is_for(turn: Turn, pending: SecureInput, purpose: Purpose, channel: CodeChannel) -> bool:
    destination = (ways_of(turn))[channel]
    return pending.purpose is purpose and destination in pending.hint


def _send(
    turn: Turn, purpose: Purpose, channel: CodeChannel, wanted: str, open_input: SecureInput | None
) -> None:
    sends = int(turn.slot("verification_sends") or 0)
    try:
        sent = write(
            topics().verification.send_code,
            turn.conversation_id,
            purpose,
            channel,
            reference=turn.slot("verification_account"),
        )
    except LimitReached as limit:
        response = "utter_verification_paused"
        if limit.retry_after <= SHORT_WAIT:
            response = "utter_verification_wait" if open_input else _waiting_without(turn)
        turn.say(
            response,
            {"wait": spoken_wait(limit.retry_after), "other": other_way(channel)},
            secure_input=open_input.id if open_input else None,
        )
        return
    deliver_soon()
    again = turn.slot("verification_sent") == wanted
    turn.set(verification_sent=wanted, verification_sends=sends + 1)
    if sends + 1 >= MANY_SENDS:
        response = "utter_verification_many"
    elif again:
        response = f"utter_verification_resent_{channel}"
    else:
        known = read(topics().verification.is_identified, turn.conversation_id)
        response = "utter_verification_sent_known" if known else "utter_verification_sent"
    turn.say(
        response,
        {"destination": after_words(sent.destination), "other": other_way(channel)},
        secure_input=sent.input_id,
    )


def _waiting_without(turn: Turn) -> str:
    """The response where no code can be given here yet: one was sent elsewhere just now."""
    again = turn.said_before("utter_verification_wait_here")
    return "utter_verification_wait_here_again" if again else "utter_verification_wait_here"


def _show(turn: Turn, response: str, secure_input: SecureInput, channel: CodeChannel) -> None:
    if response == _OTHERWISE and len(ways_of(turn)) == 1:
        response = "utter_verification_waiting_only"
    turn.say(
        response,
        {"hint": secure_input.hint, "way": term(channel), "other": other_way(channel)},
        secure_input=secure_input.id,
    )
