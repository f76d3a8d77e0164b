"""Publishing in a process that is killed again and again: run by test_killed.py with the database of the test.

In each round a child saves and publishes in a loop, and is killed with SIGKILL at a random instant after its first
story. The parent touches no database, so that each child has a connection of its own.
"""

import os
import random
import signal
import sys
import time
import traceback

import django

ROUNDS, LONGEST = 50, 0.3  # seconds from the first story of a child to its end


def work(ready: int, seed: int) -> None:
    """Change, publish, correct and withdraw the stories of the test, for ever."""
    from django.contrib.auth.models import User

    from articles import publishing
    from articles.content import Content, Credit
    from articles.models import Article, Author, Change, Image, Topic

    chance = random.Random(seed)
    editor = User.objects.get(username="amina")
    topics = list(Topic.objects.values_list("pk", flat=True))
    authors = list(Author.objects.values_list("pk", flat=True))
    pictures = list(Image.objects.values_list("pk", flat=True))
    stories = list(Article.objects.values_list("pk", flat=True))
    is_ready = False
    while True:
        article = Article.objects.get(pk=chance.choice(stories))
        word = f"{chance.randrange(10**9)}"
        body = f'<p>{word}</p><figure data-image="{chance.choice(pictures)}"></figure>'
        content = Content(
            headline=f"Headline {word}",
            slug="story",
            body=body + f'<aside data-article="{chance.choice(stories)}"></aside>',
            topics=tuple(chance.sample(topics, 3)),
            credits=tuple(Credit(author, "Text") for author in chance.sample(authors, 2)),
        )
        revision = publishing.save_draft(content, by=editor, article=article)
        step = chance.random()
        if step < 0.8:
            change = chance.choice([Change.TYPO, Change.UPDATE, Change.CORRECTION])
            publishing.publish(revision, by=editor, change=change, correction=f"It was {word}.")
        elif step < 0.9:
            publishing.withdraw(article, by=editor, notice=word)
        if not is_ready:
            is_ready = bool(os.write(ready, b"x"))


def main() -> None:
    django.setup()
    chance = random.Random(20261125)
    killed = 0
    while killed < ROUNDS:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            try:
                work(writing, killed)
            except Exception:  # noqa: BLE001 -- whatever it is, the test is to show it
                traceback.print_exc()
            finally:
                os._exit(1)
        os.close(writing)
        os.read(reading, 1)
        time.sleep(chance.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        os.close(reading)
        if not os.WIFSIGNALED(status):
            sys.exit("A child ended by itself.")
        killed += 1


if __name__ == "__main__":
    main()
