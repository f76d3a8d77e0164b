"""What a worker does for the newsletters. Each can be done twice without harm."""

from django.utils import timezone
from django_tasks import task

from newsroom.retrying import tried_again

from .models import SignUp


@task()
@tried_again(30, 120, 600, 3600)
def answer(signup_id: int) -> None:
    """Write to the address of a form. Raises what the mail server raises."""
    from . import subscribing  # which orders this task

    signup = SignUp.objects.filter(pk=signup_id, done_at=None).first()
    if signup:
        subscribing.answer(signup, timezone.now())
