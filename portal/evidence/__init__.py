"""Pure statistics: numbers in, verdict out; no database, no Flask. docs/methods/rule.md says the rule in words."""

from .answer import Assessment, Reason, Verdict
from .assessment import ask_baseline, assess
from .charts import Chart, LimitsStatus, chart
from .comparison import Comparison, compare
from .effect import Effect
from .pooling import Chance, Estimate, Pool, chance, pool, within_place
from .runs import Runs, runs
from .series import Better, InvalidPeriod, Kind, RareSeries, Series
from .steps import Code, Step

RULE_VERSION = "1"
"""Stored with every verdict. Any change that can alter an answer raises it."""

__all__ = [
    "RULE_VERSION",
    "Assessment",
    "Better",
    "Chance",
    "Chart",
    "Code",
    "Comparison",
    "Effect",
    "Estimate",
    "InvalidPeriod",
    "Kind",
    "LimitsStatus",
    "Pool",
    "RareSeries",
    "Reason",
    "Runs",
    "Series",
    "Step",
    "Verdict",
    "ask_baseline",
    "assess",
    "chance",
    "chart",
    "compare",
    "pool",
    "runs",
    "within_place",
]
