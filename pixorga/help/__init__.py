"""The help of both spaces: «Aide» for pupils, «Documentation» for teachers, and the accessibility statement.

To add an article, write ``articles/eleves/<slug>.md`` or ``articles/enseignants/<slug>.md``: its name is its address. It
begins with a head between two lines «---» (title, section, order, keywords separated by commas), then comes light
Markdown. The order is unique in its folder, and articles of one section follow each other. The first sentence answers the
question of the title, and the whole holds in 400 words.

A picture stands alone on its line, ``![what it shows](name.webp)``, and comes from ``static/help``: take it with
``make captures``, whose list is in ``captures/shots.py``. A link to another article is its slug, ``[words](slug)``, and to
a page of the space its path, ``[words](/profil)``. ``tests/test_articles.py`` checks all this.

Nothing here knows a model: these pages hold no personal data, and are read without signing in.
"""
