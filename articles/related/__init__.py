"""Related stories: an inverted index that grows story by story, on the plain ORM of either database.

A story is counted into `Term`, kept as `Profile`, found by its 32 `Posting`s, measured in full against the hundred
likest, and gets its list in `Related`; then it is offered to the lists of these hundred. docs/decisions/related.md says
why it is done so, and what else was measured.
"""
