"""Every setting, from environment variables ``KEFU_…`` (pydantic-settings). Reading them is
`bootstrap`'s business.
"""

from __future__ import annotations

import json
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from kefu.core.capability import Capability

ROOT = Path(__file__).resolve().parent.parent
_DEVELOPMENT_SECRET = "development-only-secret-never-use-it-in-production"


class Environment(StrEnum):
    DEVELOPMENT = "dev"
    PRODUCTION = "prod"


class ActionsIn(StrEnum):
    INLINE = "inline"
    """In the engine's process."""
    HTTP = "http"
    """In an action server."""


class Settings(BaseSettings):
    """Validated settings. Raises pydantic's ValidationError, whose text names the variable and what
    is wrong.
    """

    model_config = SettingsConfigDict(
        env_prefix="KEFU_",
        extra="ignore",
        hide_input_in_errors=True,
        enable_decoding=False,  # `_decoded` names the variable that is no JSON
    )

    env: Environment = Environment.DEVELOPMENT
    brand: str = "K豆钱包"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    public_url: str | None = None
    data_dir: Path = ROOT / "var"
    models_dir: Path = ROOT / "models"
    static_dir: Path = ROOT / "frontend" / "dist"

    database_url: str | None = None
    wallet_database_url: str | None = None
    secret: SecretStr = SecretStr(_DEVELOPMENT_SECRET)

    # Where the engine and the action server listen, always on loopback; others use the URLs.
    engine_port: int = Field(default=5005, ge=0, le=65535)
    actions_port: int = Field(default=5055, ge=0, le=65535)
    # Channels beside the web and what they must be told: {"name": {"setting": "value"}}.
    channels: dict[str, dict[str, Any]] = Field(default={}, repr=False)
    # Adapters: a name that kefu ships, or module:factory (kefu.adapters).
    wallet: str = "sql"
    # Topics that the wallet is taken not to offer, with commas between them: to try a poorer one.
    wallet_without: frozenset[Capability] = frozenset()
    allow_demo_wallet: bool = False
    sms: str | None = None
    email: str | None = None

    # One address, or several with commas between them.
    engine_url: str = "http://127.0.0.1:5005"
    # A file that names the engines instead, as lines of a name and an address; may change any time.
    engine_roster: Path | None = None
    # Engine processes that `kefu serve` starts; with 0 it takes those of `engine_url`.
    engine_workers: int = Field(default=1, ge=0, le=64)
    # One process more, which answers only while another one is out.
    engine_spare: bool = False
    engine_token: SecretStr = SecretStr("")
    engine_timeout: float = Field(default=5.0, gt=0, le=60)
    # Turns that one engine is given at a time; the others wait in line.
    engine_turns: int = Field(default=8, ge=1, le=100)
    # Seconds for which an answer to unclear words waits for more of them; 0: none does.
    read_together: float = Field(default=1.5, ge=0, le=10)
    # With so many conversations in line a new message is refused: 503, to be sent again later.
    most_waiting: int = Field(default=1000, ge=1)
    # Refunds of more fen than this are asked for by people: identity, a human and a second one.
    large_refund_fen: int = Field(default=100_000, ge=1)
    # Seconds without a connection after which a waiting customer's place sleeps, then is a ticket.
    customer_away: float = Field(default=120, ge=1, le=3600)
    away_ticket: float = Field(default=900, ge=1, le=86400)
    # Seconds without a sign of life from an agent's desk after which their conversations go back.
    agent_away: float = Field(default=60, ge=1, le=3600)
    # Seconds that a customer may wait for an agent's answer before the desk shows it in red.
    reply_limit: int = Field(default=60, ge=1)
    # The one model that the engine loads; without it the newest of `models_dir`.
    engine_model: Path | None = None
    # Where actions run; the address and the token are those of the action server.
    actions: ActionsIn = ActionsIn.INLINE
    actions_url: str = "http://127.0.0.1:5055"
    actions_token: SecretStr = SecretStr("")
    actions_timeout: float = Field(default=10.0, gt=0, le=60)

    identity_algorithm: Literal["HS256", "RS256", "EdDSA"] = "HS256"
    identity_audience: str = "kefu"
    # {"kid": "shared secret or PEM public key"}
    identity_keys: dict[str, SecretStr] = {}

    allowed_origins: list[str] = []
    # Staff may send customers links to these hosts and what is below them, and to no others.
    brand_domains: list[str] = []
    trusted_proxies: int = Field(
        default=0, ge=0, le=5, description="reverse proxies whose X-Forwarded-For is believed"
    )
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("channels", "identity_keys", "allowed_origins", "brand_domains", mode="before")
    @classmethod
    def _decoded(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            raise ValueError("not valid JSON") from None

    @field_validator("wallet_without", mode="before")
    @classmethod
    def _topics(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        names = {name.strip() for name in value.split(",") if name.strip()}
        if unknown := sorted(names - set(Capability)):
            known = ", ".join(Capability)
            raise ValueError(f"{unknown[0]!r} is no topic of the wallet; there are {known}")
        return names

    @field_validator("engine_url")
    @classmethod
    def _names_an_engine(cls, value: str) -> str:
        urls = [url.strip() for url in value.split(",") if url.strip()]
        if not urls or not all(url.startswith(("http://", "https://")) for url in urls):
            raise ValueError("must be http://… or several such addresses with commas between")
        return value

    @cached_property
    def is_development(self) -> bool:
        """Whether demo data, the outbox and the /dev paths exist."""
        return self.env is Environment.DEVELOPMENT

    @property
    def sms_sender(self) -> str:
        """The adapter for text messages: the outbox in development, none elsewhere unless set."""
        return self.sms or ("outbox" if self.is_development else "none")

    @property
    def email_sender(self) -> str:
        """The adapter for e-mails, as for text messages."""
        return self.email or ("outbox" if self.is_development else "none")

    @property
    def engine_urls(self) -> list[str]:
        """Where the engines are found, at least one."""
        return [url.strip().rstrip("/") for url in self.engine_url.split(",") if url.strip()]

    @property
    def local_url(self) -> str:
        """Where the gateway listens on this machine."""
        return f"http://{self.host}:{self.port}"

    @property
    def own_url(self) -> str:
        """Where customers find kefu, without a slash at the end."""
        return (self.public_url or self.local_url).rstrip("/")

    @property
    def database(self) -> str:
        """URL of kefu's own database."""
        return self.database_url or f"sqlite:///{self.data_dir / 'kefu.db'}"

    @property
    def wallet_database(self) -> str:
        """URL of the demo wallet's database."""
        return self.wallet_database_url or f"sqlite:///{self.data_dir / 'wallet.db'}"

    @property
    def identity_secrets(self) -> dict[str, str]:
        """Keys of the wallet's identity tokens by `kid`."""
        keys = {kid: key.get_secret_value() for kid, key in self.identity_keys.items()}
        if not keys and self.is_development:
            return {"default": f"identity/{self.secret.get_secret_value()}"}
        return keys

    @model_validator(mode="after")
    def _safe(self) -> Settings:
        if self.is_development:
            if self.host not in {"127.0.0.1", "::1", "localhost"}:
                raise ValueError(
                    "KEFU_ENV=dev binds loopback only; set KEFU_ENV=prod to serve others"
                )
            return self
        self._check_adapters()
        secret = self.secret.get_secret_value()
        if secret == _DEVELOPMENT_SECRET or len(secret) < 32:
            raise ValueError("KEFU_SECRET must be set to at least 32 random characters")
        if not self.identity_keys:
            raise ValueError(
                "KEFU_IDENTITY_KEYS must name the keys that sign the app's identity tokens"
            )
        if self.identity_algorithm == "HS256" and any(
            len(key) < 32 for key in self.identity_secrets.values()
        ):
            raise ValueError("KEFU_IDENTITY_KEYS: a shared secret needs at least 32 characters")
        if "*" in self.allowed_origins:
            raise ValueError("KEFU_ALLOWED_ORIGINS must name the sites that may embed the chat")
        names = ["engine_token"]
        if self.actions is ActionsIn.HTTP:
            names.append("actions_token")
        for name in names:
            if len(getattr(self, name).get_secret_value()) < 32:
                raise ValueError(
                    f"KEFU_{name.upper()} must be set to at least 32 random characters"
                )
        return self

    def _check_adapters(self) -> None:
        if self.wallet_without:
            raise ValueError("KEFU_WALLET_WITHOUT tries a poorer wallet: development only")
        if self.wallet == "sql" and not self.allow_demo_wallet:
            raise ValueError(
                "KEFU_WALLET must name your wallet (module:factory); the demo wallet (sql) needs "
                "KEFU_ALLOW_DEMO_WALLET=true"
            )
        for name in ("sms", "email"):
            if getattr(self, name) == "outbox":
                raise ValueError(
                    f"KEFU_{name.upper()}=outbox keeps codes in clear: development only"
                )
