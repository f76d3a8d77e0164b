"""The declaration for machines: what this site may store and contact, service by service."""

from typing import Any

from django.conf import settings

from .registry import Registry, Service


def facts(registry: Registry) -> dict[str, Any]:
    """Plain values for JSON. `seconds` is null for what stays until the browser is closed or somebody deletes it."""
    return {
        "site": settings.SITE_URL,
        "version": registry.version,
        "published": registry.published_at.isoformat(),
        "language": registry.language,
        "controller": {
            "name": registry.controller.name,
            "address": registry.controller.postal_address,
            "email": registry.controller.email,
            "registration": registry.controller.registration,
            "jurisdiction": registry.controller.jurisdiction,
        },
        "categories": [
            {
                "key": category.key,
                "name": category.name,
                "purpose": category.purpose,
                "necessary": category.is_necessary,
                "version": category.version,
                "services": [_service(service) for service in category.services],
            }
            for category in registry.categories
        ],
    }


def _service(service: Service) -> dict[str, Any]:
    return {
        "key": service.key,
        "name": service.name,
        "company": service.company,
        "country": service.country_code,
        "purpose": service.purpose,
        "data": service.data,
        "policy": service.policy_url,
        "safeguard": service.safeguard,
        "since": service.since,
        "hosts": [{"host": host.host, "use": host.use} for host in service.hosts],
        "storage": [
            {
                "kind": entry.kind,
                "name": entry.name,
                "host": entry.host,
                "seconds": entry.seconds,
                "duration": entry.duration,
                "purpose": entry.purpose,
            }
            for entry in service.storage
        ],
    }
