"""忘记密码 and 修改密码: prove who you are, then choose a new password in a secure input."""

from __future__ import annotations

from actions import _verification
from actions._action import KefuAction
from actions._journey import Journey
from actions._journeys import PASSWORD
from actions._kefu import call, kefu
from actions._turn import Event, Turn
from actions._words import names_login_password, names_payment_password
from kefu.core.clock import spoken_time
from kefu.core.verification import InputKind, InputStatus, Purpose


class PasswordJourney(Journey):
    """Resets the login password and thereby ends every session."""

    form = PASSWORD

    async def answer_instead(self, turn: Turn) -> bool:
        """The payment password is changed in the app alone: said plainly, with what can be done here."""
        if not names_payment_password(turn.text):
            return False
        if names_login_password(turn.text):
            turn.say("utter_password_payment_hint")
            return False
        turn.say("utter_password_payment")
        return True

    async def begin(self, turn: Turn) -> None:
        """Say what is going to happen; take an account that was named at once."""
        turn.set(password_input=None, password_set=None)
        changes = turn.intent == "change_password"
        turn.say("utter_password_change_start" if changes else "utter_password_reset_start")
        await _verification.hear(turn)

    async def hear(self, turn: Turn) -> bool:
        """Only the verification has words; the password never comes through the chat."""
        return await _verification.hear(turn)

    async def next_step(self, turn: Turn) -> str | None:
        """Verification first; then the password, which is there when the wallet took it."""
        if await _was_set(turn):
            turn.set(password_set=True)
            return None
        return await _verification.next_step(turn, Purpose.PASSWORD_RESET) or "password_set"

    async def finish(self, turn: Turn) -> list[Event] | None:
        """Tell that it is done and what to do next."""
        now = kefu().clock()
        turn.say("utter_password_reset_done", {"at": spoken_time(now, now)})
        turn.say("utter_service_anything_else")
        return None


async def _was_set(turn: Turn) -> bool:
    input_id = turn.slot("password_input")
    if input_id is None:
        return False
    given = await call(kefu().secure_inputs.get, turn.conversation_id, input_id)
    return given.kind is InputKind.NEW_PASSWORD and given.status is InputStatus.ACCEPTED


class AskPasswordSet(KefuAction):
    """Shows the input for the new password."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_ask_password_set"

    async def act(self, turn: Turn) -> list[Event]:
        """The same input while it is open, however often it is asked for."""
        secure_input = await call(kefu().password.ask_new, turn.conversation_id)
        again = turn.slot("password_input") == secure_input.id
        turn.set(password_input=secure_input.id)
        turn.say(
            "utter_password_waiting" if again else "utter_password_ask_new",
            {"hint": secure_input.hint},
            secure_input=secure_input.id,
        )
        return []
