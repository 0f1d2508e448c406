#!/bin/sh
# --before-run: writes a database to a file of the tree, so that the dump has both. The arguments are the database and the file.
# If pg_dump fails, so does the hook: nothing is dumped, and the file is the old one.
set -eu
new=$2.new
trap 'rm -f "$new"' EXIT
pg_dump --no-owner --file="$new" "$1"
mv "$new" "$2"
