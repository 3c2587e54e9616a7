"""What the reader of figures knows while it goes through a field: the sentence, a list of figures, what was said so far."""

import re
from dataclasses import dataclass, field

from loaders.grammar.figures.home import Home
from loaders.grammar.figures.metrics import Mention
from loaders.grammar.figures.periods import Period
from loaders.grammar.figures.quantities import Figure
from loaders.grammar.plain import Plain


@dataclass(frozen=True)
class Setting:
    """What the caller knows of the field that is read."""

    home: Home
    role: str
    this_year: int | None
    deadline_period: str | None
    problem: Plain | None = None
    """The problem, for a goal or report that does not say again which county it is about."""
    places_told: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The places of a metric in the problem."""
    seen: tuple[str, ...] = ()
    """The places of the problem's figures."""
    period: str | None = None
    """The time of the whole document, of a figure that names none: 2023年环境质量公报."""
    month: str | None = None
    """The month that a report is of, 2025-01: 1-12月 in it are those of the year before."""

    def told(self, metric: str) -> str | None:
        """The place of a metric, where the problem told it of one place only."""
        places = self.places_told.get(metric, ())
        return places[0] if len(places) == 1 else None


@dataclass(frozen=True)
class Sentence:
    plain: Plain
    start: int
    end: int
    mentions: list[Mention]
    periods: list[Period]


@dataclass(frozen=True)
class Listed:
    """A list of figures in its clause; `reach` is where the words that may be its subject begin."""

    sentence: Sentence
    clause: tuple[int, int]
    reach: int
    figures: tuple[Figure, ...]
    change: str | None

    @property
    def text(self) -> str:
        return self.sentence.plain.text

    @property
    def first(self) -> int:
        return self.figures[0].start

    @property
    def unit(self) -> str:
        return self.figures[0].unit or ""

    @property
    def times_before(self) -> list[Period]:
        """The times that its sentence named before the figures."""
        return [time for time in self.sentence.periods if time.end <= self.first]

    @property
    def words(self) -> str:
        """The words of its own before the figures."""
        return self.text[self.reach : self.first]

    def before(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The pattern among the words before the figures."""
        return pattern.search(self.text, self.reach, self.first)

    def after(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The pattern right behind the figures."""
        return pattern.match(self.text, self.figures[-1].end)

    def fits(self, measure: Mention) -> bool:
        """Whether the measure can have such a figure: PM2.5 has a level in μg/m³, a change also in %."""
        if self.change and self.unit == "%":
            return "类" not in measure.units
        if self.change and self.unit == "百分点":
            return bool(measure.units & {"%", "百分点"})
        return self.unit in measure.units and (self.change is not None or self.unit != "百分点")


def clause_start(text: str, position: int) -> int:
    """Where the clause begins that the words before this position are of."""
    return 1 + max(text.rfind(mark, 0, position) for mark in ",;:。\n")


@dataclass
class Said:
    """What the clauses so far have said, for the ones that leave it out."""

    measures: list[Mention] = field(default_factory=list)
    measures_before: list[Mention] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    places_first: list[str] | None = None
    """The first places that its figures were of: what is said behind a ; goes back to them."""
    here: dict[str, None] = field(default_factory=dict)
    """The places that its figures were of, in their order: 白石断面…,青山断面…,同比总磷分别下降21.1%、9.8%."""
    row: list[str] = field(default_factory=list)
    """The places of a clause without figures: 青河、白河总磷浓度不降反升,分别上升9.6%、13.8%."""
    seen: dict[str, None] = field(default_factory=dict)
    """The places that the sentences before gave figures of, in their order."""
    topic: str | None = None
    """The place that the sentence opened with."""
    topic_before: str | None = None
    """The place that an earlier sentence of the paragraph opened with: 中心城区空气质量反弹。2023年PM2.5…."""
    town: str | None = None
    """The town whose air the sentence before told: 城区优良天数比例92.8%。PM2.5浓度…."""
    site: str | None = None
    """The site that the paragraph spoke of last."""
    carried_period: str | None = None
    """The time of the figures in the sentence before."""
