# Two commands for a fresh machine: make demo, make test. PYTHON may name another Python (3.11 or newer).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo

.PHONY: demo test check coverage release-check clean

demo: $(VENV)/ready
	rm -rf $(DEMO)
	mkdir $(DEMO)
	$(BIN)/kubecode tag transcripts_sample --study $(DEMO)/kubecode.db
	$(BIN)/kubecode matrix --study $(DEMO)/kubecode.db
	$(BIN)/kubecode import transcripts_sample/coder_a.jsonl --study $(DEMO)/kubecode.db
	$(BIN)/kubecode matrix --study $(DEMO)/kubecode.db

test: $(VENV)/ready
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

check: $(VENV)/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/vulture
	$(BIN)/kubecode codebook check dinamika-kelompok
	$(BIN)/kubecode codebook check faktor-keberhasilan-kube
	$(BIN)/python -m pytest -q tests/documents

# Fails below the floor in pyproject.toml. Not part of make test: measuring doubles the time of the tests.
coverage: $(VENV)/ready
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses auto --dist loadfile
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

release-check: $(VENV)/ready
	$(BIN)/python scripts/release.py

$(VENV)/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kubecode needs Python 3.11 or newer; this is " + sys.version.split()[0] + " (try: make PYTHON=python3.12)")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) $(DEMO) build dist *.egg-info .coverage*
