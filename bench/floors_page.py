"""The page and the fragment of the floors: 26 kB of 60 rows, dates and links in each, escaped as always."""

from jinja2 import DictLoader

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{ place.name }}</title><link rel="stylesheet" href="/style.css"></head>
<body>
<header><a href="/">Home</a> <a href="/places">Places</a> <a href="/people">People</a> <b>{{ user }}</b></header>
<main>
<h1>{{ place.name }}</h1>
<p>{{ count }} things to do here</p>
<ol class="list">
{% for row in rows %}
<li class="row waits" id="item-{{ row.id }}">
<h2 dir="auto"><a href="/places/{{ place.id }}/items/{{ row.id }}">{{ row.title }}</a></h2>
<p class="about">{{ row.about }}</p>
<p class="facts small quiet"><span class="tag tag-of-state">{{ row.state }}</span> <time datetime="{{ row.due_on }}">{{ row.due_on.strftime("%d %b %Y") }}</time> <span dir="auto">{{ row.owner.name }}</span></p>
</li>
{% endfor %}
</ol>
</main>
<footer>Sixty rows, and no more than that</footer>
</body>
</html>
"""

FRAGMENT = """<li id="note-{{ note.id }}"><p>{{ note.text }}</p><p class="facts"><span>place {{ note.place_id }}</span> <time>{{ note.at }}</time></p></li>"""

TEMPLATES = DictLoader({"page.html": PAGE, "fragment.html": FRAGMENT})
