"""Notes on a story, from colleague to colleague."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from newsroom.forms import TidyForm

from .. import reviewing
from ..models import Article


class NoteForm(TidyForm, forms.Form):
    note = forms.CharField(max_length=4000, widget=forms.Textarea)


class NotesAdmin(admin.ModelAdmin[Article]):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.add_note)
        return [path("<int:pk>/note/", view, name="articles_article_note"), *super().get_urls()]

    def add_note(self, request: HttpRequest, pk: int) -> HttpResponse:
        """By POST only. What is being typed in the story stays: it is a working copy, or in the browser."""
        article = self.get_object(request, str(pk))
        if article is None:
            raise Http404("No such article.")
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = NoteForm(request.POST)
        if form.is_valid():
            note = reviewing.add_note(article, by=request.user, text=form.cleaned_data["note"])  # type: ignore[arg-type]
            named = ", ".join(user.get_full_name() or user.get_username() for user in note.mentions.all())
            self.message_user(request, f"Noted. {named} will get a mail." if named else "Noted.")
        else:
            self.message_user(
                request, "The note was empty, or longer than 4,000 characters.", messages.WARNING
            )
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]) + "#notes")
