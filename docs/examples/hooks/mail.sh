#!/bin/sh
# --on-result: mails the result with sendmail, unless everything was done.
set -eu
[ "$CREATE_DUMP_OUTCOME" = done ] && exit 0
{
  printf 'To: %s\n' "${MAILTO:?}"
  printf 'Subject: create-dump on %s: %s (exit code %s)\n' "$(hostname)" "$CREATE_DUMP_OUTCOME" "$CREATE_DUMP_EXIT_CODE"
  printf 'Content-Type: text/plain; charset=utf-8\n\n'
  cat
} | sendmail -t -oi
