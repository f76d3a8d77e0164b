"""The site itself, who works on it, who did what, and the worker: one noun a file."""

from .audit import AppendOnly, AuditEntry
from .identity import (
    DEFAULT_ACCENT,
    Identity,
    default_language,
    default_time_zone,
    direction_of,
    validate_accent,
    validate_addresses,
    validate_outline,
    validate_time_zone,
    validate_viewbox,
)
from .people import DeskSession, RolePolicy
from .tally import Tally
from .worker import Heartbeat

__all__ = [
    "DEFAULT_ACCENT",
    "AppendOnly",
    "AuditEntry",
    "DeskSession",
    "Heartbeat",
    "Identity",
    "RolePolicy",
    "Tally",
    "default_language",
    "default_time_zone",
    "direction_of",
    "validate_accent",
    "validate_addresses",
    "validate_outline",
    "validate_time_zone",
    "validate_viewbox",
]
