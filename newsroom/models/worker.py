"""The background work, as it is seen from outside."""

from django.db import models


class Heartbeat(models.Model):
    """A worker that runs, and when it was last known to. `newsroom.workers` writes."""

    worker = models.CharField(primary_key=True, max_length=16)  # made up at its start: it names no machine
    version = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["-seen_at"], name="worker_seen")]

    def __str__(self) -> str:
        return self.worker
