# Each target is one command. The virtual environment is made from the locked, hashed lists on first use.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --upgrade pyproject.toml --group build
# To use another data folder: make check DATA=folder
DATA ?= data
# What is given to make reaches the commands through the environment, untouched: neither make nor the shell looks for
# dollar signs, quotation marks or spaces in a reason or the name of a file.
GIVEN := ADDRESS AGAIN ANSWER BREAK CHOOSE DATA FILES FIRST LOST PORT PROPOSE REASON RELEASE SERIES SOURCE TO YEAR YEARS
COMMANDS := publish fetch accept new-year close-year preview serve static check import protect rollback recall releases doctor handover start
$(foreach name,$(GIVEN),$(eval $(COMMANDS): export PIPELINE_$(name) := $$(value $(name))))
unexport $(GIVEN)
# The tests of a file share what is slow to make, so each file runs in one process. Files run in name order, which puts
# the longest ones, those of the attack and of the browser, first.
SIDE_BY_SIDE := -n auto --dist loadfile --no-loadscope-reorder

.PHONY: help publish fetch accept new-year close-year preview test test-all serve static check import protect rollback recall releases doctor handover start bench stress example lock format licences audit
.DEFAULT_GOAL := help

help: ## Visa den här hjälpen
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

publish: .venv/ready ## Läs in inkorgen, kontrollera, bygg, prova och publicera (TO=mål skickar till en server)
	@$(BIN)/pipeline publish

fetch: .venv/ready ## Hämta de officiella siffrorna till inkorgen (även SOURCE och YEARS)
	@$(BIN)/pipeline fetch

accept: .venv/ready ## Godkänn en serie som källan har ändrat: make accept SERIES=N07402 REASON="skälet" (BREAK=år)
	@$(BIN)/pipeline accept

new-year: .venv/ready ## Gör årets arbetsbok att fylla i: make new-year YEAR=2026
	@$(BIN)/pipeline new-year

close-year: .venv/ready ## Avsluta ett år fast uppgifter saknas: make close-year YEAR=2026 REASON="skälet"
	@$(BIN)/pipeline close-year

preview: .venv/ready ## Visa vad en publicering skulle ändra, utan att publicera
	@$(BIN)/pipeline preview

serve: .venv/ready ## Visa den publicerade webbplatsen (http://127.0.0.1:8001, annars med PORT=)
	@$(BIN)/pipeline serve

static: .venv/ready ## Kopiera webbplatsen till en mapp, för ett webbhotell (ADDRESS=https://… TO=mapp)
	@$(BIN)/pipeline build --static "$$PIPELINE_ADDRESS" --output "$$PIPELINE_TO"

check: .venv/ready ## Kontrollera data och visa alla problem på en gång
	@$(BIN)/pipeline check

import: .venv/ready ## Läs in filer: make import FILES="fil1 fil2" (även YEAR, SOURCE, CHOOSE och REASON)
	@$(BIN)/pipeline import

protect: .venv/ready ## Visa vad som måste döljas; dölj det i data med PROPOSE=1
	@$(BIN)/pipeline protect

rollback: .venv/ready ## Gå tillbaka till den förra publiceringen
	@$(BIN)/pipeline rollback

recall: .venv/ready ## Återkalla en publicering för gott: make recall RELEASE=namnet REASON="skälet"
	@$(BIN)/pipeline recall

releases: .venv/ready ## Visa de publiceringar som finns
	@$(BIN)/pipeline releases

doctor: .venv/ready ## Kontrollera att datorn och projektet har det som behövs
	@$(BIN)/pipeline doctor

handover: .venv/ready ## Skriv en anteckning och en påminnelse till den som tar över
	@$(BIN)/pipeline handover

start: .venv/ready ## Börja på riktigt: ta bort exempelsiffrorna och ange kommunen
	@$(BIN)/pipeline start

test: .venv/ready-dev ## Kör proven: stil, typer, prov och webbläsare
	@sh tests/browser/install.sh
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/vulture
	$(BIN)/pytest $(SIDE_BY_SIDE) $(CHOICE)

test-all: CHOICE := -m ""
test-all: test ## Kör alla prov, också de som tar lång tid

bench: .venv/ready-dev ## Mät fart och minne (ROWS=1000000)
	@$(BIN)/python bench/bench.py --rows $(or $(ROWS),1000000)
	@$(BIN)/python bench/downloads.py
	@$(BIN)/python bench/pages.py

stress: .venv/ready-dev ## Angrip en egen server och döda publiceringar i tio minuter, och skriv vad som höll
	@$(BIN)/python bench/stress.py
	@$(BIN)/python bench/switching.py

example: .venv/ready ## Gör om exempelsiffrorna i data/
	@$(BIN)/python bench/make_example.py

format: .venv/ready-dev ## Rätta kodens stil
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: .venv/ready-dev ## Lås om alla paket till deras nyaste tillåtna versioner
	$(COMPILE) -o requirements.lock
	$(COMPILE) --group dev -o requirements-dev.lock
	echo "pip-audit>=2.9,<3" | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --upgrade - -o requirements-audit.lock

licences: .venv/ready-dev ## Skriv listan över paketens licenser (docs/licenser.md)
	@$(BIN)/python docs/licences.py

audit: .venv-audit/ready ## Leta efter kända sårbarheter i de låsta paketen (behöver internet)
	@.venv-audit/bin/python .ci/audit.py

.venv-audit/ready: requirements-audit.lock
	@echo "Förbereder granskningen …"
	@$(PYTHON) -m venv .venv-audit
	@.venv-audit/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes --no-deps -r requirements-audit.lock
	@touch $@

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 eller senare behövs."; exit 2; }
	@echo "Förbereder programmet. Första gången tar det någon minut …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes --no-deps -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/ready-dev: requirements-dev.lock .venv/ready
	@echo "Förbereder proven …"
	@$(PIP) install --require-hashes --no-deps -r requirements-dev.lock
	@touch $@
