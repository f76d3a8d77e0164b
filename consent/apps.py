from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ConsentConfig(AppConfig):
    name = "consent"
    verbose_name = "Consent"

    def ready(self) -> None:
        # They import models, which are there only now.
        from . import checks, defaults  # noqa: F401 -- the checks register themselves

        post_migrate.connect(defaults.after_migrate, sender=self, dispatch_uid="consent.defaults")
