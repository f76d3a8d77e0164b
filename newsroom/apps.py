from django.apps import AppConfig
from django.db.models.signals import post_migrate


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "Site"

    def ready(self) -> None:
        # They import models, which are there only now.
        from . import roles
        from .signin import listening

        post_migrate.connect(roles.after_migrate, dispatch_uid="roles")
        listening.connect()
