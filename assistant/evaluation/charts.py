"""Pictures of figures as inline SVG: text that a browser draws and a printer prints sharp."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from assistant.evaluation.summary import Figure

GOOD, BAD, CAUTION, INK, MUTED, LINE = "#2f7d5d", "#b4472f", "#c48a1a", "#1d3448", "#6b7a87", "#d9e0e5"
SERIES = ("#1f5f8b", "#2f7d5d", "#c48a1a", "#b4472f", "#6d4c9f", "#3c8f9b")

_WIDTH, _LABEL, _RIGHT = 900, 390, 90
_ROW = 46


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure with its name and what it means."""

    label: str
    note: str
    figure: Figure
    higher_is_better: bool = True


def interval_chart(title: str, bars: Sequence[Bar]) -> Markup:
    """Horizontal bars from 0 to 100 %, each with its 95 % interval as a whisker; those without a value say so."""
    height = _ROW * len(bars) + 26
    parts = [_grid(height)]
    for number, bar in enumerate(bars):
        parts.append(_bar(bar, number * _ROW + 24))
    return _svg(title, _WIDTH, height, parts)


def outcome_chart(title: str, counts: Sequence[tuple[str, int, str]]) -> Markup:
    """One bar that all questions share, a piece for each outcome, with a legend below.

    Args:
        counts: name, questions, colour; left to right.
    """
    total = sum(count for _, count, _ in counts) or 1
    parts, at = [], 0.0
    for name, count, colour in counts:
        width = _WIDTH * count / total
        parts.append(
            f'<rect x="{at:.1f}" y="0" width="{max(width - 1.5, 0.5):.1f}" height="34" fill="{colour}">'
            f"<title>{escape(name)} {count}</title></rect>"
        )
        if width > 34:
            parts.append(_text(at + width / 2, 22, str(count), 15, "#fff", "middle", bold=True))
        at += width
    for number, (name, count, colour) in enumerate(counts):
        x, y = (number % 3) * 300, 62 + number // 3 * 26
        parts.append(f'<rect x="{x}" y="{y - 12}" width="13" height="13" rx="2" fill="{colour}"/>')
        parts.append(_text(x + 21, y, f"{name}  {count}（{count / total:.0%}）", 14, INK))
    return _svg(title, _WIDTH, 76 + (len(counts) - 1) // 3 * 26, parts)


def latency_chart(title: str, stages: Sequence[tuple[str, Mapping[str, float]]]) -> Markup:
    """For each stage a dark bar to the median and a light one to the 95th percentile, in milliseconds."""
    longest = max((times["p95"] for _, times in stages), default=0) or 1
    room = _WIDTH - 130 - 190
    parts: list[str] = []
    for number, (name, times) in enumerate(stages):
        y = number * 32
        parts.append(_text(118, y + 19, name, 14, INK, "end"))
        for key, colour in (("p95", "#bcd3e0"), ("p50", SERIES[0])):
            width = max(1.5, room * times[key] / longest)
            parts.append(f'<rect x="130" y="{y + 5}" width="{width:.1f}" height="20" rx="2" fill="{colour}"/>')
        label = f"{times['p50']:.1f} / {times['p95']:.1f} ms"
        parts.append(_text(138 + room * times["p95"] / longest, y + 20, label, 13, MUTED))
    return _svg(title, _WIDTH, 32 * len(stages), parts)


def line_chart(title: str, names: Sequence[str], series: Sequence[tuple[str, Sequence[Figure]]]) -> Markup:
    """Figures over runs, from 0 to 100 %, each point with its interval; a figure that a run lacks leaves a gap.

    Args:
        names: of the runs, left to right. series: a name and a figure for each run.
    """
    height, left, right = 420, 50, 190
    step = (_WIDTH - left - right) / max(1, len(names) - 1)

    def y(value: float) -> float:
        return 20 + (height - 70) * (1 - value)

    parts = [_rule(left, y(tick / 4), _WIDTH - right, f"{tick * 25}%") for tick in range(5)]
    crowded = len(names) > 7
    for number, name in enumerate(names):
        short = name if len(name) <= 14 else f"…{name[-13:]}"
        lower = 18 if crowded and number % 2 else 0
        parts.append(_text(left + number * step, height - 26 + lower, short, 12, MUTED, "middle"))
    ends: list[tuple[float, str, str]] = []
    for number, (name, figures) in enumerate(series):
        colour = SERIES[number % len(SERIES)]
        # Side by side, so that no interval hides another.
        points = [(left + at * step + 4 * number, figure) for at, figure in enumerate(figures) if figure.whole]
        parts.append(_line([(x, y(figure.value or 0.0)) for x, figure in points], colour))
        parts += [_whisker_upright(x, y(figure.low or 0.0), y(figure.high or 0.0), colour) for x, figure in points]
        if points:
            last = points[-1][1].value or 0.0
            ends.append((y(last), f"{name} {last:.0%}", colour))
    parts += _end_labels(_WIDTH - right + 4 * len(series) + 12, ends)
    return _svg(title, _WIDTH, height, parts)


def _bar(bar: Bar, y: int) -> str:
    """One bar with its label, note, whisker and value; `y` is its top."""
    room = _WIDTH - _LABEL - _RIGHT
    arrow = "" if bar.higher_is_better else " ↓"
    parts = [_text(0, y + 14, bar.label + arrow, 15, INK), _text(0, y + 31, bar.note, 11.5, MUTED)]
    figure = bar.figure
    if figure.value is None or figure.low is None or figure.high is None:
        return "".join([*parts, _text(_LABEL + 8, y + 20, "–", 14, MUTED)])
    colour = SERIES[0] if bar.higher_is_better else CAUTION
    for width, fill in ((room, "#eef2f4"), (room * figure.value, colour)):
        parts.append(f'<rect x="{_LABEL}" y="{y + 4}" width="{width:.1f}" height="20" rx="3" fill="{fill}"/>')
    low, high = _LABEL + room * figure.low, _LABEL + room * figure.high
    middle = y + 14
    for stroke, thick in (("#fff", 4.5), (INK, 1.6)):
        parts.append(
            f'<path d="M{low:.1f} {middle}H{high:.1f}M{low:.1f} {middle - 5}v10M{high:.1f} {middle - 5}v10" '
            f'stroke="{stroke}" stroke-width="{thick}" fill="none"/>'
        )
    parts.append(_text(_WIDTH, y + 16, f"{figure.value:.1%}", 16, INK, "end", bold=True))
    parts.append(_text(_WIDTH, y + 31, f"{figure.low * 100:.0f}–{figure.high * 100:.0f}", 11.5, MUTED, "end"))
    return "".join(parts)


def _grid(height: int) -> str:
    """Upright lines at each quarter, with their per cent on top."""
    room = _WIDTH - _LABEL - _RIGHT
    lines = []
    for quarter in range(5):
        x = _LABEL + room * quarter / 4
        lines.append(f'<path d="M{x:.1f} 18V{height}" stroke="{LINE}" stroke-width="1"/>')
        lines.append(_text(x, 12, f"{quarter * 25}%", 11, MUTED, "middle"))
    return "".join(lines)


def _rule(left: float, y: float, right: float, label: str) -> str:
    line = f'<path d="M{left} {y:.1f}H{right}" stroke="{LINE}" stroke-width="1"/>'
    return line + _text(left - 8, y + 4, label, 12, MUTED, "end")


def _line(points: Sequence[tuple[float, float]], colour: str) -> str:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{colour}"/>' for x, y in points)
    return f'<path d="M{path}" stroke="{colour}" stroke-width="2.5" fill="none"/>{dots}' if points else ""


def _whisker_upright(x: float, low: float, high: float, colour: str) -> str:
    return f'<path d="M{x:.1f} {low:.1f}V{high:.1f}" stroke="{colour}" stroke-width="1.2" opacity="0.45"/>'


def _end_labels(x: float, ends: list[tuple[float, str, str]]) -> list[str]:
    """The names of lines at their right ends, top to bottom in the order of the ends, none upon another."""
    labels, taken = [], 0.0
    for y, name, colour in sorted(ends):
        taken = max(y, taken + 18)
        labels.append(_text(x, taken + 5, name, 13, colour))
    return labels


def _text(x: float, y: float, text: str, size: float, colour: str, anchor: str = "start", *, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"{weight}>'
        f"{escape(text)}</text>"
    )


def _svg(title: str, width: int, height: float, parts: Sequence[str]) -> Markup:
    """The picture, read out by its title."""
    body = "".join(parts)
    return Markup(  # noqa: S704 - built here, every text escaped above
        f'<svg viewBox="0 0 {width} {height:.0f}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{body}</svg>"
    )
