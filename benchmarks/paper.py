"""A made-up paper of any size, the same each time: what `import_articles` reads, and the pictures beside it."""

import json
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from PIL import Image

SECTIONS, TOPICS, AUTHORS, PICTURES = 12, 300, 40, 12
BEGIN, END = datetime(2016, 1, 1, tzinfo=UTC), datetime(2025, 12, 31, tzinfo=UTC)
LABELS = ("news",) * 6 + ("analysis", "explainer", "numbers", "history")
SYLLABLES = (
    "ba",
    "chi",
    "do",
    "fu",
    "ga",
    "hi",
    "ka",
    "li",
    "ma",
    "nde",
    "ngo",
    "pa",
    "ra",
    "shi",
    "tu",
    "wa",
)
EMBED = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"


@dataclass(slots=True)
class Paper:
    """Words with the frequencies of a language (Zipf's law), and sentences ready to be put together."""

    chance: random.Random = field(default_factory=lambda: random.Random(20260101))
    words: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)  # cumulated
    sentences: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        made = {"".join(self.chance.choices(SYLLABLES, k=self.chance.randint(1, 4))) for _ in range(8000)}
        self.words = sorted(made, key=lambda word: (len(word), word))  # common words are short
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))
        self.sentences = [self.sentence(self.chance.randint(8, 22)) for _ in range(4000)]

    def some(self, count: int) -> str:
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=count))

    def sentence(self, count: int) -> str:
        return f"{self.some(count).capitalize()}."

    def paragraph(self) -> str:
        text = " ".join(self.chance.choices(self.sentences, k=self.chance.randint(2, 4)))
        marked = self.chance.random()
        if marked < 0.15:
            text += f' See <a href="https://www.example.org/{self.words[0]}">{self.some(3)}</a>.'
        elif marked < 0.3:
            text += f" It was <em>{self.some(2)}</em>, and <strong>{self.some(2)}</strong>."
        return f"<p>{text}</p>"

    def body(self, number: int, count: int) -> str:
        """About 6 KB of HTML, 900 words: three parts, and now and then a list, a table, a player or a card."""
        blocks = [self.paragraph() for _ in range(self.chance.randint(18, 24))]
        for place in (4, 9, 15):
            blocks.insert(place, f"<h2>{self.some(4).capitalize()}</h2>")
        if number % 2 and number > 10:
            blocks.insert(7, f'<aside data-article="{_id(self.chance.randrange(number))}"></aside>')
        if number % 50 == 0:  # a card to an article that stands later in the file
            blocks.insert(8, f'<aside data-article="{_id(self.chance.randrange(number, count))}"></aside>')
        if number % 5 == 0:
            items = "".join(f"<li>{self.some(9)}</li>" for _ in range(5))
            blocks.insert(11, f"<ul>{items}</ul>")
        if number % 10 == 3:
            rows = "".join(f"<tr><td>{self.some(2)}</td><td>{number}</td></tr>" for _ in range(6))
            blocks.insert(13, f"<table><tbody>{rows}</tbody></table>")
        if number % 20 == 7:
            blocks.insert(
                16, f'<figure data-embed="{EMBED}"><figcaption>{self.some(5)}</figcaption></figure>'
            )
        return "\n".join(blocks)

    def line(self, number: int, count: int) -> dict[str, object]:
        title = self.some(self.chance.randint(6, 11)).capitalize()
        first_topic = min(int(self.chance.paretovariate(0.7)), TOPICS)  # few topics have most articles
        others = self.chance.sample(range(1, TOPICS + 1), k=self.chance.randint(1, 3))
        published = BEGIN + (END - BEGIN) * (number / count) + timedelta(seconds=self.chance.randrange(600))
        line: dict[str, object] = {
            "id": _id(number),
            "title": title,
            "slug": f"{'-'.join(title.lower().split()[:5])}-{number}",
            "standfirst": self.sentence(20),
            "body": self.body(number, count),
            "label": LABELS[number % len(LABELS)],
            "section": f"Section {self.chance.randint(1, SECTIONS)}",
            "tags": [f"Topic {topic}" for topic in dict.fromkeys([first_topic, *others])],
            "authors": [f"Author {self.chance.randint(1, AUTHORS)}"],
            "published_at": published.isoformat(),
            "old_urls": [f"/?p={number + 1}"],
        }
        if has_picture(number):
            name = f"{number % PICTURES}.png"
            line["image"] = {"path": name, "alt": f"A drawing, number {number % PICTURES}", "credit": "Ours"}
        return line


def write(path: Path, count: int) -> None:
    """`count` articles over ten years, the oldest first."""
    paper = Paper()
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(json.dumps(paper.line(number, count), ensure_ascii=False) + "\n")


def has_picture(number: int) -> bool:
    return number % 5 > 0


def make_pictures(folder: Path) -> None:
    """`PICTURES` pictures of 1200 × 800 pixels: their content does not matter, but that it is not nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(PICTURES):
        gradient = Image.linear_gradient("L").resize((1200, 800)).rotate(180 * (number % 2))
        Image.merge("RGB", [gradient, gradient.point(lambda level: 255 - level), gradient]).rotate(
            number * 7
        ).save(folder / f"{number}.png")


def _id(number: int) -> str:
    return f"bench-{number}"
