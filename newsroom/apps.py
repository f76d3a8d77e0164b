from django.apps import AppConfig
from django.db.models.signals import post_migrate


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "Site"

    def ready(self) -> None:
        from . import roles  # it imports models, which are there only now

        post_migrate.connect(roles.after_migrate, dispatch_uid="roles")
