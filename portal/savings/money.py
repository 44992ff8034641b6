"""Money as whole minor units of a currency, and the rate at which it is told in another: never a float."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

DIGITS = {"PKR": 2, "USD": 2, "EUR": 2, "GBP": 2, "INR": 2, "BDT": 2, "LKR": 2, "NPR": 2, "CNY": 2, "JPY": 0, "VND": 0, "IDR": 2, "KES": 2}
MOST = 10**15  # minor units: more than any factory saves, and exact on every database
AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


class NoMoney(ValueError):
    """What was typed is no amount of this currency."""


@dataclass(frozen=True)
class Money:
    minor: int
    currency: str

    @classmethod
    def read(cls, text: str, currency: str) -> Money:
        """12,500.50 as it is typed; more decimals than the currency has are no amount of it."""
        text = text.strip().replace("\u066c", ",")
        if not AMOUNT.fullmatch(text):
            raise NoMoney(text)
        amount = Decimal(text.replace(",", "")).scaleb(DIGITS[currency])
        if amount != amount.to_integral_value() or amount > MOST:
            raise NoMoney(text)
        return cls(int(amount), currency)

    @property
    def amount(self) -> Decimal:
        return Decimal(self.minor).scaleb(-DIGITS[self.currency])

    def at(self, rate: Decimal, currency: str) -> Money:
        """The same in another currency: so much of it for one of this."""
        told = (self.amount * rate).scaleb(DIGITS[currency])
        return Money(int(told.to_integral_value(ROUND_HALF_EVEN)), currency)

    def of_a_year(self, days: int) -> Money:
        """What these days would make in 365, if all went on as it was."""
        told = Decimal(self.minor) * 365 / days
        return Money(int(told.to_integral_value(ROUND_HALF_EVEN)), self.currency)

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise NoMoney(f"{self.currency} and {other.currency} are not added")
        return Money(self.minor + other.minor, self.currency)

    def __str__(self) -> str:
        return f"{self.currency} {self.amount:,.{DIGITS[self.currency]}f}"
