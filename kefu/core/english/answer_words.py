"""Short things that a customer says in English beside any matter: yes, no, wait, stop, thanks, and
questions about the step they are at.

A yes is one only as a whole: with anything else beside it nothing is agreed to.
"""

from __future__ import annotations

import re
from typing import Final

# Atomic, the longer words first: "yes i do yes i do …" must not be read in every possible way.
_YES: Final = (
    r"(?>yes i do|yes i am|yes you can|i am sure|yes|sure|of course|certainly|definitely|absolutely|correct|exactly|right"
    r"|alright|all right|fine|go ahead|do it|do that"
    r"|do so|i agree|agreed|i confirm(?: it| that)?|confirmed|(?:that"
    r"|it) is (?:fine|ok|right|correct)|sounds good|let us do (?:it|that)"
    r"|let us go|go for it|proceed|continue|go on|i do"
    r"|you can|you may|please do|i accept|i want (?:it|that)"
    r"|no problem|ok)"
)
# What may be agreed to by its name; the name alone is a request.
_DEEDS: Final = (
    (
        r"(?:freeze|block|lock|suspend) (?:it|this|that|my account|the account"
        r"|account)(?: now| first| then| for me)?",
        "冻结账户",
    ),
    (
        r"(?:submit|send|file|open|create) (?:it|this|that|the (?:ticket|request"
        r"|report)|a ticket)(?: now| then| for me)?",
        "提交",
    ),
    (r"(?:reset|change) (?:it|my password|the password)(?: now| then| for me)?", "重置密码"),
    (r"(?:unlock|unblock) (?:it|my account|the account)(?: now| then)?", "解锁"),
    (
        r"(?:refund|request (?:it|the refund|a refund)|apply for (?:it|the refund"
        r"|a refund))(?: it| now| then| for me)*",
        "申请退款",
    ),
    (r"(?:turn|switch) (?:it )?on(?: now)?", "开启"),
    (r"(?:turn|switch) (?:it )?off(?: now)?|close it", "关闭"),
    (r"(?:look|check)(?: it| them)?(?: up| into it)?(?: now| for me)?", "查一下"),
    (r"(?:transfer me|(?:to )?(?:a )?human|agent)(?: now)?", "转人工"),
)
_NO: Final = (
    r"(?:no|(?:i would )?rather not|better not|not agreed|do not worry|leave me alone"
    r"|do not (?:submit|send|open|create|request|reset|change|unlock|close|delete|remove)(?: it| this| that| (?:the|a) \w+)?|not really|never|do not(?: do (?:it|that|this|so|anything))?"
    r"|i do not (?:want|agree|accept|need)(?: (?:it|that|this|to(?: do (?:it"
    r"|that))?))?"
    r"|i refuse|i disagree|negative|by no means|no way|absolutely not|of course not"
    r"|definitely not|certainly not|no need|not necessary|leave it(?: as it is)?)"
)
_LATER: Final = (
    r"(?:no )?(?:(?:maybe |perhaps |some time )?later(?: please| maybe)?|another time|next time"
    r"|(?:maybe |perhaps )?tomorrow|(?:i will|can we|let us) do (?:it|that|this) (?:later|tomorrow))"
)
_NOT_NOW: Final = r"(?:no )?(?:not_yet|not now|not (?:today|at the moment|for now))"
_WAIT: Final = (
    r"(?:wait|hold on|hang on|one (?:moment|second|minute|sec)|just (?:a"
    r"|one) (?:moment|second|minute|sec)|a (?:moment|second|minute)|moment"
    r"|give me (?:a|one|some)(?: few)? (?:moment|second|minute|minutes|time|sec)"
    r"|let me (?:think|check|see|look|find)(?: (?:about )?(?:it|that|my \w+|first))?"
    r"|i (?:need|have|want) to (?:think|check|ask)\b[^?]*+|i will (?:think|check"
    r"|ask)\b[^?]*+|i am (?:still )?(?:thinking|looking|checking)[^?]*+"
    r"|i am not sure(?: yet)?|not sure|i do not know(?: yet)?|maybe|perhaps"
    r"|i am thinking|bear with me|do not rush me|do not do anything(?: yet)?"
    r"|i will do it later|i will be back|be right back|brb)"
)
_STOP: Final = (
    r"(?:cancel(?: it| that| this| everything| the process| all)?|stop(?: it| that"
    r"| this| here| the process)?|never ?mind|nevermind|forgot (?:it|about it|that)"
    r"|quit|exit|abort|end(?: it| this)?|i (?:have )?changed my mind|drop it"
    r"|i do not want to (?:do (?:this|it)|continue)(?: any ?more)?|i give up|back out"
    r"|let us stop)"
)
_AND: Final = r"(?:[ ,.!;]+(?:and |then |so )?)"
YES: Final = re.compile(rf"(?>{_YES}{_AND})*{_YES}[.! ]*")
WHOLE_DEEDS: Final = tuple(
    (re.compile(rf"(?>{_YES}{_AND})+(?:please )?(?:i want (?:you )?to )?(?:{deed})[.! ]*"), chinese)
    for deed, chinese in _DEEDS
)

# What is said as a whole, in this order.
WHOLE: Final = tuple(
    (re.compile(rf"(?:{pattern})[.! ]*"), chinese)
    for pattern, chinese in (
        # No yes, whatever stands before it.
        (
            r"(?:(?:ok|yeah|yes|fine|sure|oh)[, ]+)?(?:whatever(?: you (?:say|want|like|think))?"
            r"|as you (?:like|wish|want)|do (?:what|whatever|as) you (?:want|like|wish|think)"
            r"|i do not care|(?:it is )?up to you|you decide|if you (?:say so|want|like|must))",
            "随便",
        ),
        (
            r"(?:hm+|mm+|mhm|uh huh|aha|oh|ah)[, ]*(?:ok|right|i see)|(?:ok[, ]+)?(?:i see|got it|noted"
            r"|understood|i understand|makes sense|good to know)",
            "知道了",
        ),
        (
            r"(?:i )?(?:do not|can not|will not) (?:want to |need to )?wait"
            r"(?: any ?(?:more|longer))?(?:[, ]+cancel)?|(?:stop|cancel) (?:waiting|queuing|the queue)"
            r"|(?:leave|exit|quit|get out of) the queue",
            "不等了，取消排队",
        ),
        (
            r"(?:just |please )?(?:submit|send|file) (?:it|the (?:ticket|request|report))(?: now)?",
            "提交",
        ),
        (rf"(?:{_NO}{_AND}){{0,4}}(?:{_NOT_NOW}{_AND})?{_LATER}", "晚点再说"),
        (rf"(?:{_NO}{_AND}){{0,4}}{_NOT_NOW}", "先不要"),
        (
            rf"(?:(?:{_NO}|{_YES}){_AND}){{0,4}}{_WAIT}(?:{_AND}(?:{_WAIT}|{_NO}|{_LATER})){{0,4}}",
            "等一下，我想想",
        ),
        (rf"(?:{_NO}{_AND}){{0,4}}{_STOP}", "取消"),
        (
            r"i do not (?:want|need) (?:it|this|that) any ?more|(?:no longer"
            r"|not) (?:want(?:ed)?|needed)",
            "不想要了",
        ),
        (rf"(?:{_NO}{_AND}){{0,4}}{_NO}", "不要"),
        (r"no,? (?:thanks|thank you)(?: \w+)?|no,? i am (?:good|fine|ok)", "不用了，谢谢"),
        (
            r"(?:ok|okay|great|perfect|good|fine|alright|many)?[, ]*(?:thanks"
            r"|thank you|cheers)(?: (?:a lot|so much|very much|for your help"
            r"|for the help|for helping|again))*",
            "谢谢",
        ),
        (
            r"(?:that is (?:all|it)|nothing else|i am done|all good|solved"
            r"|it works(?: now)?|problem solved|it is (?:ok|fine|solved"
            r"|working) now)(?:[, ]+thanks| thank you)*",
            "好了，没事了，谢谢",
        ),
        (r"(?:good)? ?bye(?: bye)?|see you|good night|have a (?:nice|good) day", "再见"),
        (
            r"(?:hi|hello|hey|good (?:morning|afternoon|evening|day)"
            r"|greetings)(?: there)?(?:[, ]+(?:anyone|anybody|someone)(?: here"
            r"| there)?)?",
            "你好",
        ),
        (
            r"(?:is )?(?:anyone|anybody|someone) (?:here|there)|are you (?:there|here)|still there",
            "在吗",
        ),
        (
            r"(?:do|can) you (?:speak|talk|understand|write) (?:in )?english"
            r"|(?:can (?:we|i|you) )?(?:speak|in|write in|use"
            r"|switch to)? ?english(?: language)?|i (?:do not|can not) (?:speak|read"
            r"|understand) chinese|no chinese",
            "你好",
        ),
        (r"(?:i (?:got|have)|got) (?:it|the code)|i (?:have )?receive it", "收到了"),
        (r"i see|understood|i understand|got it|noted|ok i see|makes sense", "知道了"),
        (
            r"(?:by |via |use |send it (?:by|via|to|through) |to )?(?:my )?(?:sms"
            r"|text(?: message)?|(?:my )?phone)",
            "短信",
        ),
        (r"(?:by |via |use |send it (?:by|via|to|through) |to )?(?:my )?email", "邮箱"),
        (
            r"(?:no,? )?(?:none|none of (?:them|these|those|it)(?: (?:is|are|were"
            r"|was) (?:mine|me|from me))?|(?:it|they|these|those|that) (?:is|are|was"
            r"|were) not (?:me|mine|by me)|not (?:me|mine)|i did not (?:make"
            r"|do) (?:them|these|those|any of (?:them|these|those)))",
            "都不是我操作的",
        ),
        (
            r"(?:yes,? )?(?:all(?: of (?:them|these|those))?|they|these|those|it"
            r"|that) (?:is|are|were|was)(?: all)? (?:mine|me|by me)",
            "都是我操作的",
        ),
        (r"(?:the )?(?:first|1st)(?: one)?|number (?:one|1)", "第一笔"),
        (r"(?:the )?(?:second|2nd)(?: one)?|number (?:two|2)", "第二笔"),
        (r"(?:the )?(?:third|3rd)(?: one)?|number (?:three|3)", "第三笔"),
        (r"(?:the )?(?:last|latest|newest|most recent) one", "最近那笔"),
        (r"(?:the )?other one", "不是这一笔，是另一笔"),
        (r"none of (?:them|these)", "都不是"),
    )
)
