"""The kinds of personal data."""

from __future__ import annotations

from enum import StrEnum


class PersonalKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    ID_NUMBER = "id_number"
    BANK_CARD = "bank_card"
