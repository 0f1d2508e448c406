# For the habit: the scripts of package.json under short names.
pnpm = npx -y $(shell node -p "require('./package.json').packageManager")

.PHONY: test lint docs

test: ; $(pnpm) test
lint: ; $(pnpm) check
docs: ; $(pnpm) docs:build
