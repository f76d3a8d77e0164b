"""How often something was done from one place in the present minute: `newsroom.throttle`."""

from django.db import models


class Tally(models.Model):
    """`key` is a digest of what and who; `began_at`, in seconds since 1970, is when the present count began."""

    key = models.CharField(max_length=64, primary_key=True)
    began_at = models.BigIntegerField(db_index=True)
    number = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.number} since {self.began_at}"
