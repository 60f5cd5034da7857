"""Who follows CONTRIBUTING's lists has a working intent, journey and channel, in few files.

Each task is done in a copy of the project; then the copy is checked, trained and talked to.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kefu.settings import ROOT
from tests.newcomer.copy_of import Copy

BRANCH_EXAMPLES = """version: "3.1"
nlu:
- intent: branch_office
  examples: |
    - 你们的营业网点在哪里
    - 附近有没有营业网点
    - 线下网点地址
    - 营业厅怎么走
    - 我想去网点当面办
    - 杭州有营业网点吗
    - 最近的营业厅在哪
    - 线下门店地址发我一下
    - 你们有实体网点吗
    - 网点几楼
    - 离我最近的营业网点
    - 有没有线下营业厅可以去
    - 上海的网点地址
    - 哪里有你们的营业厅
    - 去营业网点要带什么路线怎么走
    - 营业网点地图
    - 网点在什么位置
    - 线下营业网点查询
    - 想问一下营业厅的位置
    - 请问营业网点地址
"""
BRANCH_RULE = """
- rule: 营业网点
  steps:
  - intent: branch_office
  - action: utter_guide_branch_office
"""
BRANCH_WORDS = """
  utter_guide_branch_office:
  - text: 我们没有线下营业网点，所有业务都可以在这里或应用里办理。
"""
BRANCH_DIALOGUE = """- name: Where the branches are is answered
  turns:
    - says: 附近有没有你们的营业网点
      expected: {responses: [utter_guide_branch_office], contains: 没有线下营业网点}
"""

STATEMENT_EXAMPLES = """version: "3.1"
nlu:
- intent: account_statement
  examples: |
    - 我要开流水证明
    - 帮我开一份收支证明
    - 签证要用的流水证明怎么开
    - 开具电子流水证明
    - 需要盖章的收支流水
    - 流水证明
    - 贷款要流水证明，帮我开一下
    - 开一份半年的流水证明
    - 能开收支证明吗
    - 给我出具一份流水证明
    - 想申请收支流水证明
    - 开流水
    - 打印带章的流水证明
    - 电子流水证明开具
    - 我需要一份收支证明
    - 出国用的流水证明
    - 怎么开具收支证明
    - 帮忙出个流水证明
    - 申请开具流水证明文件
    - 要一份最近的收支流水证明
"""
STATEMENT_JOURNEY = '''"""流水证明: for which months, and that it is on its way."""

from __future__ import annotations

from actions._journey import Journey
from actions._steps import Asked, Verified
from actions._past import TrackerEvent
from actions._turn import Turn
from kefu.core.conversation import Assurance
from kefu.core.verification import Purpose


class StatementJourney(Journey):
    """Asks for the months after the customer is known."""

    form = "statement_form"
    title = "开具流水证明"
    begun_by = ("account_statement",)
    steps = (
        Verified(Purpose.TRANSACTIONS, unless=Assurance.LOGGED_IN),
        Asked("statement_months", "等待客户说明月份"),
    )

    def answer(self, turn: Turn) -> bool:
        """Whatever data or number is told."""
        if turn.intent != "inform" and not any(map(str.isdigit, turn.text)):
            return False
        turn.set(statement_months=turn.text)
        return True

    def finish(self, turn: Turn) -> list[TrackerEvent] | None:
        """Say for which months."""
        turn.say("utter_statement_done", {"months": turn.slot("statement_months")})
        return None
'''
STATEMENT_RULE = """version: "3.1"
rules:
- rule: 流水证明
  steps:
  - intent: account_statement
  - action: statement_form
  - active_loop: statement_form
"""
STATEMENT_WORDS = """version: "3.1"
responses:
  utter_ask_statement_months:
  - text: 请问需要哪几个月的流水证明？
  utter_statement_done:
  - text: 已记下：{months}。证明会发到您的注册邮箱。
  utter_statement_cancelled:
  - text: 好的，先不开流水证明。
"""
STATEMENT_DIALOGUE = """- name: A statement is asked for, left for a question, and goes on
  given: {customer: 13800000001, logged_in: true}
  turns:
    - says: 我要开流水证明
      expected: {contains: 哪几个月, form: statement_form, asks: statement_months}
    - says: 怎么充值
      expected: {contains: 哪几个月, form: statement_form}
    - says: 2026年1月到6月
      expected: {responses: [utter_statement_done], contains: 2026年1月到6月, form: null}
"""

CHANNEL_ROW = """    Console,
)
"""
CHANNEL_TEST = '''"""The channel works with nothing but its module, its row and its setting."""

import hmac

from tests.gateway.channels.receiver import Receiver
from tests.gateway.conftest import Start


def test_a_letter_is_answered(start: Start) -> None:
    with Receiver() as roof:
        gateway = start(channels={"pigeon": {"secret": "s", "url": roof.url}})
        body = b'{"id": "1", "sender": "anna", "text": "hallo"}'
        for signature, status in (("", 401), (hmac.new(b"s", body, "sha256").hexdigest(), 202)):
            headers = {"content-type": "application/json", "x-signature": signature}
            answer = gateway.http.post("/channels/pigeon", content=body, headers=headers)
            assert answer.status_code == status
        assert roof.wait_for(2)[-1]["text"].endswith("hallo")
'''


def channel_of_the_docs() -> str:
    """The module that docs/channels shows in full."""
    page = (ROOT / "docs" / "channels" / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"(?ms)^```python\n(.*?)^```$", page)
    return str(code)


def add_an_intent(copy: Copy) -> None:
    copy.write("data/nlu/guide/branch_office.yml", BRANCH_EXAMPLES)
    copy.add_to_domain(intents=["branch_office"])
    copy.append("data/rules/guide.yml", BRANCH_RULE)
    copy.append("data/responses/guide.yml", BRANCH_WORDS)


def add_a_journey(copy: Copy) -> None:
    slot = {"type": "text", "influence_conversation": False, "mappings": [{"type": "custom"}]}
    copy.write("actions/statement.py", STATEMENT_JOURNEY)
    steps = ["verification_account", "verification_channel", "verification_passed"]
    copy.add_to_domain(
        intents=["account_statement"],
        slots={"statement_months": slot},
        forms={"statement_form": {"required_slots": [*steps, "statement_months"]}},
        actions=["validate_statement_form"],
    )
    copy.write("data/rules/statement.yml", STATEMENT_RULE)
    copy.write("data/responses/statement.yml", STATEMENT_WORDS)


def add_a_channel(copy: Copy) -> None:
    registry = "kefu/gateway/channels/registry.py"
    copy.write("kefu/gateway/channels/pigeon.py", channel_of_the_docs())
    web = "from kefu.gateway.channels.web.channel import Web\n"
    copy.replace(registry, web, f"from kefu.gateway.channels.pigeon import Pigeon\n{web}")
    copy.replace(registry, CHANNEL_ROW, CHANNEL_ROW.replace(")", "    Pigeon,\n)"))


def promised(task: str) -> list[str]:
    """The places that CONTRIBUTING names for a task, as patterns."""
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (row,) = [line for line in guide.splitlines() if line.startswith(f"| {task} |")]
    named = re.findall(r"`([\w/<>.]+\.(?:py|yml))`", row)
    return [re.sub(r"<\w+>", r"\\w+", name.replace(".", r"\.")) for name in named]


def only_where_promised(copy: Copy, task: str, at_most: int) -> None:
    patterns = promised(task)
    strangers = [p for p in copy.touched if not any(re.fullmatch(q, p) for q in patterns)]
    assert strangers == []
    assert len(set(copy.touched)) <= at_most


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("newcomer")


@pytest.fixture(scope="module")
def copy(folder: Path) -> Copy:
    """The project with the three tasks done, each by its own list."""
    copy = Copy(folder / "project")
    add_an_intent(copy)
    only_where_promised(copy, "add an intent with its answer", 4)
    copy.touched.clear()
    add_a_journey(copy)
    only_where_promised(copy, "add a journey", 4)
    copy.touched.clear()
    add_a_channel(copy)
    only_where_promised(copy, "add a channel", 2)
    copy.write("tests/gateway/channels/test_newcomers.py", CHANNEL_TEST)
    # a journey's own intent is the other task; its dialogue test is a third
    (copy.folder / "data/nlu/statement").mkdir()
    copy.write("data/nlu/statement/account_statement.yml", STATEMENT_EXAMPLES)
    copy.write("tests/dialogues/guide_branch_office.yml", BRANCH_DIALOGUE)
    copy.write("tests/dialogues/statement.yml", STATEMENT_DIALOGUE)
    page = copy.run("kefu.cli", "journeys", "--markdown")
    (copy.folder / "docs" / "journeys.md").write_text(page, encoding="utf-8")
    return copy


def test_the_projects_own_checks_ask_for_nothing_more(copy: Copy) -> None:
    data = [f"tests/{folder}/test_training_data.py" for folder in ("evaluation", "nlu")]
    assert "passed" in copy.run("pytest", "-q", "tests/actions", *data)


def test_the_channel_works_and_the_gateways_checks_ask_for_nothing_more(copy: Copy) -> None:
    checks = ["channels/test_newcomers.py", "channels/test_every.py"]
    matrix = "tests/gateway/test_matrix.py::test_no_route_is_missing"
    tests = [*(f"tests/gateway/{check}" for check in checks), matrix, "tests/words"]
    assert "passed" in copy.run("pytest", "-q", *tests)


def test_the_channel_of_the_docs_is_the_one_that_is_attacked() -> None:
    attacked = ROOT / "tests" / "gateway" / "channels" / "pigeon.py"
    assert channel_of_the_docs() == attacked.read_text(encoding="utf-8")


def test_intent_and_journey_work_in_a_conversation(copy: Copy) -> None:
    copy.forget_most_examples()
    copy.run("kefu.cli", "train")
    dialogues = ["tests/dialogues/guide_branch_office.yml", "tests/dialogues/statement.yml"]
    assert "2 段对话，2 段符合预期" in copy.run("kefu.cli", "converse", *dialogues)
