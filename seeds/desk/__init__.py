"""The demo edition's desk: stories in work, each brought to where it is by the verbs that its people would use."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles import previews, publishing, reviewing, trash
from articles.content import Content, Credit
from articles.models import Article, Author, Image, Priority, Revision, Section
from articles.topics import named
from newsroom import identity

FOLDER = Path(__file__).parent


def make(texts: dict[str, Content]) -> int:
    """Make the stories of `plan.json` that are not there yet; `texts` by the name of their file. Says how many."""
    plan = json.loads((FOLDER / "plan.json").read_text(encoding="utf-8"))
    return sum(_make(facts, texts) for facts in plan)


def content_of(line: dict[str, Any], image: Image | None) -> Content:
    """The text of a seed file, read as a line of an import."""
    authors = {author.name: author.pk for author in Author.objects.all()}
    return Content(
        headline=line["title"],
        slug=line["slug"],
        body=line["body"],
        standfirst=line.get("standfirst", ""),
        label=line.get("label", ""),
        section=Section.objects.get(name=line["section"]).pk,
        topics=tuple(topic.pk for topic in named(line.get("tags", []))),
        credits=tuple(Credit(authors[one["name"]], one["role"]) for one in line["authors"]),
        lead_image=image.pk if image else None,
    )


def _make(facts: dict[str, Any], texts: dict[str, Content]) -> bool:
    writer = _person(facts["by"])
    story = Article.objects.filter(source_id=facts["story"]).select_related("live_revision").first()
    if story is None:
        first = publishing.save_draft(texts[facts["story"]], by=writer)
        Article.objects.filter(pk=first.article_id).update(source_id=facts["story"])
        story = first.article
    elif "change" not in facts or story.live_revision is None or story.revisions.count() > 1:
        return False
    _give(story, facts)
    if "change" in facts:
        story.refresh_from_db()
        publishing.save_draft(_changed(story, *facts["change"]), by=writer, article=story)
    for step in facts["steps"]:
        story.refresh_from_db()
        _take(story, step)
    return True


def _give(story: Article, facts: dict[str, Any]) -> None:
    """Whose it is, and when it is due; `due_hours` from now, to the full hour."""
    if not facts.keys() & {"assignee", "due_hours", "priority"}:
        return
    full_hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    reviewing.plan(
        story,
        by=_person("editor"),
        assignee=_person(facts["assignee"]) if "assignee" in facts else None,
        due_at=full_hour + timedelta(hours=facts["due_hours"]) if "due_hours" in facts else None,
        priority=Priority(facts.get("priority", Priority.NORMAL)),
    )


def _changed(story: Article, old: str, new: str) -> Content:
    assert story.live_revision
    content = story.live_revision.content
    assert old in content.body, f"{story}: “{old}” is not in its text"
    return Content.from_json({**content.to_json(), "body": content.body.replace(old, new, 1)})


def _take(story: Article, step: dict[str, Any]) -> None:
    by, text = _person(step["by"]), step.get("text", "")
    newest = story.latest_revision
    assert newest
    match step["do"]:
        case "note":
            reviewing.add_note(story, by=by, text=text)
        case "submit":
            reviewing.submit(story, by=by, number=newest.number, note=text)
        case "send_back":
            reviewing.send_back(story, by=by, number=newest.number, note=text)
        case "approve":
            reviewing.approve(story, by=by, number=newest.number, note=text)
        case "publish":
            _publish(newest, by, hour=step["hour"])
        case "link":
            previews.make(story, by=by, name=step["name"])
        case "throw_away":
            trash.throw_away(story, by=by)


def _publish(revision: Revision, by: User, *, hour: int) -> None:
    """At this hour of tomorrow."""
    tomorrow = timezone.localtime(timezone=identity.current().zone) + timedelta(days=1)
    publishing.publish(revision, by=by, at=tomorrow.replace(hour=hour, minute=0, second=0, microsecond=0))


def _person(username: str) -> User:
    return User.objects.get(username=username)
