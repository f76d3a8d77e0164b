"""`python -m seeds.prints [NAME…] --out seeds/pictures` draws all pictures, or the named ones."""

import argparse
from pathlib import Path

from seeds import prints
from seeds.prints.press import PRINTS, Plate

# The file is only the source of the renditions readers get, so it may be generous.
WEBP_QUALITY = 84
WEBP_METHOD = 6


def save(plate: Plate, folder: Path) -> Path:
    """Print one plate into `folder` as WebP, the same bytes every time; returns the file."""
    path = folder / f"{plate.name}.webp"
    plate.pull().save(path, "WEBP", quality=WEBP_QUALITY, method=WEBP_METHOD)
    return path


def main() -> None:
    """Read the names from the command line and print them."""
    prints.load()
    parser = argparse.ArgumentParser(prog="python -m seeds.prints", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="Pictures to draw; all without a name.")
    parser.add_argument("--out", type=Path, default=Path("seeds/pictures"), help="The folder to draw into.")
    arguments = parser.parse_args()
    if unknown := sorted(set(arguments.names) - set(PRINTS)):
        parser.error(f"no such picture: {', '.join(unknown)}")
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name in arguments.names or sorted(PRINTS):
        path = save(PRINTS[name], arguments.out)
        print(f"{path}  {path.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
