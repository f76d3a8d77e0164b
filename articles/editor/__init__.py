"""The editor of the desk: the field in which the text of an article is written.

`rules.py` hands it the vocabulary of `articles.body`, `widget.py` puts it into a form, and the modules beside
`static/articles/editor/main.js` are what runs in the browser.
"""
