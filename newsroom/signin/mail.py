"""The mails about an account: a link with which its person sets a password."""

from allauth.account.forms import default_token_generator
from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django_tasks import task

from newsroom import audit, identity
from newsroom.retrying import tried_again

AGAIN_SECONDS = (10, 60, 300)  # where the mail server is not there


@task(priority=50)
@tried_again(*AGAIN_SECONDS)
def forgotten(address: str) -> int:
    """Send the link to the accounts of `address`, if there are any; says to how many."""
    people = [user for user in filter_users_by_email(address, is_active=True) if user.is_staff]
    for person in people:
        _send("forgotten", "Set a new password", person)
        audit.record("account.password_forgotten", person, by=person)
    return len(people)


@task(priority=50)
@tried_again(*AGAIN_SECONDS)
def invite(user_id: int, by: str) -> None:
    """Send a new colleague the link; `by` is the name of who invites."""
    person = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if person is not None:
        _send("invitation", f"Your account at {identity.current().name}", person, by=by)


def _send(template: str, subject: str, person: User, **context: str) -> None:
    days = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)
    words = {
        **context,
        "paper": identity.current().name,
        "person": person,
        "url": settings.SITE_URL + link_for(person),
        "days": days,
    }
    text = render_to_string(f"account/mail/{template}.txt", words)
    html = render_to_string(f"account/mail/{template}.html", words)
    send_mail(subject, text, None, [person.email], html_message=html)


def link_for(person: User) -> str:
    """The path at which `person` sets a password. Good once, for `PASSWORD_RESET_TIMEOUT` seconds."""
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return reverse("account_reset_password_from_key", kwargs=key)
