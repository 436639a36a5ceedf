#!/usr/bin/env bash
# ./test.sh [--long] [options of dotnet test]      last line: N passed, N failed[, N skipped]
# --long runs the tests that take minutes (crash rounds, volume) instead of the others.
set -uo pipefail
cd "$(dirname "$0")"
export HOME=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}   # dotnet and its packages live there
export DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1
export LC_ALL=C.UTF-8 TZ=UTC
# Programs that run for seconds start a fifth faster so.
export DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0
# One test program already fills the machine; two at once take as long and keep browsers waiting.
filter=(--filter-not-trait long=true --max-parallel-test-modules 1)
# The long ones load the machine as far as it goes, so they come one after the other.
[ "${1:-}" = --long ] && { filter=(--filter-trait long=true --max-parallel-test-modules 1 --parallel none); shift; }

tests/peers.sh || { echo "0 passed, 1 failed"; exit 1; }

log=$(mktemp); trap 'rm -f "$log"' EXIT
# One compiler for all projects, warm after the first, takes half the time; it ends with the build.
dotnet build Bridgewatch.slnx -v q -p:UseSharedCompilation=true 2>&1
built=$?
dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1
[ $built -eq 0 ] || { echo "The build failed."; echo "0 passed, 1 failed"; exit 1; }
dotnet test --solution Bridgewatch.slnx --no-build --no-ansi --no-progress --minimum-expected-tests 1 \
    --ignore-exit-code 8 "${filter[@]}" "$@" 2>&1 </dev/null | tee "$log"
status=$?
# The summary is dotnet's own; a test program that crashed is in no total, only in the status.
total() { awk -v k="  $1:" '/^Test run summary:/ { n = 0 } index($0, k) == 1 { n = $2 } END { print n + 0 }' "$log"; }
passed=$(total succeeded) failed=$(total failed) skipped=$(total skipped)
[ $status -ne 0 ] && [ "$failed" -eq 0 ] && failed=1      # a crash, or no test at all: never green
[ "$failed" -gt 0 ] && [ $status -eq 0 ] && status=1
awk '/^(failed|passed|skipped) / { told = /^failed / ? 12 : 0 } told-- > 0' "$log"      # once more, behind all that the programs said
echo "$passed passed, $failed failed$([ "$skipped" -gt 0 ] && echo ", $skipped skipped")"
exit $status
