"""The text of an article: what it may contain, how any text is made so, and how readers get it."""
