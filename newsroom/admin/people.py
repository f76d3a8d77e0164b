"""People and roles at the desk: who works here, and as what."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from .. import people, roles
from ..forms import TidyForm
from ..models import RolePolicy
from ..signin.backend import SECOND_FACTORS

PERSONAL = ("first_name", "last_name", "username", "email")

# allauth registers them itself. One holds the secrets of second factors; addresses are edited with their person.
admin.site.unregister([EmailAddress, Authenticator])
admin.site.unregister([Group, User])


class PersonForm(TidyForm, forms.ModelForm[User]):
    """Who somebody is, and what he or she may do. `by`, on the class, is whoever fills it in."""

    by: User
    roles = forms.ModelMultipleChoiceField(
        Group.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="What is in none of them is closed to this person. A change signs him or her out.",
    )

    class Meta:
        model = User
        fields = ("first_name", "last_name", "username", "email", "is_active")
        labels = {"username": "User name", "email": "E-mail", "is_active": "Account is open"}
        help_texts = {
            "username": "For signing in; the e-mail address does as well.",
            "email": "The link to set a password goes there.",
            "is_active": "Take the mark away when somebody leaves. The account and its history stay.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_new = self.instance.pk is None
        if self.instance.pk == self.by.pk:  # nobody changes his or her own
            self.fields.pop("roles")
        else:
            choice: Any = self.fields["roles"]
            choice.queryset = Group.objects.filter(pk__in=[role.pk for role in people.roles_to_give(self.by)])
            choice.initial = [] if is_new else list(self.instance.groups.all())
        if "email" in self.fields:
            self.fields["email"].required = is_new

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        same = Q(username__iexact=username) | Q(email__iexact=username)
        if User.objects.filter(same).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Somebody has this user name already.")
        return username

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"].lower()
        if address and User.objects.filter(email__iexact=address).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Somebody has this e-mail address already.")
        return address

    def clean_is_active(self) -> bool:
        is_active: bool = self.cleaned_data["is_active"]
        if self.instance.pk == self.by.pk and not is_active:
            raise ValidationError("Nobody closes his or her own account.")
        return is_active


@admin.register(User)
class PersonAdmin(admin.ModelAdmin[User]):
    form = PersonForm
    change_form_template = "admin/auth/user/change_form.html"
    list_display = ("name", "username", "email", "role_names", "second_factor", "account", "last_seen")
    list_filter = ("is_active", "groups")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    readonly_fields = ("role_names",)
    actions = None

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/link/", wrap(require_POST(self.link)), name="auth_user_link"),
            path("<int:pk>/factor/", wrap(require_POST(self.factor)), name="auth_user_factor"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        has_one = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS))
        return super().get_queryset(request).prefetch_related("groups").annotate(has_second_factor=has_one)

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"by": request.user})

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        fixed = obj is not None and (
            obj.pk == request.user.pk or not self.has_change_permission(request, obj)
        )
        work = ["role_names" if fixed else "roles", *(["is_active"] if obj and not fixed else [])]
        return [(None, {"fields": [*PERSONAL]}), ("At work", {"fields": work})]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or people.may_manage(request.user, obj))  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Whoever leaves is closed, and stays in what was done here."""
        return False

    @admin.display(description="Name", ordering="first_name")
    def name(self, person: User) -> str:
        return person.get_full_name() or person.get_username()

    @admin.display(description="Roles")
    def role_names(self, person: User) -> str:
        names = sorted(group.name for group in person.groups.all())
        return ", ".join(["Superuser"] if person.is_superuser else names) or "None"

    @admin.display(description="Signs in with")
    def second_factor(self, person: Any) -> str:
        return "Second factor" if person.has_second_factor else "Password alone"

    @admin.display(description="Account", ordering="is_active")
    def account(self, person: User) -> str:
        return "Open" if person.is_active else "Closed"

    @admin.display(description="Last signed in", ordering="last_login")
    def last_seen(self, person: User) -> str:
        if person.last_login is None:
            return "Never signed in"
        moment = timezone.localtime(person.last_login)
        return f"{date_format(moment, 'j M Y, H:i')} {moment.tzname()}"

    def save_model(self, request: HttpRequest, obj: User, form: PersonForm, change: bool) -> None:
        by: User = request.user  # type: ignore[assignment]
        chosen = form.cleaned_data.get("roles", ())
        if not change:
            people.add(obj, by=by, roles=chosen)
            self.message_user(request, "A link to set a password is on its way.", messages.SUCCESS)
            return
        was_open = User.objects.values_list("is_active", flat=True).get(pk=obj.pk)
        wants_open, obj.is_active = obj.is_active, was_open
        obj.save(update_fields=[name for name in form.changed_data if name in PERSONAL])
        if "email" in form.changed_data:
            people.move(obj, by=by)
        if "roles" in form.changed_data:
            kept = set(obj.groups.all()) - set(form.fields["roles"].queryset)  # type: ignore[attr-defined]
            people.give(obj, {*chosen, *kept}, by=by)
        if was_open and not wants_open:
            people.close(obj, by=by)
        elif wants_open and not was_open:
            people.reopen(obj, by=by)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Roles are given by `people`, which says so in the audit."""

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[dict[str, Any]]:
        """Without what the verbs of `people` write to the audit themselves."""
        if add:
            return super().construct_change_message(request, form, formsets, add)
        names = [str(form.fields[name].label) for name in form.changed_data if name in PERSONAL]
        return [{"changed": {"fields": names}}] if names else []

    def link(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send a link to set a password."""
        person = self._person(request, pk)
        if not person.email:
            return self._back(request, person, "There is no e-mail address to send it to.", messages.ERROR)
        people.send_link(person, by=request.user)  # type: ignore[arg-type]
        return self._back(request, person, f"A link is on its way to {person.email}.", messages.SUCCESS)

    def factor(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The phone is lost: take the second factors away."""
        person = self._person(request, pk)
        if not people.forget_second_factor(person, by=request.user):  # type: ignore[arg-type]
            return self._back(request, person, "There was none.", messages.WARNING)
        return self._back(
            request, person, "The second factor is gone; sign-in is by password now.", messages.SUCCESS
        )

    def _person(self, request: HttpRequest, pk: int) -> User:
        person = self.get_object(request, str(pk))
        if person is None or not self.has_change_permission(request, person):
            raise PermissionDenied
        return person

    def _back(self, request: HttpRequest, person: User, sentence: str, level: int) -> HttpResponse:
        self.message_user(request, sentence, level)
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[person.pk]))


class RoleForm(TidyForm, forms.ModelForm[Group]):
    needs_second_factor = RolePolicy._meta.get_field("needs_second_factor").formfield()

    class Meta:
        model = Group
        fields = ("name", "permissions")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        policy = RolePolicy.objects.filter(group=self.instance.pk).first()
        self.fields["needs_second_factor"].initial = bool(policy and policy.needs_second_factor)


@admin.register(Group)
class RoleAdmin(admin.ModelAdmin[Group]):
    form = RoleForm
    list_display = ("name", "purpose", "strict")
    list_select_related = ("policy",)
    ordering = ("pk",)
    filter_horizontal = ("permissions",)
    actions = None

    def get_fields(self, request: HttpRequest, obj: Group | None = None) -> Any:
        if obj is not None and roles.is_built_in(obj.name):
            return ("name", "purpose", "needs_second_factor", "may", "members")
        return ("name", "needs_second_factor", "permissions" if request.user.is_superuser else "may")

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> Any:
        """What a built-in role may do is the house's; other roles are made and changed by superusers."""
        fixed = not request.user.is_superuser or (obj is not None and roles.is_built_in(obj.name))
        return ("name", "purpose", "may", "members") if fixed else ()

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        built_in = obj is not None and roles.is_built_in(obj.name)
        return request.user.is_superuser and not built_in and super().has_delete_permission(request, obj)

    @admin.display(description="What it is for")
    def purpose(self, role: Group) -> str:
        return roles.description_of(role.name) or "A role of this paper."

    @admin.display(description="Second factor")
    def strict(self, role: Group) -> str:
        policy = getattr(role, "policy", None)
        return "Needed" if policy and policy.needs_second_factor else "Not needed"

    @admin.display(description="Who has it")
    def members(self, role: Group) -> str:
        people_of = role.user_set.filter(is_active=True).order_by("first_name", "username")
        return ", ".join(person.get_full_name() or person.get_username() for person in people_of) or "Nobody"

    @admin.display(description="What it may do")
    def may(self, role: Group) -> SafeString:
        names = role.permissions.order_by("content_type__app_label", "codename").values_list(
            "name", flat=True
        )
        return format_html_join("", "{}<br>", ((name.replace("Can ", "", 1),) for name in names))

    def save_model(self, request: HttpRequest, obj: Group, form: RoleForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        strict = form.cleaned_data["needs_second_factor"]
        RolePolicy.objects.update_or_create(group=obj, defaults={"needs_second_factor": strict})
