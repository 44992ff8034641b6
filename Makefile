# Two commands matter: `make run` and `make test`. The others are for those who build.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PY := .venv/bin/python
FLASK := .venv/bin/flask --app wsgi:app
PYTHON ?= python3
export HOST ?= 127.0.0.1
export PORT ?= 8000
unexport PYTHONDONTWRITEBYTECODE # the second start reads what the first has compiled

.PHONY: run test test-fast test-postgres test-s3 lint types bench bench-recruiting bench-search bench-improving screenshots guides accessibility catalogues simulate recompute chaos contention kill9 powercut diskfull mutants observatory clean

run: .venv/run.done ## the demonstration: web and worker, on http://127.0.0.1:8000
	@PORTAL_ENV=demo $(PY) -m portal.running

.venv/run.done: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version) if sys.version_info < (3, 11) else None'
	@test -x $(PY) || $(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/test.done: requirements-test.lock .venv/run.done
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

test: .venv/test.done ## everything that must hold; ends with one line of counts
	@$(PY) -m tests.everything

test-fast: .venv/test.done ## without browsers
	PORTAL_ENV=test $(PY) -m pytest -n 2 -m "not browser and not slow"

test-postgres: .venv/test.done ## all that asks the database, on a PostgreSQL 15 that is started for it and thrown away
	@$(PY) -m tests.on_postgres

test-s3: .venv/test.done ## files in a bucket, on a Swift of our own that checks signatures; needs liberasurecode-dev
	@$(PY) -m tests.s3

accessibility: .venv/test.done ## axe on every page in both languages on phone and desk; the gate takes each page in one language
	PORTAL_ENV=test EVERY_PAGE=1 $(PY) -m pytest -n 2 -m browser tests/browser/test_pages.py

lint: .venv/test.done
	.venv/bin/ruff check portal tests bench
	.venv/bin/ruff format --check portal tests bench
	.venv/bin/djlint templates --lint --quiet
	.venv/bin/bandit --quiet --recursive portal --configfile pyproject.toml

types: .venv/test.done
	.venv/bin/pyright

catalogues: .venv/run.done ## take up new words; then translate portal/translations/*/LC_MESSAGES/messages.po
	$(PY) -m portal.translations.take_up

bench: .venv/test.done ## requests per second as ratios to floors measured in the same run
	$(PY) -m bench.pages

bench-recruiting: .venv/test.done ## board, funnel and event pages with 5,000 prospects and 200 events, beside the module's page
	$(PY) -m bench.recruiting

bench-search: .venv/test.done ## the search over 10,000 materials, beside their module's page
	$(PY) -m bench.search_materials

bench-improving: .venv/test.done ## a board of 1,000 projects, and an improvement with a photo logged on a phone at 400 kbit/s
	$(PY) -m bench.improving

screenshots: .venv/test.done ## every page, phone and desk, both languages, into build/screenshots
	$(PY) -m bench.screenshots

guides: .venv/test.done ## the pictures of docs/guides and of this README, in both languages
	PORTAL_ENV=demo PORTAL_DEMO_TODAY=2026-11-23 PORTAL_INSTANCE=/nowhere $(PY) -m bench.guides

simulate: .venv/test.done ## the error rates of the verdicts, by the portal's own code
	$(PY) -m bench.simulate

recompute: .venv/test.done ## 10,000 series judged again by the worker: seconds of one core, and memory; N says how many
	$(PY) -m bench.recompute $(if $(N),--series $(N))

chaos: .venv/test.done ## 100,000 submissions through a line that is cut at every byte; N says how many
	PORTAL_ENV=test $(PY) -m bench.chaos $(N)

contention: .venv/test.done ## 1,000,000 edits of one record by many hands, and the control without versions; N says how many
	PORTAL_ENV=test N=$(or $(N),1000000) $(PY) -m pytest tests/endurance/test_contention.py

kill9: .venv/test.done ## 10,000 kill -9 in the middle of writes; N says how many
	PORTAL_ENV=test $(PY) -m bench.kill9 $(N)

powercut: .venv/test.done ## 2,000 power cuts on a disk of its own (needs root); N says how many
	PORTAL_ENV=test $(PY) -m bench.powercut $(N)

diskfull: .venv/test.done ## a full disk, and room again (needs root)
	PORTAL_ENV=test $(PY) -m bench.diskfull

mutants: .venv/test.done ## every wall taken down by itself, and the walk that must notice; goes on where it was broken off
	PORTAL_ENV=test $(PY) -m pytest -m slow tests/test_mutants.py

observatory: .venv/test.done ## MDN's HTTP Observatory (from npm, offline) on every kind of page behind deploy/nginx with TLS; needs nginx and npm
	$(PY) -m bench.observatory

clean:
	rm -rf build .venv
