#!/bin/sh
# --before-run and --on-result: tells a monitor such as healthchecks.io that a run begins, and with which exit code it ended.
# The file has the address of the check, such as https://hc-ping.com/UUID.
set -eu
address=$(cat "${PING_FILE:-$HOME/.config/create-dump/ping-address}")
case $CREATE_DUMP_HOOK in
  before-run) end=start ;;
  *) end=$CREATE_DUMP_EXIT_CODE ;;
esac
# A monitor that is down is no reason to dump nothing.
printf 'url = "%s/%s"\n' "$address" "$end" |
  curl --config - --silent --show-error --fail --max-time 10 --retry 2 --output /dev/null ||
  [ "$CREATE_DUMP_HOOK" = before-run ]
