"""Table A as a picture."""

from collections.abc import Iterable
from statistics import fmean

from . import noise
from .cells import RHOS
from .page import BOUND, Found, false_rates

COLOURS = ("#0b6e99", "#c2410c", "#15803d", "#7c3aed", "#b45309", "#be185d", "#475569")
FRAME = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 290">
<title>False “improved”, percent, by correlation of neighbouring periods</title>
<style>
text{font:12px sans-serif}.ink{fill:#222}.line{stroke:#222;fill:none}
@media(prefers-color-scheme:dark){.ink{fill:#ddd}.line{stroke:#ddd}}
</style>
<text x="44" y="14" class="ink">False “improved”, %: worst size solid, mean dashed, bound dotted</text>
<text x="230" y="282" text-anchor="middle" class="ink">correlation of neighbouring periods (rho)</text>
<path d="M40 20V245H420" class="line"/>
"""


def picture(found: Found) -> str:
    """Worst (solid) and mean (dashed) of the 25 sizes against rho, for the data that can be correlated."""
    rows = zip([data for data in noise.ALL if data.extra], COLOURS, strict=True)
    parts = [f'<path d="M40 {_y(BOUND)}H{_x(0.3)}" class="line" stroke-dasharray="2 3"/>', *_ticks()]
    for i, (data, colour) in enumerate(rows):
        parts += _lines(found, data.name, colour)
        parts.append(f'<text x="440" y="{40 + 18 * i}" fill="{colour}">{data.name}</text>')
    return FRAME + "\n".join(parts) + "\n</svg>\n"


def _ticks() -> Iterable[str]:
    for rho in RHOS:
        yield f'<text x="{_x(rho):g}" y="262" text-anchor="middle" class="ink">{rho:g}</text>'
    for percent in range(0, 9, 2):
        yield f'<text x="34" y="{_y(percent) + 4:g}" text-anchor="end" class="ink">{percent}</text>'


def _lines(found: Found, name: str, colour: str) -> Iterable[str]:
    rates = [false_rates(found, name, rho) for rho in RHOS]
    for summary, dash in ((max, ""), (fmean, ' stroke-dasharray="5 4"')):
        points = " ".join(f"{_x(rho)},{_y(summary(r)):.1f}" for rho, r in zip(RHOS, rates, strict=True))
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"{dash}/>'


def _x(rho: float) -> float:
    return 60 + rho * 560


def _y(percent: float) -> float:
    return 245 - percent * 27
