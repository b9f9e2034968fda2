# Readout. Needs Python 3.11 to 3.13 and make; everything else is installed into .venv at locked versions.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test conformance lint format golden bench bench-platforms bench-digests bench-quality soak-sources kill-test fault-test scale-test month train lock clean

# The first Python that Readout runs on; choose another with `make setup PYTHON=/path/to/python3.12`.
PYTHON = $(shell for python in python3 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null \
	&& echo "$$python" && break; done)
UV_VERSION = 0.13.9

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCKED := --require-hashes --no-deps --only-binary :all:

help: ## Show this list
	@echo "Readout: who stands where, in their own words"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/ready ## Make .venv with the `readout` command in it
	@echo "Ready: $(BIN)/readout --help, or make run"

run: .venv/ready ## Start the bot; with no credentials, the chat in this terminal
	@$(BIN)/readout run

# Tests run in several processes, a file in one of them: many tests wait (for sockets, limits, clocks), and what is made
# once for a file or a run (articles analysed, servers started) is not made too often. Choose the number with WORKERS=1.
WORKERS = 4

# COVERAGE=1 measures coverage, too, and holds it: that takes half as long again.
test: lint ## Check everything: lint, format, types, imports, tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder \
		$(if $(COVERAGE),--cov --cov-report=term:skip-covered)

# READOUT_STRICT_SERVERS names the folder of the servers that stand in for the platforms.
conformance: .venv/ready-dev ## Try Readout on strict servers; JOBS=workers: on PostgreSQL, its jobs on workers
	@READOUT_CONFORMANCE=$(JOBS) $(BIN)/python -m pytest -q tests/conformance

lint: .venv/ready-dev ## Check style, format, types, import contracts and the Dockerfile
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/hadolint Dockerfile

format: .venv/ready-dev ## Put the code in its one format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

golden: .venv/ready-dev ## Write the approved briefs anew; read the difference before you commit it
	@READOUT_WRITE_GOLDEN=1 $(BIN)/python -m pytest -q tests/test_golden_briefs.py tests/test_golden_digests.py \
		tests/adapters/discord/test_shown.py tests/adapters/slack/test_documents.py
	@git --no-pager diff --stat -- tests/briefs docs

bench: .venv/ready-bench ## Print every figure of docs/benchmarks.md, measured here and now
	@$(BIN)/python -m benchmarks

# READOUT_STRICT_SERVERS names the folder of the servers that stand in for the platforms.
bench-platforms: .venv/ready-dev ## Print how Slack and Discord are served under load (a few minutes)
	@$(BIN)/python -m benchmarks.platforms

# The same servers; LOAD_DIGESTS=10000 and others choose the size, see benchmarks/digest_load.py and digest_idle.py.
bench-digests: .venv/ready-dev ## Print how thousands of digests due at once are composed and sent, and what waiting costs
	@$(BIN)/python -m benchmarks.digest_load
	@$(BIN)/python -m benchmarks.digest_idle

# The gold set is in tests/gold; READOUT_EVAL names a folder with further labelled sets and their scorers, READOUT_HAND
# one with pronouns resolved by hand (benchmarks/speaker_quality.py).
bench-quality: .venv/ready-bench ## Print how well quotations, speakers, stances and dates are found, beside two baselines
	@$(BIN)/python -m benchmarks.report

# Sizes by variables: SOAK_FEEDS=2000 SOAK_PAGES=20000 and others, see benchmarks/soak_sources.py; half an hour at these.
soak-sources: .venv/ready-dev ## Poll thousands of invented feeds, killed in the midst, and say what became of every item
	@$(BIN)/python -m benchmarks.soak_sources

# READOUT_STRICT_SERVERS names the folder of the servers that stand in for the platforms; SEED=2 draws other moments.
kill-test: .venv/ready-dev ## Kill Readout RUNS=20 times while it delivers digests, and compare what stands in the channels
	@RUNS=$(or $(RUNS),20) $(BIN)/python -m benchmarks.kill_digests

# READOUT_STRICT_SERVERS as above. FAULTS names some with commas between, SECONDS how long each lasts; the names and
# what is done stand in benchmarks/bad_times.py. Clocks that are wrong need Debian's package faketime.
fault-test: .venv/ready-dev ## Let all that can happen happen to the PostgreSQL that seven processes share, and account for it
	@$(BIN)/python -m benchmarks.bad_times

# READOUT_STRICT_SERVERS as above. ARTICLES, KILLS, SUBSCRIPTIONS, PARTS and others choose what is done, a quarter of an hour
# without any; `python -m benchmarks.scale_test --help` lists them, READOUT_BENCH_POSTGRES=URL is a server that runs.
scale-test: .venv/ready-dev ## Load articles, start three bots, schedulers and workers on PostgreSQL, kill at random, and count
	@$(BIN)/python -m benchmarks.scale_test

# READOUT_STRICT_SERVERS as above. DAYS, SEATS and SEED change what is done; see benchmarks/month.py.
month: .venv/ready-dev ## Live through 30 simulated days of 500 digests with all that goes wrong, and account for every window
	@$(BIN)/python -m benchmarks.month

# ASIDE=file names paragraphs whose documents are left out; what OUT already holds of finished stages is not done again.
train: .venv/training/ready ## Make the quotation tagger's weights: DATA=folder to learn from, OUT=folder to write to
	@test -n "$(DATA)" && test -n "$(OUT)" || { echo "make train DATA=FOLDER OUT=FOLDER [ASIDE=FILE]" >&2; exit 1; }
	@OMP_WAIT_POLICY=PASSIVE .venv/training/bin/python -m training --data "$(DATA)" --out "$(OUT)" \
		$(if $(ASIDE),--aside "$(ASIDE)")

# The locks name versions and hashes, for every supported Python and system, and no address.
COMPILE = .venv/lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --upgrade \
	--generate-hashes --no-emit-index-url --no-annotate --no-header

lock: ## Lock the newest versions that pyproject.toml allows (installs uv beside .venv's own packages)
	@test -x .venv/lock/bin/uv || { $(or $(PYTHON),python3) -m venv .venv/lock \
		&& .venv/lock/bin/python -m pip install --quiet uv==$(UV_VERSION); }
	@$(COMPILE) pyproject.toml --extra build -o requirements.lock
	@$(COMPILE) pyproject.toml --extra build --extra dev -c requirements.lock -o requirements-dev.lock
	@$(COMPILE) pyproject.toml --extra build --extra dev --extra bench -c requirements-dev.lock \
		-o requirements-bench.lock
	@$(COMPILE) pyproject.toml --extra training -c requirements.lock -o requirements-training.lock

clean: ## Remove what was built and installed; the data folder stays
	@rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Readout needs Python 3.11, 3.12 or 3.13: install one, or name it with PYTHON=..." >&2; exit 1; }
	@echo "Setting up .venv (once; it takes a minute or two) ..." >&2
	@test -x $(BIN)/python || "$(PYTHON)" -m venv .venv
	@$(PIP) install $(LOCKED) --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable . --config-settings editable_mode=compat
	@$(BIN)/python -m compileall -q adapters bot summaries
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	@echo "Adding what the checks need ..." >&2
	@$(PIP) install $(LOCKED) --requirement requirements-dev.lock
	@touch $@

.venv/ready-bench: .venv/ready-dev requirements-bench.lock
	@echo "Adding what is measured beside Readout ..." >&2
	@$(PIP) install $(LOCKED) --requirement requirements-bench.lock
	@touch $@

# PyTorch as the package index has it for Linux wants Nvidia's libraries, 3 GB. Its build for processors alone, for Linux
# x86_64 and Python 3.11, has this hash, and is taken where pip is told of a place that has it (PIP_FIND_LINKS, say).
TORCH_CPU := torch==2.13.0 --hash=sha256:6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b
TRAINING_PIP := .venv/training/bin/python -m pip --disable-pip-version-check --quiet install $(LOCKED)

.venv/training/ready: requirements-training.lock
	@test -n "$(PYTHON)" || { echo "Readout needs Python 3.11, 3.12 or 3.13: install one, or name it with PYTHON=..." >&2; exit 1; }
	@echo "Setting up what training needs, in .venv/training ..." >&2
	@"$(PYTHON)" -m venv .venv/training
	@echo "$(TORCH_CPU)" > .venv/training/torch
	@awk '/^[^ ]/ { kept = !/^(cuda|nvidia|torch|triton)/ } kept' requirements-training.lock > .venv/training/rest
	@$(TRAINING_PIP) -r .venv/training/torch 2>/dev/null && $(TRAINING_PIP) -r .venv/training/rest \
		|| $(TRAINING_PIP) -r requirements-training.lock
	@touch $@
