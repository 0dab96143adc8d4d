# The same commands for those whose fingers say "make". Everything is in dev.py.
.PHONY: run test check bench faults lock
ARGS ?=

run test check bench faults lock:
	@python3 dev.py $@ $(ARGS)
