"""What words show that no intent tells: which of two is meant, whether it is asked or wanted.

One table: a name, what it means, and the words. Pure, on folded text (`kefu.nlu.normalise.fold`),
so simplified script, half width and lower case are enough. Must not know the dialogue.

A feature is added here, with sentences to judge it by in ``tests/nlu/lexicon.yml``; actions read it
with ``turn.has("…")``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# What may stand around a plain answer.
_EDGES: Final = " .,!~"
_END: Final = r"[ .,!~?]*$"


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that words show."""

    meaning: str
    words: re.Pattern[str]
    whole: bool = False
    """The words are all that is said, but for punctuation around them."""
    unless: re.Pattern[str] | None = None
    """With these words the sentence means something else."""

    def is_in(self, folded: str) -> bool:
        """Whether a folded text shows it."""
        if self.unless is not None and self.unless.search(folded):
            return False
        if self.whole:
            return self.words.fullmatch(folded.strip(_EDGES)) is not None
        return self.words.search(folded) is not None


def _said(meaning: str, words: str, *, unless: str | None = None) -> Feature:
    return Feature(meaning, re.compile(words), unless=re.compile(unless) if unless else None)


def _only(meaning: str, words: str) -> Feature:
    return Feature(meaning, re.compile(words), whole=True)


_CONFIRMS: Final = (
    "(?:那个?|确认|确定|我?要|你?(?:给|帮)我|就是?|请|直接|麻烦你?"
    "|嗯++[, ]*|(?:好|行|可以|是)[的吧啊了]?[, ]*){0,8}"
)
LEXICON: Final[dict[str, Feature]] = {
    # plain answers, too short for a classifier of sentences
    "says_yes": _only(
        "好、嗯嗯、OK: a yes of one word",
        "好|嗯++|行|是|对|要|可|可以|同意|确[认定]|继续|[好行]吧|好啊|[好是对要]的|ok|yes|y",
    ),
    "says_no": _only("不要、没有: a no of one word", "不|否|别|没有|不[要用行是]|no|n"),
    "negates": _said(
        "says no to something in some way",
        "(?<!差)[不别甭勿没](?![有得啥什么]*(?:问题|关系|毛病|意见|异议|二话)|事|错|客气|好意思|要紧|谢|用谢|介意|反对)",
    ),
    "sets_condition": _said(
        "如果不收费就提交: a yes only if",
        "如果|要是|假如|假使|倘若|万一|除非|前提|[要只]是?.{1,8}(?:才|我就|再)|(?<!谢谢)的话"
        r"|(可以|好|行|想|愿意|同意)倒?是\1|就?怕|担心|犹豫|纠结|拿不准"
        "|(?:但是?|不过|可是|只是)(?![, ]*(?:请|麻烦|要?快|尽快|抓紧|辛苦))",
    ),
    # questions
    "asks": _said(
        "the sentence asks something",
        r"\?|[吗么呢][ .]*$|什么|怎么|为啥|为何|多久|多少|能不能|会不会|是不是|有没有|如何|哪",
    ),
    "asks_what_freezing_does": _said(
        "冻结以后还能收钱吗: to be explained, not done",
        "冻.{0,8}(?:影响|后果|还能|还可以|会怎|会不会|是不是|有什么|什么意思|能收|能用)"
        "|冻(?:着|住|结|了){1,8}(?:我|还|也|的话|期间|状态下?){0,8}(?:能|可以)(?!.{0,4}[冻解])[^,.?!]{1,8}[吗不么没?]",
    ),
    "asks_for_status": _said(
        "为什么被冻结、账户冻结了吗: the state is asked for, not its change",
        f"为什么|为啥|为何|怎么会|原因|状态|正常|是不是|有没有|吗{_END}",
    ),
    "asks_whether_debited": _said(
        "那钱扣了没: nobody has said that money is gone",
        f"扣(?:款|钱)?了?(?:没有?|吗){_END}|扣没扣|有没有扣|会不会.{{0,3}}扣|是否扣",
    ),
    "asks_who_you_are": _said(
        "你谁啊、您哪位: who it is that asks, and no question about the matter",
        "^(?:请问|问一?下|[诶哎喂嗯那 ,.!]|等[等下]|不是|先说说?){0,8}"
        "[你您]们?(?:[这那]边|到底|究竟)?又?是?"
        "(?:谁|哪[位个]|什么人|啥人|[干做](?:什么|嘛|啥)的|什么来头)[呀啊呢哦吗 ,.!?]*$",
    ),
    "asks_for_help": _said(
        "密码忘了怎么办: not about the way it is done, but to be helped with it",
        "怎么?办[ .,?呀啊呢嘛哦!~]*$|咋[办整弄]|怎么(?:办呢|整|搞)|如何是好|怎么(?:回事|会)|咋回事",
    ),
    # what stands in the way of a step
    "asks_where_box": _said(
        "输入框在哪、验证码填哪里",
        "(?:哪[里儿]?|什么地方|何处)(?:个?框)?[ ]*(?:能|可以|去)?[填输写发]"
        "|[填输写](?:在|到|去)?(?:哪|什么地方)|(?:框|地方|位置|入口)在?(?:哪|什么地方)|怎么(?:填|输)",
    ),
    "asks_password_rules": _said(
        "设什么样的密码才行: which passwords are taken",
        "(?:什么样|怎样|怎么样|啥样?|什么|哪种)的?(?:新)?密码|密码[^,.?!]{0,6}(?:要求|规则|规定|格式|几位|多长|怎么设|怎么填|怎么起)"
        "|(?:设|填|起)成?(?:什么|啥|几位|多少位)",
        unless="忘|为什么|干什么",
    ),
    "sees_no_box": _said(
        "看不到输入框、下面什么都没有",
        "(?:看不[到见]|找不[到着]|没(?:有|看[到见]|找到|显示|弹出?|出现|出来)|不显示|不见)[^,.?!]{0,6}"
        "(?:框|输入|填的?地方)|(?:框|输入的?地方)[^,.?!]{0,6}"
        "(?:看不[到见]|找不[到着]|没(?:有|看[到见]|了|显示|弹|出)|不显示|不见|消失)"
        "|^我?(?:这里|这边|下面|下方)?(?:什么都)?(?:看不[到见]|没看[到见])[啊呀呢了的]*[ .,!~]*$",
        unless="短信|验证码没|邮件",
    ),
    "says_wrong_code": _said(
        "提示过期了、说验证码错误: the code was not taken",
        "过期|失效|超时|(?:码|提示|显示|说(?!错)|它说).{0,6}(?:错误?|不对|不正确|无效)",
        unless="还?没(?:有)?(?:过期|失效)|多久|几分钟|什么时候|有效期|身份证|登录",
    ),
    "says_not_taken": _said(
        "新密码设置不了、提示太简单: the input refused it",
        "太(?:简单|短|弱|长)|不(?:符合|合格|合规|通过)|[设改输](?:置|定|入)?(?:不了|不上|失败|不成功)|提示|报错|不让",
    ),
    "asks_which_to_choose": _said(
        "怎么选、怎么告诉你是哪笔: about the choosing itself",
        "怎么(?:选|点选|勾)|[选点]哪|怎么(?:告诉|说|讲|知道|确定)[^,.?!]{0,5}(?:哪|是)",
    ),
    "has_no_number": _said(
        "手机号不用了、换号了: the registered number reaches nobody",
        "(?:手机|号码?|卡)[^,.?!]{0,5}(?:不用|停用|停机|注销|换|丢|没)了|换(?:了)?(?:手机)?(?:号|卡)"
        "|(?:没有?|不在|忘带)[^,.?!]{0,4}(?:手机|这个号|那个号|号码)|手机[^,.?!]{0,4}(?:不在|坏|没带)"
        "|(?:不记得|忘[了记]?|想不起来?)[^,.?!]{0,6}(?:手机|号码|哪个号|邮箱)"
        "|(?:手机|号码|哪个号|邮箱)[^,.?!]{0,8}(?:不记得|忘了|想不起)",
        unless="换成|换到|改用|怎么换|如何换|想换|要换",
    ),
    "helps_somebody": _said(
        "我是帮我妈问的: the account is somebody else's",
        "(?:帮|替|代|给)(?:我|俺)?(?:家里?)?(?:的)?(?:爸|妈|父|母|爷|奶|外公|外婆|老人|老公|老婆|丈夫|妻子|爱人|媳妇"
        "|儿子|女儿|孩子|哥|姐|弟|妹|朋友|同事|别人|他|她|人家|家人|长辈)[^,.?!]{0,6}(?:问|办|弄|查|操作|申请|咨询|看|改|找|搞|处理|解)"
        "|(?:不是我(?:自己)?的|是(?:我)?(?:爸|妈|家人|朋友|老公|老婆|儿子|女儿)的?)(?:账[户号]|号)",
    ),
    "asks_whether_safe": _said(
        "给你手机号安全吗",
        "安全吗|安不安全|(?:会不会|会|不会)[^,.?!]{0,6}(?:泄[露漏密]|被骗|盗用)|泄[露漏]|靠谱|可靠吗|骗子|骗人|骗我"
        "|放心吗|真的假的|是真是假",
    ),
    "keeps_to_oneself": _said(
        "不想给手机号、凭什么告诉你",
        "(?:不想|不愿意?|不方便|不太想|不敢|不能|不给|凭什么|干嘛要?)[^,.?!]{0,4}(?:给|说|告诉|提供|填|透露|留)"
        "|(?:要|问)[^,.?!]{0,8}(?:干嘛|干什么|做什么|干啥|有什么用|有啥用)",
    ),
    "asks_who_gets": _said(
        "谁能看到、验证码是发给谁的",
        "谁(?:会|能|可以)?(?:看|收|知道|拿)|(?<!转)(?:发|寄|给)(?:到|给)?(?:谁|哪[里儿个]?(?!填))"
        "|会不会.{0,2}给别人",
    ),
    # what is talked about
    "names_payment_password": _said(
        "the password for payments, which the wallet changes only in its app",
        "(?:支付|付款|交易|取款|付钱)(?:时|的时候)?(?:要?输入?)?的?(?:那个|那串)?密码"
        "|[六6]位数?(?:字|的)?密码",
    ),
    "names_login_password": _said("the login password, alone or too", "登[录入陆]|两个密码"),
    "names_evidence": _said("怎么举证", "证据|举证|取证|证明不是"),
    "names_paying_without_password": _said("关闭免密支付", "免密|自动扣款|代扣"),
    "names_wrong_payee": _said("转账转错人了", "[转打汇](?:账|帐|款)?(?:转|打|汇)?错"),
    "tells_of_payment": _said(
        "what was debited was a payment rather than a top-up",
        "支付|付款|付钱|付了|下单|扫码|购买|消费|买",
        unless="充|存",
    ),
    # moods about the service
    "says_not_helped": _said(
        "没用、不明白、？？？: about the bot's last answer",
        r"^\s*(?:[^\w\s]|_)[\W_]*$|(?:没|没有)(?:用(?!过)|解决|明白|懂|看懂|听懂)|不管用|不明白|不懂|看不懂|答非所问"
        "|问题还在|还是不行",
    ),
    "requests_refund": _only(
        "帮我申请退款、确认退: it is to be asked for now",
        "(?:那就?|好的?|行|可以|嗯|对|请|麻烦|快|就|帮我|给我|你|您|现在|直接|确[认定]|[ ,]){0,8}"
        "(?:申请(?:退款)?|提交申请|提交|退款?|退钱|退掉|办理?退款)"
        "(?:吧|了|一下|呗|呀|啊|哦|谢谢|给我|[ ,]){0,8}",
    ),
    "says_only_impatient": _said(
        "太慢了吧: no complaint yet",
        "慢|[等拖](?:了)?(?:好|很|这么|那么|太)?久",
        unless="投诉|举报|差评|工信|消协|12315|领导|经理",
    ),
    "rejects_reading": _said(
        "我不是问这个、答非所问: the last answer was to something else",
        "(?:不是|没有?|没在|不)(?:想|要|在)?(?:问|说|讲|指)的?(?:是)?(?:这|那)(?:个|件|回)?|答非所问|答不对题|文不对题"
        "|(?:理解|领会|明白|弄|搞|听|看|会)错(?:意)?了?(?!.{0,4}(?:账|密码|人|钱))|误会(?:我|了)|不是这个意思|不是那个意思"
        "|(?:说|问|讲)的(?:不是|根本不是|并不是)|不是我(?:想)?要?(?:问|说|要|找)?的(?:答案|意思|问题)?$"
        "|(?:跟|和|与)我(?:的问题|[问说]的)(?:没关系|无关|不相关|不一样|不是一回事)|没(?:有)?回答我|不是(?:一个|一)回事|不着边际",
        unless="操作|转错|付错|充错|[这那几一]笔",
    ),
    "demands_an_answer_for_it": _said(
        "我要投诉: more than a bad mood, somebody shall answer for it",
        "投诉|举报|差评|工信|消协|消费者|12[0-9]{3}|领导|经理|主管|负责人|曝光|起诉|律师|法院|媒体|记者|微博|银监|银保监"
        "|人民?银行|央行|监管|维权|报警|赔|说法|交代|上级|热线",
    ),
    "asks_whether_anybody_is_there": _said(
        "在吗、有人吗",
        "在吗|在么|在不在|在没|有人(?:在|吗|么|没|不)|有没有人|人呢|有客服(?:吗|么|在)|喂|在线吗",
    ),
    # answers to particular questions
    "submits": _only(
        "提交: the button's title, typed in whole or part",
        "(?:那个?|确认|你?(?:给|帮)我|就是?|请|直接|麻烦你?"
        "|嗯++[, ]*|(?:好|行|可以)[的吧啊了]?[, ]*){0,8}"
        "提交(?:工单|上去)?(?:吧|了|一下|呗){0,8}(?:谢谢你?|辛苦了?)?",
    ),
    "names_unbinding": _only(
        "解绑: the button's title, typed in whole or part",
        _CONFIRMS + "(?:解绑|解除绑定|解掉|解除)(?:这张|那张)?(?:银行)?卡?(?:吧|了|呗|它){0,8}",
    ),
    "names_closing": _only(
        "注销: the button's title, typed in whole or part",
        _CONFIRMS + "(?:注销|销户|销掉)(?:我的?)?(?:账户|账号|钱包)?(?:吧|了|呗|它){0,8}",
    ),
    "names_keeping": _only(
        "撤销注销: the button's title, typed in whole or part",
        _CONFIRMS + "(?:撤销|撤回|取消|不)(?:注销|销户)(?:申请|账户){0,8}(?:吧|了|呗){0,8}",
    ),
    "disowns_all": _only(
        "都不是我的: none of the listed transactions is the customer's own",
        "(?:这些|全|全部)?都?不是(?:我|本人)?(?:的|操作的|转的)?",
    ),
    "owns_some": _only(
        "有几笔是我的: some of the listed transactions are the customer's own",
        "有(?:些|的|几笔)是(?:我|本人)?(?:的|操作的|转的)?",
    ),
    "disclaims": _said(
        "这些转账我都不知道: nothing is known of it, nothing was done",
        "不(?:知道|知情|认识)|没有?(?:印象|操作过|转过|付过|买过)",
        unless="密码|验证码",
    ),
    "is_unsure": _only("记不清了", "我?(?:也)?(?:不确定|不清楚|不知道|不记得|记不清|忘)(?:了)?"),
    "points_at_newest": _said("最近的那笔: the first in a list", "最近|最新|最上面|上面那|头一"),
    "points_at_oldest": _said("最后一个: the last in a list", "最后|最下面|最早"),
    # consent to a switch, said with its verb
    "switches_on": _said(
        "那就开启吧、帮我打开",
        "开启|打开|开通|启用|开(?:一下|上|吧|了吧|$)",
        unless="不[想要用]|别|先不|没",
    ),
    "switches_off": _said(
        "关了吧、确认关闭",
        "关(?:闭|掉|了|吧|停|上|一?下|$)|停(?:掉|了吧|一下)|取消(?:掉|一下)|解约",
        unless="不[想要用]|别|先不|没|关系|关心|说|讲|以前|之前",
    ),
    # the way of a code
    "names_sms": _said("the way to the phone", "短信|手机|短讯|简讯"),
    "names_email": _said("the way to the mailbox", "邮箱|邮件|email"),
    "first_way": _only(
        "第一个、都可以: the first of two ways, or either",
        "(?:第?[一1](?:个|种)?|都行|都可以|都好|随便|随意|任意|哪个都行|无所谓|你定|你看着办)吧*",
    ),
    "second_way": _only("第二种", "第?[二2](?:个|种)?吧*"),
    "misses_code": _said(
        "没收到、重新发一个: no code has come", "重新?(?:发|获取)|再发|没收到|收不到"
    ),
}


def features_in(folded: str) -> list[str]:
    """The names of everything that a folded text shows, in the table's order."""
    return [name for name, feature in LEXICON.items() if feature.is_in(folded)]
