"""Danger, theft and loss as they are told in English, and what only resembles them."""

from __future__ import annotations

import re
from typing import Final

_MY: Final = r"(?:my |the |this |that |an? |your |our )?"
# Somebody in danger: before everything, whatever else is said.
DANGER: Final = re.compile(
    r"\b(?:kill (?:myself|me)|suicid\w+|end (?:my life|it all)|want(?:ed)? to die"
    r"|(?:do not|not) want to live|take my (?:own )?life"
    r"|no reason to live|jump off|hurt myself|better off dead|life is over)\b"
)

# Somebody else had the account, its money or its codes.
_THIEF: Final = (
    r"(?:someone|somebody|some ?one|a thief|thieves|a hacker|hackers?|a stranger"
    r"|strangers?|an unknown person|another person|a scammer|scammers|they|he|she|people"
    r"|somebody else|someone else)"
)
THEFT: Final = re.compile(
    rf"\b(?:account|money|fund|funds|balance|everything|all|savings|it|i"
    rf"|we) (?:\w+ )?(?:was|were|is|are|got|has been|have been|been|had been"
    rf"|get) (?:\w+ )?(?:stolen|hacked|robbed|compromised|drained|emptied|hijacked"
    rf"|taken over)\b"
    rf"|\b(?:stole|steals?|stolen|took|taken|taking|drained|emptied|cleaned out|spent"
    rf"|spending|transferred|withdrew"
    rf"|moved) (?:away )?(?:all )?(?:of )?{_MY}(?:\w+ )?(?:money|funds|balance|account"
    rf"|savings|yuan|rmb)\b"
    rf"|\b{_THIEF} (?:else )?(?:\w+ )?(?:used|uses|using|is using|logged in\w*"
    rf"|log in\w*|login|accessed|entered|hacked|broke|got into|is in|bought|paid|spent"
    rf"|stole|steals?|stealing|take|took|transferred|withdrew|change|changed)\b(?! us)"
    rf"|\b(?:unauthorized|fraudulent|unknown|strange|suspicious|unrecognized"
    rf"|weird) (?:\w+ )?(?:payment|payments|transaction|transactions|charge|charges"
    rf"|transfer|transfers|withdrawal|purchase|purchases|login|logins|activity|device"
    rf"|deduction)s?\b"
    rf"|\b(?:payment|transaction|charge|transfer|purchase"
    rf"|withdrawal)s? (?:\w+ ){{0,4}}(?:(?:i|we) (?:did|have|do|had) (?:not|never)"
    rf"|(?:is|was|were|are) not (?:mine|me|by me|from me|made by me))\b"
    rf"|\bi (?:did|have|had) (?:not|never) (?:make|made|do|done|authorize|authorized"
    rf"|approve|approved|send|sent|pay|paid|transfer|transferred"
    rf"|spend)\b(?: (?:for )?(?:this|that|these|those|it|any|anything)\b)"
    rf"|\bmoney (?:is |was |has |have |had )?(?:\w+ )?(?:gone|missing|disappeared"
    rf"|vanished|lost)\b|\b(?:lost|missing) (?:all )?(?:of )?{_MY}(?:money|funds"
    rf"|balance)\b|\bbalance (?:is |was )?(?:gone|empty|zero|missing|disappeared)\b"
    rf"|\b(?:hacked|hackers?|identity theft)\b|\bstolen (?:account|money|funds)\b"
    rf"|\baccount (?:theft|takeover)\b"
)
SCAMMED: Final = re.compile(
    r"\b(?:i|we) (?:\w+ ){0,3}(?:scammed|tricked|cheated|defrauded|swindled|deceived"
    r"|fooled|phished)\b"
    r"|\b(?:scammed|tricked|cheated|defrauded|swindled|fooled) me\b"
    r"|\bvictim of (?:an? )?(?:\w+ )?(?:scam|fraud)\b"
    r"|\b(?:sent|transferred|paid|gave) (?:\w+ ){0,4}(?:to )?(?:a |the )?(?:scammer"
    r"|fraudster|swindler|fake)\w*|\bfell for (?:an? )?(?:\w+ )?scam\b"
    r"|\b(?:gave|told|shared|sent) (?:\w+ ){0,4}(?:code|password|otp)\b.*\b(?:someone"
    r"|somebody|stranger|caller|them|him|her|scammer)\b"
)
LOST_DEVICE: Final = re.compile(
    rf"\b(?:lost|left|misplaced|can not find|forgot|dropped) {_MY}(?:phone|handset"
    rf"|iphone|sim|sim card)\b(?! number)(?!.*\bpassword\b)"
    rf"|\b(?:phone|iphone|sim(?: card)?|bag) (?:\w+ )?(?:was|is|got|has been"
    rf"|were) (?:\w+ )?(?:stolen|lost|robbed|gone|missing)\b"
    rf"|\b(?:stole|steals?|stolen|took|takes|robbed|snatched) {_MY}(?:phone|iphone|sim|bag)\b"
)
UNASKED_CODE: Final = re.compile(
    r"\b(?:receive|get|got|getting)\b.*\bcodes?\b.*\b(?:did not|never"
    r"|not) (?:\w+ )?(?:request|ask|order|want|do)\w*|\bcodes? (?:that )?i (?:did not"
    r"|never) (?:request|ask)\w*"
    r"|\bunexpected (?:\w+ )?code\b|\bsomeone (?:is )?(?:ask\w+"
    r"|want\w+) (?:\w+ )?(?:for )?(?:my )?code\b"
)
# What makes none of one's own theft, now, of it.
SUPPOSED: Final = re.compile(
    r"\b(?:what|how) (?:\w+ ){0,4}if\b|\bin case\b|\bsuppose\b|\bhow (?:do|can|to"
    r"|should)\b.*\b(?:protect|prevent|avoid|safe|secure)\b"
    r"|\bis (?:it|my account|my money|this) (?:\w+ )?(?:safe|secure)\b|\b(?:afraid"
    r"|worried|worry|scared|fear)\b.*\b(?:might|may|could|will|being|get|of)\b"
    r"|\bcan (?:\w+ ){1,3}be (?:hacked|stolen)\b|\b(?:keep|stop|protect|prevent)\b.*\bfrom (?:being|getting)\b"
    r"|\bif (?:my|someone|somebody|the)\b"
)
_OTHER: Final = (
    r"(friend|wife|husband|mother|father|mom|mum|dad|son|daughter|colleague"
    r"|girlfriend|boyfriend|brother|sister|roommate|flatmate|housemate|parents|neighbou?r"
    r"|co-?worker|workmate|boss|manager|classmate|cousin|uncle|aunt|grandmother|grandma"
    r"|grandfather|grandpa|landlord)"
)
OF_OTHERS: Final = re.compile(
    rf"\b{_OTHER}(?:'s| at \w+| of mine)? ?(?:'s|is|was|were|has|had|got|lost"
    rf"|(?<='s )(?:\w+ )?(?:wallet|account|money|phone|card))\b"
    rf"|\b(?:hacked|robbed|scammed) (?:my |our |a |the ){_OTHER}\b"
)
# My husband has taken my money: they did it, and to the speaker.
DONE_BY_THEM: Final = re.compile(
    rf"\b{_OTHER}(?: has| have| had)? (?:\w+ )?(?:stole|stolen|took|taken|used|using|spent|transferred|moved|withdrew"
    r"|drained|emptied|hacked|accessed|opened|changed) (?:away )?(?:all )?(?:of )?(?:my|our|me|from me)\b"
)
OWN_TOO: Final = re.compile(
    r"\b(?:my|our) (?:own )?(?:(?:bank|kdou|k) )?(?:money|account|wallet|balance|funds|savings|card)s? (?:\w+ ){0,3}?"
    r"(?:gone|missing|stolen|hacked|drained|emptied|empty|taken|too|as well)\b|(?<!of )\bmine (?:\w+ ){0,2}?(?:gone|hacked|stolen|too)\b"
    r"|\b(?:me too|us too|so was (?:mine|i))\b"
)
NOT_STOLEN: Final = re.compile(
    r"\b(?:not|never|nobody|no one"
    r"|nothing) (?:\w+ )?(?:been |was |has been |is )?(?:stolen|hacked|scammed|stole"
    r"|robbed|theft|missing|gone)\b|\bno (?:theft|fraud)\b|\bfalse alarm\b"
    r"|\bit was me\b|\bi found (?:it|my phone|the money)\b"
)
ELSEWHERE: Final = re.compile(
    r"\b(?:facebook|instagram|whatsapp|gmail|google|telegram|wechat|steam|apple id"
    r"|icloud|twitter|netflix|paypal|tiktok)\b"
)
