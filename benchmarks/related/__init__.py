"""`python -m benchmarks.related`: how good the lists of related stories are, and what they cost.

RELATED_SAMPLE names a folder with an open corpus: `articles.jsonl`, in the format of `import_articles`, and
`links.jsonl`, `{"id": …, "links": [ids]}` a line, the stories that each author has led to. docs/benchmarks.md says how
to read the tables.
"""
