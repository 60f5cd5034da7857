"""The steps in which a customer proves who they are, shared by all journeys that need a code.

Decides what to ask and hears the answers. Whether somebody
is proven is only ever asked of the service.
"""

from __future__ import annotations

import re

from actions._helps import OF_VERIFICATION, shown
from actions._kefu import chat, read, topics
from actions._steps import form_of
from actions._turn import Turn
from kefu.core.consent_words import passes_on
from kefu.core.digit_words import runs_of_digits
from kefu.core.errors import AssuranceTooLow, NotFound
from kefu.core.other_way_words import OtherWay, other_way_in
from kefu.core.privacy import REFERENCE
from kefu.core.retyping_words import retypes_number
from kefu.core.verification import CodeChannel, Purpose
from kefu.nlu.acts import Act, Aspect
from kefu.nlu.lexicon import LEXICON
from kefu.words.terms import term

# A number in such a sentence, or in one that begins a journey, is the account's; in others it may
# be a new phone, a caller, a place to ring back.
_NAMES_ACCOUNT = frozenset(
    {
        *("inform", "affirm", "deny", "greeting", "thanks", "out_of_scope", "insult"),
        *("login_problem", "verification_code_not_received", "ticket_status", "two_factor"),
        *("balance_query", "transaction_history", "limit_query"),
    }
)
_NAMES_ANOTHER = frozenset({"phishing_report", "callback_request", "change_phone"})
_NAMED_BY = {"names_email": CodeChannel.EMAIL, "names_sms": CodeChannel.SMS}
# 不要短信,发邮箱: the way that is not wanted.
_UNWANTED_WAY = re.compile(
    "(?:(?<!要)不[要用想发收走换改选是]|别[发用换改选]?|没有?)[^,.!? ]{0,3}?(?:短信|手机|邮箱|邮件)"
    "|(?:短信|手机|邮箱|邮件)(?:我|都|也|就|先){0,8}(?:不[要用想发收走换改选](?!了?[吗么?])|别[发用换改选])"
)
_REFUSED_WAY = re.compile(
    r"(?:(?<!要)不[要想用发换改选]|别[发用换改选])[^,.!? ]{0,3}?(?:短信|手机|邮箱|邮件)"
    "|没有?(?:绑定?|登记过?|用)?(?:邮箱|邮件)"
    "|(?:短信|手机|邮箱|邮件)(?:我|都|也|就|先){0,8}(?:不[要用想发换改选]|别[发用换改选])"
)
# 短信？ asks whether that is meant.
_WAY_ASKED = re.compile("(?:你?说?的?是)?(?:短信|手机|邮箱|邮件)(?:吗|么|嘛|[? ]){1,8}")
# 能发邮件不, 换短信可以吗: a question of form, a wish in kind.
_WISHED_WAY = re.compile(
    "(?!.*不[了到上出进开住])(?:那|我|想|请问?|问下|麻烦|你们?|帮我|给我|是否|是不是|还|就|直接|也|要|如果|不如"
    "|不好意思|这个|验证码|嗯++|哦|好的?吧?|行吧?|对|选择?|谢谢|请|先|还是|[ ,]){0,8}"
    "(?:能不能|可不可以|能否|可否|能|可以|可唔可以|得唔得|要不)?(?:帮我|给我|直接|也|再|就){0,8}"
    "(?:改[成为用到]?|换[成为用到]?|转[成到]?|用|走|发[到去送]?|寄[到去]?|送[到去]?|通过|选){0,8}"
    "(?:我的?|个|一下| ){0,8}"
    "(?:手机号?码?的?短信|短信|短讯|简讯|手机号?码?|电子?邮箱|电子?邮件|邮箱|邮件|email|sms)"
    "(?:里|上|就|好了|谢谢[你您]?|我看看|短信|手机|方式|验证码?|接收|收|发|码|来|给我|畀我|验证|接|那边|那种|的|去|过来){0,8}"
    "(?:可以|可唔可以|可不可以|行不行|得唔得|好不好|能不能|行|得|好|能|成|方便|快一?点?)?"
    "(?:谢谢[你您]?|辛苦了|了|吗|么|嘛|不|吧|呢|啊|呀|行|可以|得|[? ,.]){0,8}"
)
# 短信发到 138, 短信(尾号0002): the button's title, typed as far as one likes.
# 算了 邮箱行不行: what is given up is the way, in favour of the other.
_GIVEN_UP = re.compile("^(?:[唉哎嗯额]|那|还是|[ ,.!]){0,8}算了(?:[吧啦]|[ ,.!]){0,4}(?=.)")
_PART_OF_NUMBER = re.compile(r"(?:发|寄|送)?(?:到|去|给)? *[(]?(?:尾号)?[\d*]{3,11}[)]?$")
_WISH_LENGTH = 24
_CLAUSE = re.compile(r"[,.!?;~ ]+")
_NOT_WANTED_AGAIN = re.compile(
    "没(?:有)?(?:说|让|叫|要|想)[^,.!?]{0,4}(?:重|再)发|(?:别|不要|不用)[^,.!?]{0,3}(?:重|再)发"
)
# 手机在充电 tells of the phone.
_OF_THE_PHONE = re.compile("手机(?:正?在(?!手|身|我)[^收用]|没电|快没|关机|坏|停机|借)")
_LIKE_AN_ADDRESS = re.compile(r"\d{5}|\d{3}\*{4}|@")
# A phone of which a digit is missing is stored so.
_BEGUN = re.compile(r"(?<![\d*])\d{3}\*{4}(?![\d*])")
_PHONE_LENGTH = 11
_FEWEST_DIGITS = 5


def next_step(turn: Turn, purpose: Purpose, *, choose_channel: bool = True) -> str | None:
    """The verification slot to ask for; None when a code for `purpose` was verified.

    Without `choose_channel` the code goes where the customer's own address is,
    so that nothing is asked in a hurry.
    """
    if read(topics().verification.is_stepped_up, turn.conversation_id, purpose):
        turn.set(verification_passed=True)
        return None
    turn.set(verification_passed=None)
    known = read(topics().verification.is_identified, turn.conversation_id)
    account = turn.slot("verification_account")
    if not known and account is None:
        return "verification_account"
    try:
        ways = ways_of(turn)
    except NotFound:  # the reference has expired
        turn.set(verification_account=None)
        return "verification_account"
    if turn.slot("verification_channel") not in ways:
        if choose_channel and len(ways) > 1:
            turn.set(verification_channel=None)
            return "verification_channel"
        turn.set(verification_channel=_preferred(account, ways).value)
    return "verification_passed"


def ways_of(turn: Turn) -> dict[CodeChannel, str]:
    """The ways in which this customer can get a code, and how to name each. Raises NotFound."""
    return read(
        topics().verification.destinations,
        turn.conversation_id,
        turn.slot("verification_account"),
    )


def _preferred(account: str | None, ways: dict[CodeChannel, str]) -> CodeChannel:
    if account and "@" in account and CodeChannel.EMAIL in ways:
        return CodeChannel.EMAIL
    return next(iter(ways))


def hear(turn: Turn) -> bool:
    """Take what the message says about the account, the way of the code, or its not arriving."""
    if _retypes(turn) or _account(turn) or _channel(turn):
        return True
    return _not_received(turn) or _refuses_way(turn)


def tries_to_name_account(turn: Turn) -> bool:
    """Whether the message holds what may be a phone or an e-mail address, though an incomplete
    one.
    """
    return _LIKE_AN_ADDRESS.search(turn.folded) is not None or _digits_given(turn) > 0


def _retypes(turn: Turn) -> bool:
    """Ask anew for a number that was wrong: no code shall go to one put together from halves."""
    if turn.asked != "verification_passed" or turn.entity("phone_number", "email") is not None:
        return False
    if read(topics().verification.is_identified, turn.conversation_id):
        return False
    if turn.does(Act.ASKS) or not retypes_number(turn.text):
        return False
    turn.set(verification_account=None, verification_channel=None, verification_sends=None)
    turn.say("utter_verification_account_retype")
    return True


def _account(turn: Turn) -> bool:
    value = turn.entity("phone_number", "email")
    asked = turn.asked == "verification_account"
    if value is None or not REFERENCE.fullmatch(value):
        tells = turn.intent == "inform" and not turn.does(Act.ASKS, Act.WAITS, Act.STOPS)
        if asked and (tells or _LIKE_AN_ADDRESS.search(turn.folded)):
            _say_invalid(turn)
            return True
        return False
    begins = form_of(turn.intent) is not None and turn.intent not in _NAMES_ANOTHER
    may_be_it = begins or turn.intent in _NAMES_ACCOUNT or turn.does(Act.CORRECTS)
    if not may_be_it and (not asked or turn.intent in _NAMES_ANOTHER):
        return False
    if read(topics().verification.is_identified, turn.conversation_id):
        if not any(way in value for way in ways_of(turn).values()):
            turn.say("utter_verification_account_bound")
        return True
    if value != turn.slot("verification_account"):
        turn.set(verification_account=value, verification_channel=None, verification_sends=None)
    return form_of(turn.intent) is None or asked


def _say_invalid(turn: Turn) -> None:
    """With the number of digits, where it is wrong: hidden, they cannot be counted."""
    digits = _digits_given(turn)
    if digits in {0, _PHONE_LENGTH}:
        turn.say("utter_verification_account_invalid")
    else:
        turn.say("utter_verification_account_digits", {"digits": digits})


def _digits_given(turn: Turn) -> int:
    """How many digits the message has for a phone; 0 when it has none, or more than one number."""
    if _BEGUN.search(turn.folded):
        return read(chat().personal.digits_begun, turn.conversation_id)
    if "@" in turn.folded or "*" in turn.folded:
        return 0
    counts = [run.count for run in runs_of_digits(turn.folded)]
    return counts[0] if len(counts) == 1 and counts[0] >= _FEWEST_DIGITS else 0


def _channel(turn: Turn) -> bool:
    if turn.asked not in {"verification_channel", "verification_passed"}:
        return False
    wanted = _channel_named(turn)
    if wanted is None:
        return False
    if turn.slot("verification_channel") == wanted:
        return _is_wish(turn)  # it is the present one: the step is said again
    if wanted not in ways_of(turn):
        turn.say("utter_verification_channel_missing", {"way": term(wanted)})
        return True
    turn.set(verification_channel=wanted.value)
    return True


def names_way(turn: Turn) -> bool:
    """Whether the message names an account, or a way for the code."""
    return turn.entity("phone_number", "email") is not None or _channel_named(turn) is not None


def _channel_named(turn: Turn) -> CodeChannel | None:
    given = turn.entity("verification_channel")
    if given == "other":
        return _other_than(turn.slot("verification_channel"))
    if turn.asked == "verification_passed" and other_way_in(turn.text) is OtherWay.WANTED:
        other = _other_than(turn.slot("verification_channel"))
        return other if other in ways_of(turn) else None
    if given in list(CodeChannel):
        return CodeChannel(given)
    if turn.has("has_no_number"):
        return None
    if turn.asked == "verification_channel":
        if turn.has("first_way"):
            return CodeChannel.SMS
        if turn.has("second_way"):
            return CodeChannel.EMAIL
    return _way_in_words(turn)


def _other_than(channel: str | None) -> CodeChannel:
    return CodeChannel.SMS if channel == CodeChannel.EMAIL else CodeChannel.EMAIL


def _way_in_words(turn: Turn) -> CodeChannel | None:
    """The way that a clause wishes for from its beginning to its end: 短信吧, 能发邮箱吗.

    Whatever else is said of one picks none: 手机没信号, 邮箱登不上, 我看不了短信.
    """
    said = _GIVEN_UP.sub("", turn.folded)
    instead = said != turn.folded and _WISHED_WAY.fullmatch(said) is not None
    if _WAY_ASKED.fullmatch(turn.folded) or (_only_mentions(turn) and not instead):
        return None
    words = _UNWANTED_WAY.sub(",", said if instead else turn.folded)
    words = _PART_OF_NUMBER.sub("", words)
    wishes = [clause for clause in (words, *_CLAUSE.split(words)) if _WISHED_WAY.fullmatch(clause)]
    named = {
        way
        for feature, way in _NAMED_BY.items()
        if any(LEXICON[feature].is_in(wish) for wish in wishes)
    }
    return named.pop() if len(named) == 1 else None


def _is_wish(turn: Turn) -> bool:
    wishes = turn.does(Act.ASKS, Act.REQUESTS, Act.CHOOSES) and len(turn.folded) <= _WISH_LENGTH
    return wishes and _WISHED_WAY.fullmatch(turn.folded) is not None


def _only_mentions(turn: Turn) -> bool:
    """Whether a way is spoken of and none is picked: 发短信安全吗, 等我拿手机, 我妈说选短信."""
    if turn.has("sets_condition") or passes_on(turn.text):
        return True
    if turn.does(Act.REQUESTS):
        return False
    asks = turn.does(Act.ASKS) and not turn.asks_about(Aspect.POSSIBILITY)
    tells = _OF_THE_PHONE.search(turn.folded) is not None and not turn.does(Act.CHOOSES)
    return asks or tells or turn.does(Act.WAITS, Act.STOPS)


def _not_received(turn: Turn) -> bool:
    if turn.asked != "verification_passed":
        return False
    if turn.does(Act.REFUSES, Act.WAITS, Act.STOPS) or turn.negates_any(
        "verification_code_not_received"
    ):
        return False
    if passes_on(turn.text) or _only_supposed(turn):
        return False
    misses = turn.intent == "verification_code_not_received" or turn.has("misses_code")
    only_asks = turn.does(Act.ASKS) and not turn.does(Act.NO_SUCCESS, Act.REQUESTS)
    failed = turn.does(Act.NO_SUCCESS) and shown(turn, OF_VERIFICATION[turn.asked]) is None
    if (misses and not only_asks) or failed:
        turn.set(verification_resend=True)
        return True
    return False


def _only_supposed(turn: Turn) -> bool:
    """Whether that no code comes is only supposed, or that one was wanted denied: 没说要重发."""
    return turn.has("sets_condition") or _NOT_WANTED_AGAIN.search(turn.folded) is not None


def _refuses_way(turn: Turn) -> bool:
    """Whether one way is not wanted, which ends nothing: 不要短信, 不换邮箱."""
    if turn.asked not in {"verification_channel", "verification_passed"}:
        return False
    return _REFUSED_WAY.search(turn.folded) is not None and not turn.does(
        Act.ASKS, Act.WAITS, Act.STOPS, Act.NO_SUCCESS
    )


def say_missing(turn: Turn, error: AssuranceTooLow) -> None:
    """Say that a service wants a proof: one more, when only the time of the first has run out."""
    turn.set(verification_passed=None, verification_sent=None)
    expired = error.key == "assurance_too_low.expired"
    turn.say("utter_verification_expired" if expired else "utter_verification_needed")


def after_words(destination: str) -> str:
    """The destination with a space before it where digits or letters would touch the words."""
    return f" {destination}" if destination.isascii() else destination


def other_way(channel: CodeChannel) -> str:
    """How to name the other way to a customer who uses this one."""
    return term(_other_than(channel))
