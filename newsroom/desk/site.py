"""The admin site: what every page of the desk is drawn with."""

from .audited import AuditedSite


class Desk(AuditedSite):
    """The newsroom's desk."""
