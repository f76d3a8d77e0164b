"""What is declared, what was published of it, what visitors chose."""

from .controller import Controller as Controller
from .count import DailyCount as DailyCount
from .count import Outcome as Outcome
from .record import Record as Record
from .record import State as State
from .registry import Category as Category
from .registry import Host as Host
from .registry import Kind as Kind
from .registry import Service as Service
from .registry import StorageEntry as StorageEntry
from .registry import Tag as Tag
from .registry import Unit as Unit
from .registry import Use as Use
from .version import ShownTexts as ShownTexts
from .version import Version as Version
from .version import Wording as Wording
