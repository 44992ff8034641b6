"""The web server's entrance: `granian --interface wsgi wsgi:app`."""

import gc

from portal import create_app

app = create_app()
gc.collect()
gc.freeze()  # what is loaded now lives for ever: the collector need not look at it again
