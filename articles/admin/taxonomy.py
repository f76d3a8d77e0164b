"""Sections, authors, old addresses: what moves leaves its old address behind."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from taggit.models import Tag

from newsroom import identity, pagecache
from newsroom.forms import TidyForm

from .. import addresses
from ..models import Author, OldAddress, Section, Topic
from ..models.address import TARGETS
from ..names import fold
from .again import AgainAdmin

admin.site.unregister(Tag)  # taggit's own list: ours are topics


class NamedForm(TidyForm, forms.ModelForm[Any]):
    """Refuses a name that another row has, whatever its case and accents."""

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not fold(name):
            raise ValidationError("Write a name with letters or digits.")
        same = self._meta.model._default_manager.filter(key=fold(name)).exclude(pk=self.instance.pk).first()
        if same:
            raise ValidationError(f"There is “{same}” already.")
        return name


class MovingAdmin(AgainAdmin):
    """For what has an address made of its slug."""

    form = NamedForm
    prepopulated_fields = {"slug": ("name",)}
    search_fields = ("name",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        old = self.model._default_manager.get(pk=obj.pk).get_absolute_url() if change else ""
        super().save_model(request, obj, form, change)
        addresses.keep(old, obj)
        show(obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        show(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for obj in queryset:
            show(obj)
        super().delete_queryset(request, queryset)


def show(obj: Section | Topic | Author) -> None:
    """Once the present transaction is committed, the pages that show `obj` are made anew."""
    # A section's name stands in the navigation of every page; the address of a topic in the sitemap.
    also = ("site", "pages") if isinstance(obj, Section) else ("topics",) if isinstance(obj, Topic) else ()
    pagecache.purge(obj.cache_tag, *also)
    transaction.on_commit(identity.forget)


class PositionForm(forms.ModelForm[Section]):
    """In the list, where the head of the column names the field for those who see it."""

    class Meta:
        widgets = {"position": forms.NumberInput(attrs={"aria-label": "Position", "min": 0})}


@admin.register(Section)
class SectionAdmin(MovingAdmin):
    list_display = ("name", "position", "language")
    list_editable = ("position",)

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(request, **{**kwargs, "form": PositionForm})


@admin.register(Author)
class AuthorAdmin(MovingAdmin):
    list_display = ("name", "role", "is_desk")
    raw_id_fields = ("picture", "user")


@admin.register(OldAddress)
class OldAddressAdmin(AgainAdmin):
    list_display = ("path", *TARGETS)
    list_select_related = TARGETS
    search_fields = ("path",)
    raw_id_fields = TARGETS
