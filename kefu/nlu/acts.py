"""The manner of a message beside its matter: what the customer does with these words.

The names and their meanings, which decide borderline cases, and the one function that reads them
off a folded text. Pure. Must not know the dialogue, nor which question stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Self

from kefu.core.consent_words import agrees_to_nothing
from kefu.nlu.act_model import Weights, features, stored_weights
from kefu.nlu.act_spelling import plain
from kefu.nlu.aspects import aspects_of
from kefu.nlu.negation import Negation, negation_in, only_others_do_not
from kefu.nlu.yes_no_words import may_consent


class Act(StrEnum):
    """What one message may do; several at once are common.

    The words alone decide, as if any question might stand. A greeting, small talk or an
    acknowledgement (你好, 在吗, 知道了, 明白了, 收到) does nothing of this: it tells. So does what
    is said under a condition (如果不收费就冻, 要是收费就算了).
    """

    ASKS = "asks"
    """Wants to know something (冻结吗, 要钱吗, 多久, 怎么弄, 为什么, 你先告诉我后果, 我想知道…). A
    request in a question's form (能帮我冻结吗, 麻烦转人工可以吗) asks nothing, and neither does
    好吗 behind a request, nor a denial in a question's form (我什么时候说要冻结了, 谁要退款了). A
    rhetorical 不 asks (不冻结怎么办, 难道不退款吗, 可以不冻吗)."""
    REQUESTS = "requests"
    """Wants something done (帮我冻结, 我要退款, 我想解冻, 查一下余额, 快点处理, 重新发一个,
    能不能帮我查一下), or names a matter and nothing else (退款, 转人工, 余额). It stands beside the
    question that follows it (我想退款怎么弄, 帮我看看到哪了). 请问, 麻烦问一下 and 告诉我 before a
    question request nothing, and neither does a wish that something be left alone (refuses)."""
    AGREES = "agrees"
    """Yes to what was proposed (好, 可以, 对, 有, 没问题, 行吧, 那就冻, 冻结吧, 提交吧, 继续,
    那就这样吧). 好 before a request does both (好的帮我冻结); 帮我冻结吧 alone requests. Never
    beside asking, refusing, stopping or waiting: a yes with a reservation is none (可以是可以但是
    要多久, 好的我再想想, 明天再冻, 好的知道了)."""
    REFUSES = "refuses"
    """No to what was proposed or might be done (不用, 不要, 没有, 不对, 不是, 先不, 我不要冻结,
    别提交, 能不能别冻, 我没同意, 没有了, 都不是). 不是 or 没有 that denies a fact refuses nothing
    (没有忘记密码, 不是我转的, 不是要解冻)."""
    STOPS = "stops"
    """Wants what is under way ended (取消, 算了, 不弄了, 不查了, 不想弄了, 退出). 不…了 with a
    matter's name stops, refuses and negates (不退款了, 不冻了); 不用…了 does not stop."""
    WAITS = "waits"
    """Asks for time or puts it off (等一下, 稍等, 我找找, 先看看再说, 想想, 明天再冻, 先告诉我
    多久再说). That one has waited long is no such thing (等半天了)."""
    NO_SUCCESS = "no_success"
    """It did not come or did not work, in the dialogue or before it (还是没有, 还没到, 没收到,
    试了不行, 不行, 没用, 没解决, 充值没到账, 付款失败, 登不上去), also within a question
    (收不到怎么办, 怎么还没到, 为什么登不上)."""
    CORRECTS = "corrects"
    """Takes back what was said or understood and says it right (说错了是139…, 不对, 是昨天, 打错了,
    不是解冻是冻结, 我说的是另一笔). 不对 alone refuses."""
    CHOOSES = "chooses"
    """Points at one of several, or leaves it open (第二个, 2, 短信吧, 邮箱, 36.5那笔, 最近那笔,
    第二笔不是我的, 都行, 随便). A longer number, an amount, a time or a name alone tells."""
    TELLS = "tells"
    """States facts: what happened, a number, a name. Beside another act it is neither demanded
    nor wrong."""
    THANKS = "thanks"
    """Thanks or praises (谢谢, 辛苦了, 你真好)."""
    NEGATES = "negates"
    """Says of a matter, and names it, be it by its verb alone, that it is not so or not wanted
    (没有忘记密码, 不用退款了, 不是被盗, 别给我转人工, 先别冻); refuses as well where something is
    not to be done. That something failed, has not come or was not one's own doing is no such thing
    (没收到验证码, 付款没成功, 不能登录, 不是我转的), nor is a question (为什么不给退款) or a
    negation of a negation (我不是不要冻结)."""


class Aspect(StrEnum):
    """What a question is about."""

    PROCEDURE = "procedure"
    """How, where, by whom it is done."""
    NEED = "need"
    """What must be brought or fulfilled (要身份证吗, 需要什么材料)."""
    CONSEQUENCE = "consequence"
    """What it leads to (冻结了还能收钱吗, 会影响信用吗)."""
    COST = "cost"
    """What it costs."""
    TIME = "time"
    """How long, until when, how often."""
    REASON = "reason"
    """Why."""
    STATUS = "status"
    """Whether it has been done, how it stands, who it was."""
    POSSIBILITY = "possibility"
    """Whether it can be done at all (能追回来吗, 可以不冻吗)."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a message is said."""

    acts: frozenset[Act] = frozenset()
    negated: tuple[str, ...] = ()
    """Intents of matters that are said not to be so or not to be wanted."""
    aspects: frozenset[Aspect] = frozenset()
    """What is asked about, where something is asked."""

    def as_json(self) -> dict[str, list[str]]:
        """As it travels with a message."""
        return {
            "acts": sorted(self.acts),
            "negated": list(self.negated),
            "aspects": sorted(self.aspects),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Read what `as_json` wrote."""
        return cls(
            frozenset(map(Act, data["acts"])),
            tuple(data["negated"]),
            frozenset(map(Aspect, data["aspects"])),
        )


# What buttons and trusted events do; they pass no component.
OF_PAYLOADS: Final[dict[str, Manner]] = {
    "affirm": Manner(frozenset({Act.AGREES})),
    "deny": Manner(frozenset({Act.REFUSES})),
    "cancel": Manner(frozenset({Act.STOPS})),
    "thanks": Manner(frozenset({Act.THANKS})),
    "verification_code_not_received": Manner(frozenset({Act.NO_SUCCESS})),
    "inform": Manner(frozenset({Act.CHOOSES})),
}

# Those that are learnt; thanks and negations are read by rules, and facts are what remains.
LEARNT: Final = (
    Act.ASKS,
    Act.REQUESTS,
    Act.AGREES,
    Act.REFUSES,
    Act.STOPS,
    Act.WAITS,
    Act.NO_SUCCESS,
    Act.CORRECTS,
    Act.CHOOSES,
)
# Consent decides about money: it must be likelier than what may be missed without harm.
_SURE: Final = 0.5
# A yes beside one of these is none, however unlikely they are by themselves.
_RESERVATIONS: Final = frozenset({Act.ASKS, Act.REFUSES, Act.STOPS, Act.WAITS})
_DOUBTFUL: Final = -0.5


def manner_of(folded: str, weights: Weights | None = None) -> Manner:
    """How a folded text is said (`kefu.nlu.normalise.fold`), by the project's weights or others."""
    wording = plain(folded)
    negation = negation_in(wording.text)
    acts = _learnt_acts(wording.text, negation, weights or stored_weights())
    if Act.AGREES in acts and agrees_to_nothing(folded):
        acts.remove(Act.AGREES)
    if negation.unwanted:
        acts.add(Act.REFUSES)
    if negation.unwanted or negation.not_so:
        acts.add(Act.NEGATES)
    if wording.thanks:
        acts.add(Act.THANKS)
    return Manner(
        frozenset(acts or {Act.TELLS}),
        negation.unwanted + negation.not_so,
        frozenset(map(Aspect, aspects_of(wording.text))) if Act.ASKS in acts else frozenset(),
    )


def _learnt_acts(text: str, negation: Negation, weights: Weights) -> set[Act]:
    if not text:
        return set()
    found = weights.scores(features(text, negation))
    acts = {act for act in LEARNT if found[act] > 0}
    reserved = negation.unwanted or any(found[act] > _DOUBTFUL for act in _RESERVATIONS)
    if found[Act.AGREES] <= _SURE or reserved or not may_consent(text):
        acts.discard(Act.AGREES)
    if Act.REFUSES in acts and only_others_do_not(text):
        acts.discard(Act.REFUSES)
    return acts
