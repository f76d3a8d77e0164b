import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import merging, publishing, topics
from articles.models import Article, Change, DistinctTopics, Synonym, Tagging, Topic, TopicMerge
from tests.factories import make_article, make_content, make_draft, make_editor, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/topic/"


def topic(name):
    return topics.named([name])[0]


def names_in(page):
    return re.findall(r'<th class="field-name"><a [^>]*>([^<]*)</a>', page.content.decode())


def text_of(page):
    return " ".join(re.sub(r"<[^>]*>", " ", page.content.decode()).split())


def some_topics():
    """Two stories, one, one that waits for its hour, a draft alone, none."""
    make_article("First", topic_names=["Two", "One"])
    make_article("Second", topic_names=["Two"])
    make_article("Later", topic_names=["Scheduled"], at=timezone.now() + timedelta(hours=1))
    make_draft("Draft", topic_names=["Drafted"])
    topic("None")


def test_the_list_says_how_many_live_stories_each_topic_has_and_what_else_it_is_called(desk):
    some_topics()
    Synonym.objects.create(topic=topic("Two"), name="Mbili")

    page = desk.get(LIST)

    assert names_in(page) == ["Drafted", "None", "One", "Scheduled", "Two"]
    numbers = re.findall(r'<td class="field-stories">(\d+) live</td>', page.content.decode())
    assert numbers == ["0", "0", "1", "0", "2"]
    assert "Mbili" in page.content.decode()
    assert names_in(desk.get(f"{LIST}?q=mbili")) == ["Two"]
    assert names_in(desk.get(f"{LIST}?o=-2"))[0] == "Two"


def test_a_story_that_is_over_or_retracted_is_no_live_one(desk):
    gone, retracted = (make_article(headline, topic_names=["Roads"]) for headline in ("Gone", "Retracted"))
    make_article("Live", topic_names=["Roads"])
    Article.objects.filter(pk=gone.pk).update(visible_until=timezone.now())
    publishing.publish(
        retracted.live_revision, by=make_editor(), change=Change.RETRACTION, correction="It does not stand."
    )

    assert "1 live" in desk.get(LIST).content.decode()
    assert "Roads" in desk.get(LIST, {"only": "one"}).content.decode()


@pytest.mark.parametrize(("tab", "names"), [("one", ["One"]), ("unused", ["None"])])
def test_a_tab_shows_what_is_hardly_used(desk, tab, names):
    some_topics()

    page = desk.get(f"{LIST}?only={tab}")

    assert names_in(page) == names
    assert "One story 1" in text_of(page)
    assert "Unused 1" in text_of(page)


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_of_topics_takes_the_same_queries_however_long_it_is(desk, django_assert_num_queries, number):
    for n in range(number):
        make_article(f"Story {n}", topic_names=[f"Topic {n}", f"Other {n}"])

    with django_assert_num_queries(16):
        page = desk.get(LIST)

    assert len(names_in(page)) == 2 * number


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_of_topics_that_are_alike_takes_the_same_queries(desk, django_assert_num_queries, number):
    for n in range(number):
        topics.named([f"Road of {chr(97 + n) * 6}", f"Roads of {chr(97 + n) * 6}"])

    with django_assert_num_queries(14):
        page = desk.get(f"{LIST}alike/")

    assert page.content.decode().count("Not the same") == number


def test_what_is_alike_is_offered_to_be_merged_into_the_one_that_is_used_more(desk):
    make_article("First", topic_names=["Road"])
    road, roads = topics.named(["Road", "Roads"])

    page = desk.get(f"{LIST}alike/").content.decode()

    assert "Singular and plural" in page
    assert page.index(f"{LIST}{roads.pk}/merge/?into=Road") < page.index(f"{LIST}{road.pk}/merge/?into=Roads")


def test_two_topics_said_to_be_distinct_are_not_offered_again(desk):
    road, roads = topics.named(["Road", "Roads"])

    for _ in range(2):
        page = desk.post(f"{LIST}distinct/", {"first": roads.pk, "second": road.pk}, follow=True)

    assert "“Road” and “Roads” stay two topics." in text_of(page)
    assert "No two topics have names that are alike." in text_of(page)
    assert DistinctTopics.objects.count() == 1


@pytest.mark.parametrize("sent", [{}, {"first": "x", "second": "1"}, {"first": "1", "second": "1"}])
def test_nonsense_is_said_to_be_distinct_of_nothing(desk, sent):
    topic("Road")

    assert desk.post(f"{LIST}distinct/", sent).status_code == 302
    assert not DistinctTopics.objects.exists()


def test_a_merge_is_shown_before_it_is_made_and_can_be_undone_from_its_message(desk):
    make_article("First", topic_names=["Roads", "Road traffic"])
    make_article("Second", topic_names=["Roads"])
    old, new = topics.named(["Roads", "Road traffic"])
    address = f"{LIST}{old.pk}/merge/"

    shown = desk.get(f"{address}?into=ROAD traffic")
    assert Tagging.objects.filter(tag=old).count() == 2
    assert "Merge “Roads” into “Road traffic”?" in text_of(shown)
    assert "Stories 2 Have “Road traffic” already, at the better of the two places 1" in text_of(shown)

    done = desk.post(address, {"new": new.pk}, follow=True)
    assert "“Roads” is a name of “Road traffic” now, with 2 stories more. Undo…" in text_of(done)
    assert done.redirect_chain[-1][0] == f"{LIST}{new.pk}/change/"

    undo = f"/admin/articles/topicmerge/{TopicMerge.objects.get().pk}/undo/"
    assert f'href="{undo}"' in done.content.decode()
    asked = desk.get(undo)
    assert "2 stories as they were" in text_of(asked)
    undone = desk.post(undo, follow=True)
    assert "“Roads” is a topic again, with 2 stories." in text_of(undone)
    assert Tagging.objects.filter(tag=old.pk).count() == 2


def test_the_topic_that_stays_can_be_named_by_its_other_name(desk):
    old, new = topics.named(["Roads", "Road traffic"])
    Synonym.objects.create(topic=new, name="Barabara")

    assert "into “Road traffic”?" in text_of(desk.get(f"{LIST}{old.pk}/merge/?into=barabara"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Roads", "“Roads” cannot be merged into itself. Choose another topic."),
        ("Rods", "There is no topic “Rods”. Write the name as the list of topics has it."),
        ("", "This field is required."),
    ],
)
def test_what_cannot_be_merged_is_said_in_the_form(desk, typed, sentence):
    old = topic("Roads")

    assert sentence in text_of(desk.get(f"{LIST}{old.pk}/merge/", {"into": typed}))


def test_names_that_are_alike_are_offered_in_the_form(desk):
    old = topic("Roads")
    make_article("First", topic_names=["Road"])

    page = text_of(desk.get(f"{LIST}{old.pk}/merge/"))

    assert "Names that are alike Road 1 story" in page


def test_a_forged_merge_into_itself_is_refused(desk):
    old = topic("Roads")

    page = desk.post(f"{LIST}{old.pk}/merge/", {"new": old.pk}, follow=True)

    assert "“Roads” cannot be merged into itself." in text_of(page)
    assert not TopicMerge.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"new": "x"}, {"new": "99999"}, {"new": "9" * 40}])
def test_a_merge_into_nothing_asks_again(desk, sent):
    old = topic("Roads")

    page = desk.post(f"{LIST}{old.pk}/merge/", sent, follow=True)

    assert "Choose the topic to merge into." in text_of(page)


def test_a_second_click_says_what_the_first_has_done(desk):
    old, new = topics.named(["Roads", "Road traffic"])
    for _ in range(2):
        page = desk.post(f"{LIST}{old.pk}/merge/", {"new": new.pk}, follow=True)

    assert "“Roads” has been merged into “Road traffic” already, by boss." in text_of(page)
    assert TopicMerge.objects.count() == 1


def test_a_second_undo_says_who_did_the_first(desk):
    old, new = topics.named(["Roads", "Road traffic"])
    record = merging.merge(old, new, by=make_user(merging.MERGE))
    undo = f"/admin/articles/topicmerge/{record.pk}/undo/"
    desk.post(undo)

    for page in (desk.get(undo, follow=True), desk.post(undo, follow=True)):
        assert "This merge has been undone already, by boss." in text_of(page)


def test_stories_that_changed_since_are_named_before_a_merge_is_undone(desk):
    article = make_article("First", topic_names=["Roads"])
    old, new = topics.named(["Roads", "Road traffic"])
    record = merging.merge(old, new, by=make_user(merging.MERGE))
    draft = publishing.save_draft(
        make_content("Changed", topic_names=["Road traffic"]), by=make_editor(), article=article
    )
    publishing.publish(draft, by=make_editor())

    undo = f"/admin/articles/topicmerge/{record.pk}/undo/"
    page = text_of(desk.get(undo))
    done = text_of(desk.post(undo, follow=True))

    assert (
        "1 story has been given topics anew since the merge, or is gone. They keep what they have now: Changed"
        in page
    )
    assert "“Roads” is a topic again, with 0 stories. Changed since, and left as they are: 1 story." in done


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_merges_takes_the_same_queries_however_long_it_is(
    desk, django_assert_num_queries, number
):
    by = make_user(merging.MERGE)
    for n in range(number):
        merging.merge(*topics.named([f"Old {n}", f"New {n}"]), by=by)

    with django_assert_num_queries(13):
        page = desk.get("/admin/articles/topicmerge/").content.decode()

    assert page.count("Undo<span") == number


def test_a_topic_that_a_story_has_is_not_deleted_but_offered_to_be_merged(desk):
    make_draft("Draft", topic_names=["Roads"])
    used, unused = topics.named(["Roads", "Unused"])

    page = desk.post(f"{LIST}{used.pk}/delete/", {"post": "yes"}, follow=True)
    both = desk.post(
        LIST,
        {"action": "delete_selected", "_selected_action": [used.pk, unused.pk], "post": "yes"},
        follow=True,
    )

    for answer in (page, both):
        assert "“Roads”: 1 story. Merge it into another topic" in text_of(answer)
        assert f"{LIST}{used.pk}/merge/" in answer.content.decode()
    assert Topic.objects.count() == 2

    desk.post(f"{LIST}{unused.pk}/delete/", {"post": "yes"})

    assert list(Topic.objects.all()) == [used]


def test_who_may_not_merge_is_offered_none(client):
    make_article("First", topic_names=["Roads", "Road"])
    client.force_login(make_user("articles.view_topic", "articles.change_topic", "articles.delete_topic"))

    pages = [client.get(LIST), client.get(f"{LIST}{topic('Roads').pk}/change/")]

    for page in pages:
        assert "merge" not in page.content.decode().lower()
