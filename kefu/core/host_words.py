"""How names of hosts end, and which of these endings people write for other reasons.

A list to search with; what a link is, `kefu.core.links` decides.
"""

from __future__ import annotations

import re
from typing import Final

_COUNTRIES: Final = """
ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv
bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es
et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu
id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt
lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no
np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si
sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk
us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
"""
_OTHERS: Final = """
com c0m corn net org info biz edu gov mil int name mobi asia tel jobs travel aero coop museum xxx cat post
top xyz vip club shop site online store app dev link live pro ltd wang work tech fun ink icu cloud
space website group red kim blue green pink black gold love win bid loan loans men party review
science date trade trading download racing stream faith accountant cricket click help host press
rest bar cafe life world today run city company plus fyi zone email support services service
solutions center network digital media news studio design art beauty fashion hair quest mom lol sbs
cfd cyou buzz bond autos boats homes motorcycles yachts monster page new how soy esq zip mov foo phd
prof rsvp dad nexus ing meme boo channel bet game games gay one ooo moe nyc london tokyo berlin
finance financial money bank cash credit creditcard fund capital market markets exchange insurance
pay pics photo photos pictures gallery video camera xin ren wiki plus social chat tips guide expert
agency academy school training university education institute health care clinic doctor dental
fitness yoga law legal lawyer attorney tax accountants business management marketing consulting
partners ventures holdings enterprises international global direct express delivery supply supplies
tools parts systems software technology computer codes domains hosting web webcam blog forum
community events tickets show theater movie film music band audio radio tv sale deals discount
bargains cheap coupons gifts toys shoes clothing boutique jewelry diamonds watch luxury vin wine beer
pizza restaurant kitchen recipes food farm garden flowers pet dog house estate properties property
land rent rentals apartments villas hotel hotels holiday vacations flights cruises tours taxi limo
car cars auto bike moto golf football soccer tennis surf ski fish fishing horse ninja guru rocks
sexy porn adult dating singles wtf cool best top vip luxe promo reise team ist swiss eus gal scot
wales cymru paris amsterdam vegas miami boston sydney melbourne africa quebec istanbul moscow
"""
ENDING_SET: Final = frozenset({*_COUNTRIES.split(), *_OTHERS.split()})
ENDINGS: Final = "|".join(sorted(ENDING_SET))
CHINESE_ENDINGS: Final = "中国|中文网|网址|网店|公司|网络|在线|商城|手机|集团|移动|我爱你|香港|台湾|网站|购物|信息|游戏|企业|商标|商店"
# After a dot that is spoken or set apart, where 点 and 。 are everyday signs of their own.
PLAIN_ENDINGS: Final = (
    "com|cn|net|org|top|xyz|vip|cc|info|shop|club|site|online|tv|io|hk|tw|icu|cyou|ltd|wang|biz|ren"
    "|xin|link|live|gov|mobi|ru|jp|co|fun|work|store|tech"
)
# After a full stop and a blank, where another sentence may begin.
SAFE_ENDINGS: Final = "com|cn|org|xyz|vip|cc|io|hk|tw|icu|cyou|biz|gov"
_FILES: Final = """
zip mov md py sh pl rs ps pdf doc docx xls xlsx ppt pptx csv txt jpg jpeg png gif bmp heic webp mp3
mp4 avi amr rar html htm xml json ofd wps
"""
FILE_ENDINGS: Final = frozenset(_FILES.split())
# English words: "Done.It is" ends a sentence.
_WORDS: Final = """
is it in at be me no so to us am as my by do id la ms ma pa re one new how date link live work help
post page pay show team plus pro best top name today app see support service order cash credit bank
money space group
"""
WORD_ENDINGS: Final = frozenset(_WORDS.split())
_BEFORE_A_FULL_STOP: Final = """
ok okay done sorry thanks thank sure yes no wait please well it app you that this here there now time
fine right me him her us issue problem account wallet money card code password order refund again
later soon today tomorrow yesterday minutes hours days yours page link payment transfer number phone
email message bank service help request successful received completed fixed first second third hi hello hey dear great good bye morning yeah cool
"""
ENGLISH_WORDS: Final = frozenset(_BEFORE_A_FULL_STOP.split())
_SHORT: Final = """
mr ms mrs dr miss prof st no vs tel fax ext vol fig inc co ltd jan feb mar apr jun jul aug sep sept
oct nov dec
"""
ABBREVIATIONS: Final = frozenset(_SHORT.split())

# A dot as people say it, write around it, or hide it.
SPOKEN_DOT: Final = (
    r"(?:[。·•‧∙・,、\uff0c]|点|dot|奌|%2e|&#46;|&#x2e;|&period;"
    r"|[(\[{\uff08【<](?:\.|dot|点|。)[)\]}\uff09】>])"
)
COMMA: Final = r"[,、\uff0c]"
CHINESE_DOT: Final = r"(?:\.|点|\s\.\s?)"
NUMBERS_DOT: Final = r"(?:[.。]|点|\s?\.\s?)"
FULL_STOP: Final = "[.。]"
# Four numbers that are a version or a clause of an agreement.
BEFORE_A_VERSION: Final = re.compile(
    r"(?:版本号?|version|ver|更新到|升级到|固件|系统|协议|条款|第|ios|android|鸿蒙|v)[\s.:是为]*$"
)
BEHIND_A_VERSION: Final = re.compile("[款条节章版]")
