"""The only place where engines, clients and services are made and wired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from kefu import adapters
from kefu.core.clock import Clock, utc_now
from kefu.pictures.side_process import SidePictures
from kefu.services.account_lock import AccountLockService
from kefu.services.agent_watch import AgentWatch
from kefu.services.agreements import AgreementService
from kefu.services.alarm import Alarm
from kefu.services.attachments import AttachmentService
from kefu.services.attending import Attending
from kefu.services.cards import CardService
from kefu.services.channels import ChannelServices
from kefu.services.channels.arrival import Arrival
from kefu.services.channels.binding import Binding
from kefu.services.channels.delivery import DeliveryService
from kefu.services.closure import ClosureService
from kefu.services.conversations.acceptance import Acceptance
from kefu.services.conversations.ending import Ending
from kefu.services.conversations.entrance import Entrance
from kefu.services.conversations.following import Following
from kefu.services.conversations.history import History
from kefu.services.conversations.log import ConversationLog
from kefu.services.conversations.opening import Opening
from kefu.services.customer_watch import CustomerWatch
from kefu.services.desk_views import DeskViews
from kefu.services.figures import FigureService
from kefu.services.handoff import HandoffService
from kefu.services.identity import IdentityKeys, IdentityService
from kefu.services.inbox import Inbox
from kefu.services.late_choices import LateChoices
from kefu.services.notifications import NotificationService
from kefu.services.ownership import Ownership
from kefu.services.password import PasswordService
from kefu.services.payment_password import PaymentPasswordService
from kefu.services.personal_data import PersonalDataService
from kefu.services.phone_change import PhoneChangeService
from kefu.services.ports import Database, Wallet
from kefu.services.queue_watch import QueueWatch
from kefu.services.read_marks import ReadMarks
from kefu.services.refunds import RefundService
from kefu.services.secure_inputs import SecureInputService
from kefu.services.staff import StaffService
from kefu.services.summary import Summariser
from kefu.services.theft import TheftService
from kefu.services.tickets import TicketService
from kefu.services.transactions import TransactionService
from kefu.services.turn_book import TurnBook
from kefu.services.two_factor import TwoFactorService
from kefu.services.vault import Vault
from kefu.services.verification.checking import CodeCheck
from kefu.services.verification.claims import Claims
from kefu.services.verification.sending import VerificationService
from kefu.settings import Settings
from kefu.store.database import SqlDatabase, make_engine
from kefu.store.files import FolderFiles
from kefu.wallet.demo import DemoWallet
from kefu.wallet.logged import LoggedWallet
from kefu.words import english, problems, terms
from kefu.words.phrases import Phrases, load_phrases
from kefu.words.texts import texts


@dataclass(frozen=True)
class Chat:
    """The customer's side: who enters a conversation, what they send, what they are answered."""

    identity: IdentityService
    opening: Opening
    entrance: Entrance
    personal: PersonalDataService
    acceptance: Acceptance
    inbox: Inbox
    secure_inputs: SecureInputService
    attachments: AttachmentService
    turns: TurnBook
    alarm: Alarm
    log: ConversationLog
    following: Following
    ending: Ending
    history: History
    read_marks: ReadMarks
    phrases: Phrases


@dataclass(frozen=True)
class Topics:
    """What can be done for a customer, by topic."""

    verification: VerificationService
    password: PasswordService
    payment_password: PaymentPasswordService
    transactions: TransactionService
    figures: FigureService
    refunds: RefundService
    account_lock: AccountLockService
    cards: CardService
    closure: ClosureService
    phone_change: PhoneChangeService
    two_factor: TwoFactorService
    agreements: AgreementService
    theft: TheftService
    tickets: TicketService


@dataclass(frozen=True)
class Desk:
    """The staff's side: who works there, who waits for them, what they see."""

    staff: StaffService
    handoff: HandoffService
    attending: Attending
    queue_watch: QueueWatch
    customer_watch: CustomerWatch
    agent_watch: AgentWatch
    views: DeskViews


@dataclass(frozen=True)
class Kefu:
    """One process's services and what they stand on. Only who puts a process together holds it;
    everybody else is given the group, or the service, that they need.
    """

    settings: Settings
    clock: Clock
    database: Database
    wallet: Wallet
    demo: DemoWallet | None
    """The demo wallet's other side (its customers' phones, its reset); None outside development."""
    notifications: NotificationService
    chat: Chat
    channels: ChannelServices
    topics: Topics
    desk: Desk


def build(settings: Settings | None = None, *, clock: Clock = utc_now) -> Kefu:
    """Wire everything from settings (default: the environment). Opens no connection yet.

    Raises WordsError, WrongSetting.
    """
    settings = settings or Settings()
    terms.load()
    problems.load()
    texts()
    english.load()
    vault = Vault(settings.secret.get_secret_value())
    database = SqlDatabase(make_engine(settings.database))
    wallet = LoggedWallet(adapters.wallet(settings, clock), settings.wallet_without)
    demo = (
        DemoWallet(make_engine(settings.wallet_database), clock)
        if settings.is_development
        else None
    )
    personal = PersonalDataService(vault, clock)
    log = ConversationLog(clock)
    opening = Opening(vault, log, clock)
    acceptance = Acceptance(vault, personal, clock)
    ending = Ending(clock)
    sender = adapters.sender(settings, clock)
    notifications = NotificationService(database, vault, sender, settings.brand, clock)
    claims = Claims(wallet, personal)
    verification = VerificationService(
        vault,
        claims,
        notifications,
        clock,
        may_forget=settings.is_development,
    )
    phrases = load_phrases()
    binding = Binding(verification, claims, personal, clock)
    password = PasswordService(wallet, vault, log, binding, clock)
    payment_password = PaymentPasswordService(wallet, vault, log, clock)
    tickets = TicketService(clock, may_forget=settings.is_development)
    summariser = Summariser(wallet, clock)
    secure_inputs = SecureInputService(
        opening, CodeCheck(vault, log, clock), password, payment_password, clock
    )
    ownership = Ownership(log, clock)
    handoff = HandoffService(ownership, summariser, clock)
    attending = Attending(ownership, ending, personal, settings.brand_domains, clock)
    theft = TheftService(database, wallet, tickets, handoff, clock)
    alarm = Alarm(log, handoff, theft, phrases, clock)
    keys = IdentityKeys(
        settings.identity_algorithm, settings.identity_audience, settings.identity_secrets
    )
    return Kefu(
        settings=settings,
        clock=clock,
        database=database,
        wallet=wallet,
        demo=demo,
        notifications=notifications,
        chat=Chat(
            identity=IdentityService(database, wallet, vault, keys, clock),
            opening=opening,
            entrance=Entrance(opening, ending, handoff, theft, clock),
            personal=personal,
            acceptance=acceptance,
            inbox=Inbox(
                opening,
                acceptance,
                log,
                secure_inputs,
                handoff,
                theft,
                alarm,
                phrases,
                LateChoices(log, phrases, clock),
            ),
            secure_inputs=secure_inputs,
            attachments=AttachmentService(
                database, FolderFiles(settings.data_dir / "attachments"), SidePictures(), clock
            ),
            turns=TurnBook(log, handoff, theft, alarm, phrases, clock),
            alarm=alarm,
            log=log,
            following=Following(vault, clock),
            ending=ending,
            history=History(clock),
            read_marks=ReadMarks(attending, clock),
            phrases=phrases,
        ),
        channels=ChannelServices(
            arrival=Arrival(vault, opening, phrases, settings.brand, clock),
            binding=binding,
            delivery=DeliveryService(vault, clock),
        ),
        topics=Topics(
            verification=verification,
            password=password,
            payment_password=payment_password,
            transactions=TransactionService(database, wallet, clock),
            figures=FigureService(database, wallet, clock),
            refunds=RefundService(database, wallet, clock, large_fen=settings.large_refund_fen),
            two_factor=TwoFactorService(database, wallet, clock),
            agreements=AgreementService(database, wallet, clock),
            account_lock=AccountLockService(database, wallet, clock),
            cards=CardService(database, wallet, clock),
            closure=ClosureService(database, wallet, clock),
            phone_change=PhoneChangeService(database, wallet, tickets, personal, clock),
            theft=theft,
            tickets=tickets,
        ),
        desk=Desk(
            staff=StaffService(database, vault, settings.brand_domains, clock),
            handoff=handoff,
            attending=attending,
            queue_watch=QueueWatch(database, handoff, clock),
            customer_watch=CustomerWatch(
                database,
                handoff,
                tickets,
                clock,
                away_after=timedelta(seconds=settings.customer_away),
                ticket_after=timedelta(seconds=settings.away_ticket),
            ),
            agent_watch=AgentWatch(
                database, attending, clock, timedelta(seconds=settings.agent_away)
            ),
            views=DeskViews(database, wallet, wallet, summariser, clock),
        ),
    )
