"""A window of a browser that has the form of a story open, as autosave.js keeps it: what it sends, and when."""

import json
import re
from html import unescape

from articles.models import Mark

AUTOSAVE = "/admin/articles/article/autosave/"
DISCARD = "/admin/articles/article/autosave/discard/"
ADD = "/admin/articles/article/add/"


def change(article, asked=""):
    return f"/admin/articles/article/{article.pk}/change/{asked}"


class Window:
    """`client` is signed in as `person`. `text` is the headline, which stands for all that is typed."""

    def __init__(self, client, person, address):
        self.client, self.person = client, person
        self.turn = 0
        self.browser = None  # what the browser has kept: the copy it goes on from, its base, the text
        self.show(client.get(address, follow=True))

    def show(self, answer):
        """The page that an answer brings."""
        self.page = answer.content.decode()
        self.address = answer.redirect_chain[-1][0] if answer.redirect_chain else answer.request["PATH_INFO"]
        self.address = self.address.partition("#")[0].partition("?")[0]
        hidden = dict(
            re.findall(r'<input type="hidden" name="(base|once|tab|copy)" value="([^"]*)"', self.page)
        )
        self.tab, self.copy = hidden["tab"], hidden["copy"]
        self.once, self.base = hidden.get("once"), hidden.get("base")
        (story,) = re.findall(r'data-story="(\d*)"', self.page)
        self.story = int(story) if story else None
        self.turn, self.is_kept, self.is_pending = 0, False, False
        (text,) = re.findall(r'<textarea name="headline"[^>]*>\s*([^<]*)', self.page)
        self.text = unescape(text)

    def type(self, text):
        self.text, self.is_pending = text, True

    def send(self, **sent):
        body = {
            "tab": self.tab,
            "writer": self.person.pk,
            "article": self.story,
            "once": None if self.story else self.once,
            "base": int(self.base) if self.base else None,
            "copy": None if self.is_kept else self.copy,
            **sent,
        }
        return self.client.post(AUTOSAVE, json.dumps(body), "application/json").json()

    def autosave(self):
        """Send what was typed."""
        self.turn += 1
        answer = self.send(fields={"headline": self.text}, turn=self.turn)
        self.copy, self.is_kept, self.is_pending = str(Mark(self.tab, self.turn)), True, False
        return answer

    def beat(self):
        """A sign of life; what stands here and is nowhere else is sent once more."""
        answer = self.send()
        if self.is_kept and not answer["is_kept"]:
            self.is_kept = False
            self.autosave()
        return answer

    def close(self):
        if self.is_pending:
            self.turn += 1
            return self.send(leave=True, fields={"headline": self.text}, turn=self.turn)
        return self.send(leave=True)

    def post(self, **fields):
        self.turn += 1
        sent = {"headline": self.text, "base": self.base, "once": self.once, **fields}
        hidden = {"tab": self.tab, "copy": self.copy, "turn": self.turn, "writer": self.person.pk}
        known = {name: value for name, value in {**sent, **hidden}.items() if value is not None}
        return self.client.post(self.address, known, follow=True)

    def save(self):
        """Press the button. The page that it leads to is another one; the line of this one ends."""
        left = {"leave": True, "article": self.story, "tab": self.tab, "once": self.once}
        answer = self.post()
        if left["article"]:
            self.send(**left)
        return answer

    def save_in_vain(self):
        """Press the button with something in the form that must be mended first."""
        answer = self.post(canonical_address="nowhere")
        self.send(leave=True)
        self.show(answer)
        return answer
