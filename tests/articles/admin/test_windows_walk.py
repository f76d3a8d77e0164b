"""Whatever one person does in three windows of one story, in whatever order, no text of it is lost.

A text counts as kept if it is in a version or in a working copy; if the person threw it away having it before the eyes;
or if he or she went on from it, in the same window or in one that had been opened with it, and what came of that is
kept.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from articles.models import Presence, Revision, WorkingCopy
from tests.factories import make_draft, make_editor

from .windows import ADD, DISCARD, Window, change

pytestmark = pytest.mark.django_db

ACTS = (
    *("open", "write", "write", "sleep"),
    *("type", "autosave", "beat", "close", "crash", "save", "save_in_vain"),
    *("go_back", "throw_away", "bring_back", "reload"),
)
# Long walks: in short ones nothing meets.
walks = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2)), min_size=25, max_size=40)


class Desk:
    """One person's windows, and what becomes of each text."""

    def __init__(self, is_new):
        self.person = make_editor()
        self.person.user_permissions.add(Permission.objects.get(codename="add_article"))
        self.client = Client()
        self.client.force_login(self.person)
        self.address = f"{ADD}?once={uuid4()}" if is_new else change(make_draft("Saved").article)
        self.is_new = is_new
        self.open = {}
        self.asleep = set()
        self.browser = []  # what browsers have kept of windows that crashed: their story, copy, base and text
        self.texts = 0
        self.after = {}  # each text, and the one that it went on from
        self.told = set()  # the texts that the server has had
        self.thrown = set()

    def act(self, name, number):
        window = self.open.get(number)
        if name == "open" and not window:
            self.open[number] = Window(self.client, self.person, self.address)
        elif name == "sleep":
            Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=1))
            self.asleep |= set(self.open)
        elif window and name not in {"open", "sleep"}:
            if number in self.asleep and name != "crash":
                self.beat(number, window)  # the first thing that it does when it wakes
            self.asleep.discard(number)
            getattr(self, name)(number, window)

    def type(self, number, window):
        self.texts += 1
        text = f"Text {self.texts}"
        self.after[text] = window.text
        window.type(text)

    def write(self, number, window):
        self.type(number, window)
        self.autosave(number, window)

    def autosave(self, number, window):
        if window.is_pending:
            window.autosave()
            self.told.add(window.text)

    def beat(self, number, window):
        window.beat()
        if window.is_kept and not window.is_pending:
            self.told.add(window.text)

    def close(self, number, window):
        if window.is_pending:
            self.told.add(window.text)
        window.close()
        del self.open[number]

    def crash(self, number, window):
        if window.is_pending:
            self.browser.append((window.story, window.once, window.copy, window.base, window.text))
        del self.open[number]

    def save(self, number, window):
        self.told.add(window.text)
        window.save()
        del self.open[number]

    def go_back(self, number, window):
        """Save, and step back in the browser to the form as it was, which goes on."""
        self.told.add(window.text)
        window.post()
        window.is_kept, window.is_pending = False, False

    def save_in_vain(self, number, window):
        self.told.add(window.text)
        text = window.text
        window.save_in_vain()
        assert window.text == text

    def throw_away(self, number, window):
        """Of what this window was opened with; what has been typed here since goes with the page."""
        if not window.copy or window.is_kept or window.is_pending:
            return
        sent = {"article": window.story or "", "copy": window.copy}
        answer = self.client.post(DISCARD, sent, follow=True)
        if "That text has changed since" not in answer.content.decode():
            self.thrown.add(window.text)
        window.send(leave=True)
        window.show(answer)

    def bring_back(self, number, window):
        mine = [kept for kept in self.browser if kept[:2] == (window.story, window.once)]
        if mine and not window.is_pending:
            _, _, copy, base, text = mine[0]
            self.browser.remove(mine[0])
            fields = {"headline": text}
            window.send(tab=str(uuid4()), turn=1, copy=copy, base=int(base) if base else None, fields=fields)
            self.told.add(text)

    def reload(self, number, window):
        """The page that comes is made before the one that goes says its last word."""
        asked = f"mine={window.tab}"
        new = Window(self.client, self.person, f"{self.address}{'&' if '?' in self.address else '?'}{asked}")
        self.close(number, window)
        self.open[number] = new

    def kept(self):
        versions = {revision.content.headline for revision in Revision.objects.all()}
        return versions | {copy.fields["headline"] for copy in WorkingCopy.objects.all()}

    def lost(self):
        kept = self.kept() | self.thrown
        safe = set()
        for text in reversed(list(self.after)):  # the later ones first
            went_on = any(before == text and after in safe for after, before in self.after.items())
            if text in kept or went_on:
                safe.add(text)
        return self.told - safe - {"", "Saved"}

    def untrue(self):
        """Windows that are awake, and whose text is not where they were told that it is."""
        kept = self.kept()
        awake = {number: window for number, window in self.open.items() if number not in self.asleep}
        return {
            number: window.text
            for number, window in awake.items()
            if window.is_kept and not window.is_pending and window.text not in kept
        }

    def not_offered(self):
        """Working copies that a window which is opened now neither has in it nor names."""
        page = Window(self.client, self.person, self.address).page
        new = self.client.get(ADD).content.decode()
        return [str(copy) for copy in WorkingCopy.objects.all() if str(copy.tab) not in page + new]


@pytest.mark.parametrize("is_new", [False, True])
@given(walk=walks)
@settings(
    max_examples=15,
    phases=[Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_nothing_is_lost(is_new, walk):
    with transaction.atomic():
        desk = Desk(is_new)
        for name, number in [("open", 0), ("open", 1), *walk]:
            desk.act(name, number)
            assert desk.lost() == set()
            if not is_new:  # the windows of a story that is not there yet do not say that they are
                assert desk.untrue() == {}

        for number, window in list(desk.open.items()):
            desk.act("beat", number)
            assert not window.is_kept or window.is_pending or window.text in desk.kept()
        if WorkingCopy.objects.count() <= 10:
            assert desk.not_offered() == []
        transaction.set_rollback(True)
