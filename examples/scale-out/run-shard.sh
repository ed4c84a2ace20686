#!/bin/sh
# Runs trueup on this runner's share of the stacks: run-shard.sh SHARE SHARES FOLDER ARGUMENTS…
# SHARE counts from 1. A stack is a folder below FOLDER with a trueup.yaml.
# Goes on after a failure; ends with the worst exit code: 1 before 3 before 5 before 2.
# Told to stop (SIGTERM, as by Kubernetes), it tells the running trueup, waits for it and begins no other stack.
set -u
share=$1 shares=$2 folder=$3
shift 3
case "$share$shares" in *[!0-9]*) echo "SHARE and SHARES are numbers" >&2; exit 1 ;; esac
[ "$share" -ge 1 ] && [ "$share" -le "$shares" ] || { echo "SHARE is 1 to SHARES" >&2; exit 1; }

worst=0
child='' stopped=''
# A terminal sends SIGINT to both by itself.
trap 'stopped=yes' INT
trap 'stopped=yes; [ -z "$child" ] || kill -s TERM "$child"' TERM
rank() { case $1 in 0) echo 0 ;; 2) echo 1 ;; 5) echo 2 ;; 3) echo 3 ;; *) echo 4 ;; esac; }
place=0
words=$IFS
IFS='
'
# LC_ALL: the same order on every runner.
for file in $(cd "$folder" && find . -name trueup.yaml -type f | LC_ALL=C sort); do
  IFS=$words
  place=$((place + 1))
  [ $(((place - 1) % shares + 1)) -eq "$share" ] || continue
  stack=$(dirname "$file")
  echo "=== $stack"
  ${TRUEUP:-trueup} "$@" -C "$folder/$stack" </dev/null &
  child=$!
  wait "$child"
  code=$?
  # A signal ends the wait, not the child.
  while kill -s 0 "$child" 2>/dev/null; do
    wait "$child"
    code=$?
  done
  child=''
  [ $code -eq 0 ] || echo "=== $stack: exit code $code"
  if [ "$(rank $code)" -gt "$(rank $worst)" ]; then worst=$code; fi
  [ -z "$stopped" ] || break
done
exit $worst
