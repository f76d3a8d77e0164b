"""Pictures in templates; `articles.pictures.markup` says what each tag writes."""

from django import template
from django.utils.safestring import SafeString

from ..models import Image
from ..pictures import markup

register = template.Library()
register.simple_tag(markup.lead_picture)
register.simple_tag(markup.lead_preload)


@register.simple_tag
def picture(
    image: Image | None,
    crop: str = "card",
    sizes: str = "100vw",
    eager: bool = False,
    decorative: bool = False,
    phone_square: str = "",
) -> SafeString:
    """`{% picture article.lead_image crop="card" sizes="22rem" phone_square="104px" %}`."""
    return markup.picture(
        image, crop, sizes, eager=eager, is_decorative=decorative, phone_square=phone_square
    )
