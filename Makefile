# make run: a living demo on http://localhost:8000    make test: all tests    make lint    make bench

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
READY := .venv/.installed

.PHONY: run test lint bench messages

run: $(READY)
	$(BIN)/python manage.py quickstart --port $(PORT)

test: $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/python manage.py messages --check

bench: $(READY)
	$(BIN)/python manage.py bench

messages: $(READY)
	$(BIN)/python manage.py messages

$(READY): requirements.txt requirements-ml.txt requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@
