"""Every change that is made at the desk leaves a line in the audit."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from newsroom import audit


class AuditedAdmin(admin.ModelAdmin[Any]):
    """Writes to the audit what Django writes to its own log, whichever form, action or list it came from."""

    # What verbs write their own line about, which says more than that somebody has saved a form.
    left_to_verbs: frozenset[str] = frozenset()

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        self._record("add", request, obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        if message:  # a form that was saved as it was changes nothing
            self._record("change", request, obj, fields=changed_fields(message))
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        for obj in queryset:
            self._record("delete", request, obj)
        return super().log_deletions(request, queryset)

    def _record(self, verb: str, request: HttpRequest, obj: Model, **detail: Any) -> None:
        if verb not in self.left_to_verbs:
            audit.record(f"{obj._meta.model_name}.{verb}", obj, by=request.user, **detail)


def changed_fields(message: Any) -> list[str]:
    """The names in Django's message about a change; what was done with rows inside the form is named by their kind."""
    if isinstance(message, str):
        return [message] if message else []
    names: list[str] = []
    for part in message:
        for verb, facts in part.items():
            if "object" in facts:
                names.append(f"{facts['name']} “{facts['object']}” {verb}")
            else:
                names += [str(name) for name in facts.get("fields", ())]
    return names


class AuditedSite(admin.AdminSite):
    """Every admin that is registered here is audited, Django's own and those of other packages too."""

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[admin.ModelAdmin[Any]] | None = None,
        **options: Any,
    ) -> None:
        plain = admin_class or admin.ModelAdmin
        if not issubclass(plain, AuditedAdmin):
            plain = type(plain.__name__, (AuditedAdmin, plain), {"__module__": plain.__module__})
        super().register(model_or_iterable, plain, **options)
