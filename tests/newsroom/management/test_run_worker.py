import signal

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django_tasks_db.management.commands.db_worker import Worker

from articles import tasks
from articles.models import Article
from newsroom.management.commands.run_worker import Command
from tests.factories import make_article


@pytest.fixture
def queue(settings):
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "images"]}
    }


@pytest.mark.django_db(transaction=True)
def test_what_is_enqueued_is_done(queue):
    article = make_article()
    Article.objects.update(weight_kb=None)
    result = tasks.weigh_article.enqueue(article.pk)

    call_command("run_worker", "--once")

    result.refresh()
    assert result.status == "SUCCESSFUL"
    assert Article.objects.get().weight_kb


@pytest.mark.django_db(transaction=True)
def test_a_task_that_fails_does_not_stop_the_others(queue, caplog):
    tasks.weigh_article.enqueue("no number")
    good = tasks.weigh_article.enqueue(make_article().pk)

    call_command("run_worker", "--once")

    good.refresh()
    assert good.status == "SUCCESSFUL"


@pytest.mark.django_db
def test_a_database_that_is_gone_is_waited_for(monkeypatch, caplog):
    def gone(self):
        raise OperationalError("no server")

    monkeypatch.setattr(Worker, "run", gone)

    call_command("run_worker", "--once")

    assert "the background work waits" in caplog.text


@pytest.mark.django_db
def test_a_signal_ends_the_work_after_the_task_in_hand(monkeypatch):
    rounds = []

    def interrupted(self):
        rounds.append(self)
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(Worker, "run", interrupted)
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)

    try:
        Command().handle()
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])

    assert len(rounds) == 1
    assert rounds[0].running is False
