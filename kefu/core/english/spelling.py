"""One plain spelling of English: lower case, no contractions, no manners, common slips mended.

It must not know what is looked for in it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SLIPS: Final = {
    **dict.fromkeys(("dont", "dnt"), "do not"),
    **dict.fromkeys(("didnt", "dident", "dint"), "did not"),
    **dict.fromkeys(("doesnt", "dosent", "dosnt"), "does not"),
    **dict.fromkeys(("cant", "cannot", "couldnt", "cnt"), "can not"),
    "wont": "will not",
    "isnt": "is not",
    "arent": "are not",
    "wasnt": "was not",
    "havent": "have not",
    "hasnt": "has not",
    "wouldnt": "would not",
    "shouldnt": "should not",
    "im": "i am",
    "ive": "i have",
    "id'": "i would",
    "u": "you",
    "ur": "your",
    "r": "are",
    "wanna": "want to",
    "gonna": "going to",
    "gotta": "have to",
    "gimme": "give me",
    "lemme": "let me",
    **dict.fromkeys(("acc", "acct", "accout", "acount", "accont", "wallet"), "account"),
    **dict.fromkeys(
        ("pw", "pwd", "passwd", "passcode", "pasword", "passwort", "pass-word"), "password"
    ),
    **dict.fromkeys(("forget", "forgotten", "forgoten", "forgat", "forgott"), "forgot"),
    **dict.fromkeys(("stollen", "steeled", "stoled", "stealed"), "stolen"),
    **dict.fromkeys(
        ("recieve", "recive", "receved", "recieved", "recived", "received", "receiving"), "receive"
    ),
    **dict.fromkeys(("freez", "freze", "freezing", "freezed", "friz"), "freeze"),
    **dict.fromkeys(("refound", "refunds", "refounds", "reimbursement", "reimburse"), "refund"),
    **dict.fromkeys(("transfered", "transfert", "transferd"), "transferred"),
    **dict.fromkeys(("faild", "fails", "failing", "unsuccessful"), "failed"),
    **dict.fromkeys(
        ("topup", "top-up", "topped", "recharge", "recharged", "deposited", "deposit"), "top up"
    ),
    "unfreez": "unfreeze",
    "transaktion": "transaction",
    "verfication": "verification",
    "cancle": "cancel",
    "thx": "thanks",
    "tnx": "thanks",
    "ty": "thanks",
    "yea": "yes",
    "yeh": "yes",
    "yeap": "yes",
    "ya": "yes",
    "yeah": "yes",
    "yep": "yes",
    "yup": "yes",
    "nope": "no",
    "nah": "no",
    "k": "ok",
    "okay": "ok",
    "okey": "ok",
    "log-in": "login",
    "signin": "login",
    "sing": "sign",
    "adress": "address",
    "nr": "number",
    "tel": "phone",
    "mobile": "phone",
    "cellphone": "phone",
    "cell": "phone",
    "e-mail": "email",
    "mail": "email",
    "moneys": "money",
    "cash": "money",
    "autorized": "authorized",
    "authorised": "authorized",
}
_PARTS: Final = (
    (re.compile(r"\bcan't\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'m\b"), " am"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'d\b"), " would"),
    (re.compile(r"\blet's\b"), "let us"),
    (re.compile(r"\b(it|that|what|who|where|how|there|he|she|when)'s\b"), r"\1 is"),
    (re.compile(r"\b(it|that|what|who|where)s\b"), r"\1 is"),
    (re.compile(r"\bpass word\b"), "password"),
    (re.compile(r"\bnot yet\b"), "not_yet"),
)
# Said for manners, and nothing more.
_MANNERS: Final = re.compile(
    r"\b(?:please|pls|plz|plse|kindly|sorry|excuse me|dear (?:sir|madam|team|support"
    r"|customer service|all)(?: or madam)?"
    r"|sir|madam|mate|bro|guys|um+|uh+|hmm+|well|just|actually|really|urgently|asap"
    r"|immediately|right now|as soon as possible"
    r"|thank you(?: (?:so|very) much)?(?: in advance)?|thanks(?: a lot"
    r"| so much)?(?: in advance)?)\b"
)
_GREETING: Final = re.compile(
    r"^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day))(?: there)?\b[ ,.!]*)+(?=\S)"
)
_BLANKS: Final = re.compile(r"\s+")
_TOKEN: Final = re.compile(r"[a-z][a-z'-]*")


def plain(text: str) -> str:
    """The text as the tables read it."""
    said = unicodedata.normalize("NFKC", text).lower().replace("\u2019", "'").replace("`", "'")
    for pattern, spelt in _PARTS:
        said = pattern.sub(spelt, said)
    said = _TOKEN.sub(lambda token: _SLIPS.get(token[0], token[0]), said)
    return _trimmed(said)


def without_manners(said: str) -> str:
    """A plain text without please and its like, and without a greeting before something else."""
    bare = _MANNERS.sub(" ", _GREETING.sub("", said))
    return _trimmed(re.sub(r"(?:\s*,)+", ",", bare))


def _trimmed(said: str) -> str:
    return _BLANKS.sub(" ", said).replace(" ,", ",").replace(" ?", "?").strip(" .!,;:-~")
