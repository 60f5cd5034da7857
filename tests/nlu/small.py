"""Nine sentences of three intents, and settings that learn them in a moment."""

from __future__ import annotations

from kefu.nlu.fitting import FitSettings

PLAIN = FitSettings(at_least=1, embedding=16, hidden=16, epochs=30)
SMALL = [
    ("忘记密码", "forgot_password"),
    ("密码忘了", "forgot_password"),
    ("忘了支付密码", "forgot_password"),
    ("我要退款", "refund"),
    ("怎么退款", "refund"),
    ("退款多久到", "refund"),
    ("你好", "greeting"),
    ("您好", "greeting"),
    ("在吗你好", "greeting"),
]
