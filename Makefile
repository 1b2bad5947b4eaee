# Two commands are enough: `make run` and `make test`. Both install what they need the first time, in .venv.
PYTHON ?= python3
# Passed on to pytest: make test ARGS="-k campagne"
ARGS ?=
BOOTSTRAP = $(PYTHON) pixorga/bootstrap.py

.DEFAULT_GOAL := help
.PHONY: help run test test-long bench bench-engine captures lint format clean

help: ## la liste des commandes
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: ## lance PixOrga avec un lycée de démonstration, sur http://localhost:8000
	@$(BOOTSTRAP) run

test: ## toutes les vérifications, sauf les plus longues
	@$(BOOTSTRAP) test $(ARGS)

test-long: ## les tests les plus longs (parcours entiers, nombreux tirages)
	@$(BOOTSTRAP) test-long $(ARGS)

bench: ## ce que coûte une réponse d'élève, mesuré sur une classe de 30
	@$(BOOTSTRAP) bench $(ARGS)

bench-engine: ## ce que vaut le moteur adaptatif, sur des élèves simulés (ARGS=--quick : deux minutes)
	@$(BOOTSTRAP) bench-engine $(ARGS)

captures: ## refait les images de l'aide, depuis une démonstration à part
	@$(BOOTSTRAP) captures

lint: ## les vérifications qui ne lancent rien : style, gabarits, imports, types
	@$(BOOTSTRAP) lint

format: ## met le code Python en forme
	@$(BOOTSTRAP) format

clean: ## arrête la base locale et efface ce que les commandes ont créé (les données de démonstration aussi)
	@$(BOOTSTRAP) clean
