"""The relief prints of the demo edition: `press` is the engine, every other module draws pictures."""

import pkgutil
from importlib import import_module


def load() -> None:
    """Import every module of this package, so that `press.PRINTS` and `press.FOCUS` are complete."""
    for module in pkgutil.iter_modules(__path__):
        if module.name != "__main__":
            import_module(f"{__name__}.{module.name}")
