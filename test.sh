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
filter=(--filter-not-trait long=true --max-parallel-test-modules 1) alone=(--parallel none)
# The long ones load the machine as far as it goes, so they come one after the other.
[ "${1:-}" = --long ] && { filter=(--filter-trait long=true --max-parallel-test-modules 1 --parallel none) alone=(); shift; }

tests/peers.sh || { echo "0 passed, 1 failed"; exit 1; }

log=$(mktemp); trap 'rm -f "$log" "$log.again"' EXIT
# One compiler for all projects, warm after the first, takes half the time; it ends with the build.
dotnet build Bridgewatch.slnx -v q -p:UseSharedCompilation=true 2>&1
built=$?
dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1
[ $built -eq 0 ] || { echo "The build failed."; echo "0 passed, 1 failed"; exit 1; }

tests() {   # log, options: runs them, told on the screen and in the log
    local to=$1; shift
    dotnet test --solution Bridgewatch.slnx --no-build --no-ansi --no-progress --ignore-exit-code 8 "$@" 2>&1 </dev/null | tee "$to"
}
# The summary is dotnet's own; a test program that crashed is in no total, only in the status.
total() { awk -v k="  $1:" '/^Test run summary:/ { n = 0 } index($0, k) == 1 { n = $2 } END { print n + 0 }' "${2:-$log}"; }

tests "$log" --minimum-expected-tests 1 "${filter[@]}" "$@"
status=$?
passed=$(total succeeded) failed=$(total failed) skipped=$(total skipped)
[ $status -ne 0 ] && [ "$failed" -eq 0 ] && failed=1      # a crash, or no test at all: never green
[ "$failed" -gt 0 ] && [ $status -eq 0 ] && status=1

# A few that failed beside the others are asked once more, alone. Those that then pass are named: their wait is too short, or their question
# too wide, and that is to be mended. What is broken fails again.
mapfile -t names < <(sed -nE 's/^failed ([^(]*[^( ])(\(.*)? \([0-9hms ]+\)$/\1/p' "$log" | tr ' ' '_' | sort -u)
if [ $# -eq 0 ] && [ "$failed" -gt 0 ] && [ "$failed" -eq "$(grep -c '^failed ' "$log")" ] && [ ${#names[@]} -le 4 ]; then
    echo "== Once more, alone: ${names[*]}"
    again=(); for name in "${names[@]}"; do again+=(--filter-method "*.$name"); done
    if tests "$log.again" "${filter[@]}" "${alone[@]}" "${again[@]}" && [ "$(total failed "$log.again")" -eq 0 ] && [ "$(total succeeded "$log.again")" -ge "$failed" ]; then
        printf 'Unstable, passed alone: %s\n' "${names[@]}"
        passed=$((passed + failed)) failed=0 status=0
    fi
fi
awk '/^(failed|passed|skipped) / { told = /^failed / ? 12 : 0 } told-- > 0' "$log"      # once more, behind all that the programs said
echo "$passed passed, $failed failed$([ "$skipped" -gt 0 ] && echo ", $skipped skipped")"
exit $status
