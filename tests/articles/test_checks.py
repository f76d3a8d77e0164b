"""What is looked at before a text goes out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import checks, publishing, weight
from articles.body.clean import clean
from articles.body.outline import outline
from articles.models import Article, Change, Correction, HouseRules, Image, Level
from articles.publishing import Refused
from tests.factories import make_article, make_change, make_content, make_draft, make_editor, make_image

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 10, 5, tzinfo=UTC)


def rules(**levels):
    made, _ = HouseRules.objects.update_or_create(pk=1, defaults={"levels": levels})
    return made


def all_off(*but):
    return {name: "off" for name in checks.CHECKS if name not in but}


def said(name, content, **more):
    """The sentences of one check."""
    return [one.sentence for one in checks.look(content, rules=HouseRules(levels=all_off(name)), **more)]


def body(html):
    return make_content(body=clean(html))


def faultless(**fields):
    image = make_image(credit="Print: Njeri")
    return make_content(
        "A bridge opens",
        standfirst="After nine years",
        body=clean(
            '<h2>One</h2><h3>Two</h3><p>See <a href="/about/">who we are</a>.</p>'
            f'<figure data-image="{image.pk}"></figure>'
        ),
        section="Counties",
        topic_names=["Roads"],
        authors=["Amina"],
        **{"lead_image": image.pk, **fields},
    )


@pytest.fixture
def about():
    from articles.models import Page

    return Page.objects.create(slug="about", title="About")


def test_nothing_is_said_of_a_faultless_text(about):
    content = faultless()
    found = checks.look(content)

    assert found == []
    assert checks.fine_of(found, HouseRules(), outline(content.body)) == [
        "Headline and standfirst have their lengths",
        "No similar headline in the paper",
        "Headings in order",
        "1 link answers",
        "Every picture has its words and its credit",
        "Section, topics and authors",
        "Light enough for a metered line",
    ]


def test_every_check_has_something_to_say():
    other = make_article("The bridge is closed for a week")
    withdrawn = publishing.withdraw(make_article("Gone"), by=make_editor(), notice="Wrong.")
    image = make_image(alt="", colour="blue")
    article = make_draft("x").article
    article.embargo_until = timezone.now() + timedelta(days=1)
    content = make_content(
        "The bridge is closed for one week " + "x" * 80,
        body=clean(
            f'<h4>Deep</h4><p><a href="/2026/01/none/">the story</a> <a href="/about/">here</a></p>'
            f'<figure data-image="{image.pk}"></figure><figure data-image="999"></figure>'
            f'<aside data-article="{withdrawn.pk}"></aside>'
        ),
    )

    found = checks.look(
        content,
        article=article,
        at=timezone.now() - timedelta(hours=1),
        rules=HouseRules(weight_budget_kb=1),
    )

    assert {one.check for one in found} == set(checks.CHECKS) - ({"similar"} if other is None else set())
    assert [one.check for one in found if one.is_refusal] == ["alt", "embargo"]


@pytest.mark.parametrize(
    ("headline", "sentences"),
    [
        ("x" * 80, []),
        ("x" * 81, ["The headline has 81 characters; the most is 80."]),
        (" ", ["There is no headline."]),
    ],
)
def test_a_headline_has_its_length(headline, sentences):
    assert said("headline", replace(make_content(), headline=headline)) == sentences


def test_a_standfirst_has_its_length():
    assert said("standfirst", make_content(standfirst="x" * 201)) == [
        "The standfirst has 201 characters; the most is 200."
    ]


@pytest.mark.parametrize(
    ("html", "wrong"),
    [
        ("<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2>", []),
        ("<h3>B</h3>", ["B"]),
        ("<h2>A</h2><h4>C</h4><h4>D</h4>", ["C"]),
        ("<h2></h2><h2> </h2><p>x</p>", []),  # an empty heading does not even get as far as this
    ],
)
def test_headings_skip_no_level(html, wrong):
    assert [sentence.split("”")[0][1:] for sentence in said("headings", body(html))] == wrong


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("the county’s budget", False),
        ("here", True),
        ("Click here.", True),
        ("Hapa", True),
        ("https://example.org/a", True),
        ("www.example.org", True),
        ("example.org", True),
        ("…", True),
        ("node.js", False),
    ],
)
def test_a_link_says_where_it_leads(text, is_wrong):
    found = said("link_text", body(f'<p>x <a href="https://example.org/a">{text}</a></p>'))

    assert bool(found) == is_wrong


def test_a_picture_is_asked_for_once_with_its_place():
    image = make_image(alt="")
    content = body(
        f'<p>x</p><figure data-image="{image.pk}"></figure><figure data-gallery="{image.pk}"></figure>'
    )

    (found,) = checks.look(content, rules=HouseRules(levels=all_off("alt")))

    assert found == checks.Finding(
        "Picture 1 of the text has no alternative text.",
        checks.Place("body", 1),
        f"image-{image.pk}",
        check="alt",
        level=Level.REFUSE,
    )


def test_a_decorative_picture_needs_no_words_and_a_gallery_all_of_them():
    bare, mute = make_image(alt="", colour="blue"), make_image(alt="", colour="green")
    Image.objects.filter(pk=bare.pk).update(is_decorative=True)

    found = said("alt", body(f'<figure data-gallery="{bare.pk} {mute.pk}"></figure>'))

    assert found == ["Picture 2 of the text has no alternative text."]


def test_a_card_leads_to_a_story_that_readers_can_open_and_only_once():
    live, draft = make_article("Live"), make_draft("Draft").article
    retracted = make_article("Retracted")
    publishing.publish(
        retracted.live_revision, by=make_editor(), change=Change.RETRACTION, correction="It is false."
    )
    cards = "".join(
        f'<aside data-article="{pk}"></aside>' for pk in (live.pk, live.pk, draft.pk, retracted.pk, 99_999)
    )

    found = checks.look(body(cards), article=draft, rules=HouseRules(levels=all_off("read_also")))

    assert [(one.place.block, one.sentence.split(":")[0]) for one in found] == [
        (1, "“Live” has two read-also cards."),
        (2, "A read-also card leads to this story itself."),
        (3, "A read-also card leads to a story that readers cannot open"),
        (4, "A read-also card leads to a story that readers cannot open"),
    ]


@pytest.mark.parametrize(("minutes", "number"), [(-60, 1), (-4, 0), (60, 0), (None, 0)])
def test_a_time_that_is_over_is_said_so(minutes, number):
    at = timezone.now() + timedelta(minutes=minutes) if minutes is not None else None

    assert len(said("past", make_content(), at=at)) == number


def test_the_rules_of_the_house_decide_what_refuses_and_what_is_looked_at():
    content = make_content("x" * 300)

    levels = [
        [one.level for one in checks.look(content, rules=HouseRules(levels={**all_off(), "headline": level}))]
        for level in ("refuse", "warn", "off", "nonsense")
    ]

    assert levels == [[Level.REFUSE], [Level.WARN], [], [Level.WARN]]


def test_the_law_is_no_rule_of_the_house():
    draft = make_draft()
    draft.article.embargo_until = timezone.now() + timedelta(days=1)

    found = checks.look(draft.content, article=draft.article, rules=HouseRules(levels={"embargo": "off"}))

    assert "embargo" in {one.check for one in found if one.is_refusal}


def test_a_refusal_holds_the_verb_and_names_everything_at_once():
    rules(section="refuse", byline="refuse")
    draft = make_draft()

    for at in (None, timezone.now() + timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            publishing.publish(draft, by=make_editor(), at=at)
        assert str(refused.value) == "No section is chosen. No author is named."

    assert Article.objects.get().published_at is None


def test_a_warning_holds_nothing():
    rules(section="warn")

    assert make_article().is_live


def test_what_readers_see_already_holds_no_correction():
    image = make_image(alt="")
    article = make_article_unchecked(body=f'<figure data-image="{image.pk}"></figure>')
    rules(alt="refuse", section="refuse")

    publishing.publish(
        article.live_revision, by=make_editor(), change=Change.CORRECTION, correction="It was ten."
    )

    assert Correction.objects.count() == 1


def test_what_is_new_in_a_change_is_held_all_the_same():
    old, new = make_image(alt=""), make_image(alt="", colour="blue")
    figures = [f'<figure data-image="{image.pk}"></figure>' for image in (old, new)]
    article = make_article_unchecked(body=figures[0])
    rules(alt="refuse")
    change = make_change(article, body="".join(figures))

    found = checks.look(change.content, article=article)

    assert [(one.about, one.level) for one in found if one.check == "alt"] == [
        (f"image-{new.pk}", Level.REFUSE),
        (f"image-{old.pk}", Level.WARN),
    ]
    with pytest.raises(Refused):
        publishing.publish(change, by=make_editor())


def make_article_unchecked(**fields):
    rules(**all_off())
    return make_article(**fields)


@pytest.mark.parametrize("number", [1, 3])
def test_a_look_costs_the_same_whatever_the_text_refers_to(django_assert_num_queries, number):
    others = [
        make_article(f"Story {n}", at=NOW, section=f"S{n}", authors=[f"A{n}"], topic_names=[f"T{n}"])
        for n in range(number)
    ]
    html = "".join(
        f'<aside data-article="{other.pk}"></aside><p><a href="{other.get_absolute_url()}">a</a> '
        f'<a href="/section/s{n}/">b</a> <a href="/author/a{n}/">c</a> <a href="/topic/t{n}/">d</a> '
        f'<a href="/page-{n}/">e</a> <a href="/old/{n}">f</a></p>'
        f'<figure data-image="{make_image(colour=(n, 9, 9)).pk}"></figure>'
        for n, other in enumerate(others)
    )
    content = make_content("Story 0", body=clean(html))

    with django_assert_num_queries(12):
        found = checks.look(content)

    assert [one.about for one in found if one.check == "dead_link"] == [
        address for n in range(number) for address in (f"/page-{n}/", f"/old/{n}")
    ]


def test_a_thousand_pictures_are_looked_up_at_once(django_assert_num_queries):
    keys = range(1, 1_001)
    content = make_content(body="\n".join(f'<figure data-image="{key}"></figure>' for key in keys))
    make_image(alt="")

    with django_assert_num_queries(4):
        found = checks.look(content)

    gone = [one for one in found if one.check == "gone_picture"]
    assert len(gone) == checks.MOST_SAID + 1
    assert gone[-1].sentence == "Pictures that are gone: there is more of this kind further down."


@pytest.mark.parametrize(
    "piece",
    [
        '<p><a href="/nowhere/">here</a></p>\n',
        '<figure data-image="7"></figure>\n',
        '<p><a href="https://x.ke/">' + "x.ke/" * 30 + " y</a></p>\n",
        "<h4>Deep</h4>\n",
        '<aside data-article="9"></aside>\n',
    ],
)
def test_two_megabytes_of_anything_are_looked_at_in_bounded_work(piece, django_assert_max_num_queries):
    content = make_content(body=piece * (2_000_000 // len(piece)))

    with django_assert_max_num_queries(14):
        found = checks.look(content)

    assert len(found) < 100


def test_the_price_is_that_of_the_tariff():
    found = weight.Weight(page=50 * 1024, own={1: 40 * 1024}, others=12 * 1024)

    assert (found.kb, found.pictures_kb, found.around_kb) == (102, 40, 12)
    assert found.cost(HouseRules(tariff="0.5", currency="KSh")) == "0.05 KSh"
    assert found.cost(HouseRules(tariff="0.01", currency="$")) == "0.0010 $"
