"""Sentences for customers and agents, by topic: each field of `Texts` is a file of `data/phrases`.

A missing, empty or unknown key, or a sentence with other placeholders than its field names, stops
the start.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from kefu.core.agent import Agent, Role
from kefu.core.closure import ObstacleKind
from kefu.core.handoff import SkillGroup
from kefu.core.transaction import FailureReason
from kefu.words.files import FOLDER, read_as


def _with(*names: str) -> AfterValidator:
    """The sentence has just these placeholders."""

    def check(text: str) -> str:
        found = placeholders(text)
        if found != set(names):
            raise ValueError(f"placeholders are {sorted(found)}, not {sorted(names)}")
        return text

    return AfterValidator(check)


def placeholders(text: str) -> set[str]:
    """Names in braces. Raises ValueError when the braces do not match."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


Plain = Annotated[str, _with()]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1)


class Time(_Table):
    """How times and waits are said."""

    today: Annotated[str, _with("clock")]
    yesterday: Annotated[str, _with("clock")]
    this_year: Annotated[str, _with("month", "day", "clock")]
    other_year: Annotated[str, _with("year", "month", "day", "clock")]
    seconds: Annotated[str, _with("count")]
    minutes: Annotated[str, _with("count")]
    hours: Annotated[str, _with("count")]


class Verification(_Table):
    """Codes and the fields for what must not be typed into the chat."""

    message: Annotated[str, _with("brand", "code", "purpose", "minutes")]
    sms_label: Plain
    email_label: Plain
    code_hint: Annotated[str, _with("destination")]
    registered_phone: Plain
    registered_email: Plain
    new_password_label: Plain
    new_password_hint: Plain
    paper_number_label: Plain
    paper_number_hint: Plain
    new_payment_password_label: Plain
    new_payment_password_hint: Plain


class DeskTexts(_Table):
    """What agents read of a conversation before they speak."""

    known_customer: Annotated[str, _with("name", "phone", "account_status", "assurance")]
    unknown_customer: Annotated[str, _with("assurance")]
    matter: Annotated[str, _with("matter", "reason")]
    earlier_note: Annotated[str, _with("note")]
    next_step: Plain
    next_step_danger: Plain
    next_step_theft: Plain
    next_step_strong_verification: Plain
    next_step_tool_failure: Plain
    next_step_complaint: Plain
    pending_paper: Plain
    done_verified: Annotated[str, _with("purpose")]
    done_code_sent: Plain
    done_case: Annotated[str, _with("number")]
    done_frozen: Plain
    frozen: Plain
    not_frozen: Plain
    pending_lock: Plain
    pending_phone: Plain
    pending_theft: Plain
    pending_failure: Plain
    pending_complaint: Plain


class GroupTitles(_Table):
    """What those are called who serve for a skill group."""

    service: Plain
    security: Plain

    def of(self, skill_group: str) -> str:
        """The title of this group's people."""
        return str(getattr(self, SkillGroup(skill_group).value))


class PlaceTexts(_Table):
    """What somebody who waits is told of their place."""

    usual: Annotated[str, _with("position", "wait")]
    long: Annotated[str, _with("position")]
    unattended: Annotated[str, _with("position")]


class GroupPlaces(_Table):
    """By the group that serves."""

    service: PlaceTexts
    security: PlaceTexts

    def of(self, skill_group: str) -> PlaceTexts:
        """Those of a group."""
        found: PlaceTexts = getattr(self, skill_group)
        return found


class PeopleTexts(_Table):
    """What customers are told of who serves them."""

    titles: GroupTitles
    joined: Annotated[str, _with("agent")]
    returned: Annotated[str, _with("agent")]
    closed: Annotated[str, _with("agent")]
    goes_on_elsewhere: Plain
    closed_by_customer: Plain
    transferred: Annotated[str, _with("agent", "group")]
    agent_gone: Annotated[str, _with("agent")]
    places: GroupPlaces
    same_place: Annotated[str, _with("position")]
    left_queue: Plain
    back_to_bot: Plain
    leaving_asked: Annotated[str, _with("place")]
    welcome_back: Annotated[str, _with("position")]
    away_ticket: Annotated[str, _with("number")]
    done_agent_gone: Annotated[str, _with("agent")]
    done_transferred: Annotated[str, _with("agent", "note")]
    done_transferred_without_note: Annotated[str, _with("agent")]

    def name(self, agent: Agent, skill_group: str) -> str:
        """An agent's public name where they serve for a group: with its title, unless the name has
        one already or they lead.
        """
        own = agent.display_name
        if agent.role is not Role.AGENT or own.startswith(tuple(map(self.titles.of, SkillGroup))):
            return own
        return self.titles.of(skill_group) + own


class Hotline(_Table):
    """A telephone number to call at a tap."""

    label: Plain
    number: Annotated[str, Field(pattern=r"^[0-9+-]{3,20}$")]


class Matters(_Table):
    """What is said of a customer's matter, to them and to the agent who takes it over."""

    ticket: Annotated[str, _with("number", "subject", "at", "status")]
    failed_transaction: Annotated[str, _with("transaction")]
    unexplained_failure: Annotated[str, _with("counterparty", "amount")]
    failure_advice: dict[FailureReason, Plain]
    no_lock_reason: Plain
    failed_transactions: Plain
    suspicious_transactions: Plain
    look_for_it: Plain
    missed: Annotated[str, _with("records")]
    none_of_these: Plain
    quoted: Annotated[str, _with("said")]
    what_was_said: Plain
    count_and_amount: Annotated[str, _with("count", "amount")]
    none_mine: Plain
    all_mine: Plain
    rest_not_mine: Plain
    rest_mine: Plain
    not_mine: Annotated[str, _with("amount", "name", "at")]
    not_sure: Plain
    to_be_checked: Plain
    told_amount: Annotated[str, _with("amount")]
    freeze_wish: Plain
    theft_case: Plain
    theft_case_title: Plain
    calls: list[Hotline]


class PermissionTexts(_Table):
    """What a customer permits until they say otherwise, in words and on buttons."""

    reset_payment_password: Plain
    switch_on: Plain
    switch_off: Plain
    my_agreements: Plain
    end_one: Annotated[str, _with("merchant")]
    end_all: Plain
    keep_them: Plain
    agreements_title: Plain
    second_step: Plain
    card_title: Plain
    a_week: Annotated[str, _with("amount")]
    a_month: Annotated[str, _with("amount")]
    a_quarter: Annotated[str, _with("amount")]
    a_year: Annotated[str, _with("amount")]
    at_most: Annotated[str, _with("amount")]
    next_charge: Annotated[str, _with("day")]
    line: Annotated[str, _with("place", "merchant", "kind", "terms")]
    and_next: Annotated[str, _with("amount", "next")]
    remaining: Annotated[str, _with("names")]
    none_remaining: Plain


class FigureTexts(_Table):
    """A customer's own figures in words; `own` by the intent that asks for one."""

    own: dict[str, Plain]
    limits_title: Plain
    fees_title: Plain
    records_title: Plain
    more: Plain
    recent: Plain
    failed_ones: Plain
    sum_of_them: Plain
    single: Annotated[str, _with("amount")]
    a_day: Annotated[str, _with("limit", "used", "left")]
    a_month: Annotated[str, _with("limit", "used", "left")]
    unlimited: Plain
    limit_line: Annotated[str, _with("kind", "parts")]
    over_single: Annotated[str, _with("limit")]
    over_day: Annotated[str, _with("limit", "used", "left")]
    over_month: Annotated[str, _with("limit", "used", "left")]
    free_of_charge: Plain
    rate: Annotated[str, _with("rate")]
    minimum: Annotated[str, _with("amount")]
    maximum: Annotated[str, _with("amount")]
    rate_beyond: Annotated[str, _with("rate")]
    free_left: Annotated[str, _with("amount")]
    free_used_up: Plain
    example: Annotated[str, _with("kind", "amount", "fee")]
    fee_line: Annotated[str, _with("kind", "parts")]
    how_to_raise: Plain
    records: Annotated[str, _with("of", "kinds")]
    at_least: Annotated[str, _with("amount")]
    of_those: Annotated[str, _with("facts")]
    any_kind: Plain
    called: Annotated[str, _with("counterparty")]
    spent_at: Annotated[str, _with("counterparty")]
    given_to: Annotated[str, _with("counterparty")]
    total: Annotated[str, _with("kind", "amount", "count")]
    day_named: Annotated[str, _with("name", "month", "day")]
    today: Plain
    yesterday: Plain
    day: Annotated[str, _with("month", "day")]
    day_of_year: Annotated[str, _with("year", "month", "day")]
    month: Annotated[str, _with("month")]
    month_of_year: Annotated[str, _with("year", "month")]
    year: Annotated[str, _with("year")]
    range: Annotated[str, _with("first", "last")]


class AccessTexts(_Table):
    """What is said of a customer's account, cards and papers, within sentences and on cards."""

    expired_on: Annotated[str, _with("day")]
    expired: Plain
    until: Annotated[str, _with("day")]
    until_lifted: Plain
    document: Annotated[str, _with("number")]
    authority: Plain
    restricted_title: Plain
    account: Plain
    paper: Plain
    since: Plain
    ordered_by: Plain
    order_number: Plain
    lasts: Plain
    card: Annotated[str, _with("bank", "kind", "last4")]
    card_state: Annotated[str, _with("card", "state")]
    card_line: Annotated[str, _with("number", "card")]
    unbind_here: Plain
    close_here: Plain
    change_here: Plain
    prove_by_email: Plain
    unbind_this: Annotated[str, _with("bank", "last4")]
    obstacles: dict[ObstacleKind, str]
    obstacle_line: Annotated[str, _with("number", "obstacle")]
    keep_account: Plain
    valid_until: Annotated[str, _with("day")]
    guardian: Plain


class RefundTexts(_Table):
    """How far a refund is, on its card and in tickets, and what is tapped beside a question."""

    title: Plain
    processing: Plain
    expected: Annotated[str, _with("day")]
    late: Plain
    sent: Plain
    not_sent: Plain


class TopicNames(_Table):
    """What a topic is called, by intent; `subjects` of tickets that no intent tells; `deeds`, where
    its name is none of something done.
    """

    intents: dict[str, Plain]
    subjects: dict[str, Plain]
    deeds: dict[str, Plain]

    def name(self, topic: str) -> str:
        """The name of an intent or a subject."""
        return {**self.intents, **self.subjects}[topic]

    def deed(self, topic: str) -> str:
        """What is done in a topic: behind 没有 and before 不办."""
        return self.deeds.get(topic) or self.name(topic)


class Transcript(_Table):
    """The customer's own copy of a conversation, and what stands for a picture in it."""

    title: Annotated[str, _with("brand")]
    number: Annotated[str, _with("conversation")]
    line: Annotated[str, _with("at", "speaker", "text")]
    customer: Plain
    bot: Plain
    agent: Plain
    system: Plain
    hidden: Annotated[str, _with("kind", "mask")]
    picture: Plain


class Pages(_Table):
    """Pages that the gateway writes itself; what stands in a tag is HTML."""

    not_built_title: Plain
    not_built: Plain
    outbox_title: Plain
    outbox: Plain
    outbox_at: Plain
    outbox_to: Plain
    outbox_text: Plain


@dataclass(frozen=True, slots=True)
class Texts:
    """All of them."""

    time: Time
    verification: Verification
    desk: DeskTexts
    people: PeopleTexts
    matters: Matters
    permissions: PermissionTexts
    figures: FigureTexts
    access: AccessTexts
    refunds: RefundTexts
    topics: TopicNames
    transcript: Transcript
    pages: Pages


@cache
def texts(folder: Path = FOLDER) -> Texts:
    """Every sentence, read once. Raises WordsError, whose text names the file and the key."""
    return Texts(
        time=read_as(Time, folder / "time.yml"),
        verification=read_as(Verification, folder / "verification.yml"),
        desk=read_as(DeskTexts, folder / "desk.yml"),
        people=read_as(PeopleTexts, folder / "people.yml"),
        matters=read_as(Matters, folder / "matters.yml"),
        permissions=read_as(PermissionTexts, folder / "permissions.yml"),
        figures=read_as(FigureTexts, folder / "figures.yml"),
        access=read_as(AccessTexts, folder / "access.yml"),
        refunds=read_as(RefundTexts, folder / "refunds.yml"),
        topics=read_as(TopicNames, folder / "topics.yml"),
        transcript=read_as(Transcript, folder / "transcript.yml"),
        pages=read_as(Pages, folder / "pages.yml"),
    )
