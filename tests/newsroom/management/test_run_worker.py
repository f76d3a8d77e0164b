import signal
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles import mailing, publishing, scheduling, tasks
from articles.models import Arrangement, Article, Pin, ScheduledChange, State
from newsroom.models import Heartbeat
from tests.factories import make_article, make_change, make_editor, make_user
from tests.newsroom.management import slow
from tests.programs import Program, wait_for


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
def test_a_task_that_fails_does_not_stop_the_others_and_is_tried_again_later(queue):
    bad = tasks.weigh_article.enqueue("no number")
    good = tasks.weigh_article.enqueue(make_article().pk)

    call_command("run_worker", "--once")

    good.refresh()
    assert good.status == "SUCCESSFUL"
    again = DBTaskResult.objects.get(pk=bad.id)
    assert again.status == TaskResultStatus.READY
    assert again.run_after > timezone.now()
    assert "ValueError" in again.exception_class_path


@pytest.mark.django_db(transaction=True)
def test_a_pin_whose_hour_has_come_throws_the_front_page_out_of_the_caches(queue, settings):
    hour = timezone.now() - timedelta(minutes=1)
    made = Arrangement.objects.create(number=1, made_at=hour, told_until=hour - timedelta(hours=1))
    Pin.objects.create(arrangement=made, zone="lead", article=make_article(), starts_at=hour)
    settings.CDN_PURGE_URL = "http://127.0.0.1:9/purge"  # nobody answers there, so the task stays

    call_command("run_worker", "--once")
    call_command("run_worker", "--once")

    purges = DBTaskResult.objects.filter(task_path="newsroom.pagecache.purge_at_cdn")
    assert [purge.args_kwargs["args"][0] for purge in purges] == [["front"]]


@pytest.mark.django_db(transaction=True)
def test_a_task_fails_for_good_after_its_last_try(queue):
    bad = tasks.weigh_article.enqueue("no number")

    for _ in range(5):
        DBTaskResult.objects.filter(pk=bad.id).update(run_after=timezone.now())
        call_command("run_worker", "--once")

    result = DBTaskResult.objects.get(pk=bad.id)
    assert (result.status, len(result.worker_ids)) == (TaskResultStatus.FAILED, 3)


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_fails_sends_no_other_twice(queue, monkeypatch):
    people = [make_user(username=name, email=f"{name}@example.org") for name in ("wanjiru", "baraka")]
    send = mail.send_mail
    failures: list[list[str]] = []

    def unsteady(subject, text, sender, to):
        if to == ["baraka@example.org"] and not failures:
            failures.append(to)
            raise ConnectionRefusedError
        return send(subject, text, sender, to)

    monkeypatch.setattr(mailing, "send_mail", unsteady)
    article = make_article()
    DBTaskResult.objects.all().delete()
    tasks.tell.enqueue("mentioned", article.pk, None, "Look", [person.pk for person in people])

    for _ in range(3):
        call_command("run_worker", "--once")
        DBTaskResult.objects.update(run_after=timezone.now())

    assert sorted(message.to[0] for message in mail.outbox) == ["baraka@example.org", "wanjiru@example.org"]
    assert failures


@pytest.mark.django_db
def test_a_database_that_is_gone_is_waited_for(monkeypatch, caplog):
    def gone():
        raise OperationalError("no server")

    monkeypatch.setattr(DBTaskResult.objects, "ready", gone)

    call_command("run_worker", "--once")

    assert "the background work waits" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_was_away_for_an_hour_takes_everything(queue, client):
    changed, left = make_article("Changed"), make_article("Left")
    revision = make_change(changed, "It rains")
    scheduling.schedule(revision, by=make_editor(), at=timezone.now() + timedelta(hours=1))
    an_hour_ago = timezone.now() - timedelta(hours=1)
    ScheduledChange.objects.update(at=an_hour_ago)
    Article.objects.filter(pk=left.pk).update(visible_until=an_hour_ago)
    due = publishing.publish(make_change(make_article("Due")), by=make_editor())
    Article.objects.filter(pk=due.pk).update(is_announced=False, visible_from=an_hour_ago)
    assert scheduling.trouble() == "3 overdue"

    call_command("run_worker", "--once")

    assert scheduling.trouble() == ""
    changed.refresh_from_db()
    left.refresh_from_db()
    assert (changed.headline, left.state) == ("It rains", State.WITHDRAWN)


# A real worker process on the database of the test


@pytest.mark.django_db(transaction=True)
def test_sigterm_lets_the_task_in_hand_be_finished(queue, tmp_path):
    result = slow.work.enqueue(str(tmp_path / "log"), 1.5)
    worker = Program("run_worker")
    wait_for((tmp_path / "log").exists)

    assert worker.end(signal.SIGTERM) == 0

    result.refresh()
    assert result.status == "SUCCESSFUL"
    assert Heartbeat.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_had_in_hand_is_done_by_another(queue, tmp_path):
    result = slow.work.enqueue(str(tmp_path / "log"), 600)
    killed = Program("run_worker")
    wait_for((tmp_path / "log").exists)
    assert killed.end(signal.SIGKILL) == -signal.SIGKILL
    assert DBTaskResult.objects.get(pk=result.id).status == TaskResultStatus.RUNNING
    # Ten minutes pass.
    Heartbeat.objects.update(seen_at=timezone.now() - timedelta(minutes=10))
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=10))

    worker = Program("run_worker")
    wait_for(lambda: DBTaskResult.objects.get(pk=result.id).status == TaskResultStatus.SUCCESSFUL)

    assert worker.end(signal.SIGTERM) == 0
    assert len(DBTaskResult.objects.get(pk=result.id).worker_ids) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="A file does not hang up.")
def test_a_database_that_hangs_up_is_called_again(queue, tmp_path):
    worker = Program("run_worker")
    wait_for(Heartbeat.objects.exists)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid != pg_backend_pid()"
        )
    result = slow.work.enqueue(str(tmp_path / "log"), 0)
    wait_for(lambda: DBTaskResult.objects.get(pk=result.id).status == TaskResultStatus.SUCCESSFUL)

    assert worker.end(signal.SIGTERM) == 0
