from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from newsroom import workers
from newsroom.models import Heartbeat

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(minutes=10)


def beaten(name, ago=timedelta()):
    workers.beat(name)
    Heartbeat.objects.filter(pk=name).update(seen_at=timezone.now() - ago)


def running(worker, ago=LONG_AGO, deaths=0):
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now() - ago,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="articles.tasks.weigh_article",
        worker_ids=[*["old"] * deaths, worker],
        backend_name="default",
        run_after=timezone.now(),
    )


def status(result):
    result.refresh_from_db()
    return result.status


def test_a_heartbeat_is_one_row_a_worker():
    workers.beat("a")
    workers.beat("a")
    workers.beat("b")

    assert set(Heartbeat.objects.values_list("worker", flat=True)) == {"a", "b"}
    assert Heartbeat.objects.get(pk="a").version == workers.version() == "0.1.0"


@pytest.mark.parametrize(
    ("worker", "ago", "now"),
    [
        ("dead", LONG_AGO, TaskResultStatus.READY),
        ("unknown", LONG_AGO, TaskResultStatus.READY),
        ("alive", LONG_AGO, TaskResultStatus.RUNNING),
        ("dead", timedelta(seconds=30), TaskResultStatus.RUNNING),
    ],
)
def test_a_task_is_taken_from_a_dead_worker_alone(worker, ago, now):
    beaten("dead", LONG_AGO)
    beaten("alive")
    task = running(worker, ago)

    assert workers.reap() == (now == TaskResultStatus.READY)

    assert status(task) == now


def test_a_task_that_kills_its_workers_is_given_up(caplog):
    task = running("dead", deaths=workers.MOST_DEATHS - 1)

    workers.reap()

    assert status(task) == TaskResultStatus.FAILED
    assert task.exception_class_path == "newsroom.workers.Killed"
    assert "has killed its worker 3 times" in caplog.text


def test_old_heartbeats_go_and_the_last_one_stays():
    beaten("older", timedelta(days=9))
    beaten("old", timedelta(days=8))

    assert workers.forget_old() == 1
    assert Heartbeat.objects.get().worker == "old"


def test_a_task_that_no_version_of_this_program_knows_is_not_tried_again():
    task = running("alive")
    task.task_path, task.status = "articles.tasks.no_such_task", TaskResultStatus.FAILED
    task.save()

    assert not workers.give_back(task)
    assert status(task) == TaskResultStatus.FAILED
