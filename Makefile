# Everything runs in .venv, made from requirements.lock by whichever target needs it first.
# On a fresh machine: make demo. Another Python: make demo PYTHON=python3.12

PYTHON ?= python3
BIN := .venv/bin
CODE := kg tests benchmarks training docs

.DEFAULT_GOAL := help
.PHONY: help demo check test fuzz bench ontology-docs screenshots lock clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile

demo: .venv/ready ## Build the graph of seeds/articles/ into demo/
	$(BIN)/kg build seeds/articles/*.md --out demo

check: .venv/ready ## Lint, formatting, types
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy

test: .venv/ready ## Run the tests
	$(BIN)/pytest -q -n 2 --dist worksteal

fuzz: .venv/ready ## Look for new counterexamples of the property tests
	KG_HYPOTHESIS=fuzz $(BIN)/pytest -q -n 2 -m hypothesis

bench: .venv/ready ## Measure what the README quotes
	for file in benchmarks/*.py; do echo; echo "$$file"; $(BIN)/python $$file || exit 1; done

ontology-docs: .venv/ready ## Write docs/ontology/index.html from ontology/kg.ttl
	$(BIN)/python docs/ontology_page.py

screenshots: demo ## Take the README's pictures of the demo in Chromium
	$(BIN)/python docs/screenshots.py

lock: .venv/ready ## Pin the newest versions that pyproject.toml allows
	test -x $(BIN)/uv || $(BIN)/pip install -q uv
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --extra dev \
	    --no-annotate --no-header pyproject.toml -o requirements.lock

clean: ## Remove .venv, the demo and what tools left behind
	rm -rf .venv demo dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	    { echo "polkg needs Python 3.11, 3.12 or 3.13: make PYTHON=/path/to/python"; exit 1; }
	@echo "Installing polkg and its tools into .venv; this takes a minute or two"
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

.venv/ready: .venv/locked pyproject.toml
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
