"""Articles in and out as JSON Lines: `lines` (one line), `importer`, `exporter`. docs/import.md is the format."""
