"""What people type in the desk, as clean values or as sentences that say how to mend it."""

from .article import ArticleForm, initial_of, typed_content
from .fields import KEY_DIGITS, MAX_PROSE, TOPICS, BodyField
from .image import ImageForm, WordsForm
from .plan import PlanForm
from .rules import HouseRulesForm
from .step import StepForm
from .withdrawal import WithdrawalForm

__all__ = [
    "KEY_DIGITS",
    "MAX_PROSE",
    "TOPICS",
    "ArticleForm",
    "BodyField",
    "HouseRulesForm",
    "ImageForm",
    "PlanForm",
    "StepForm",
    "WithdrawalForm",
    "WordsForm",
    "initial_of",
    "typed_content",
]
