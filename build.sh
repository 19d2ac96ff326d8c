#!/usr/bin/env bash
# The tasks of build.ps1 on a Linux or macOS machine that may have no PowerShell: brings the one that
# .config/dotnet-tools.json pins, and runs the task with it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# A parallel build leaves compilers behind that wait for the next one; a task is over when its processes are.
export MSBUILDDISABLENODEREUSE=1

fail() {
    echo "build.sh: $*" >&2
    exit 1
}

usage() {
    cat <<'TEXT'
Usage: ./build.sh TASK [OPTION ...]

  build     compiles everything, lays the module out under out/LakeFS.S3
  test      runs every suite; -Skip Pester on a machine that can't have PowerShell
  demo      shows the module at work against a local gateway

All tasks and options: ./build.sh -List. PowerShell comes from the package registry; LAKEFS_S3_RESTORE_SECONDS says how
long that may take, 300 where it is not set.
TEXT
}

# Installs the pinned PowerShell. NuGet waits ten minutes and longer for a registry that accepts and never answers.
restore_pwsh() {
    local limit=${LAKEFS_S3_RESTORE_SECONDS:-300}
    local end=$((SECONDS + limit)) restore
    dotnet tool restore 2>&1 &
    restore=$!
    while kill -0 "$restore" 2>/dev/null; do
        if [ "$SECONDS" -ge "$end" ]; then
            kill "$restore"
            wait "$restore" || true
            echo "The package registry did not answer within $limit s."
            return 1
        fi
        sleep 0.2
    done
    wait "$restore"
}

# Runs build.ps1 in the pinned PowerShell, or in the machine's own where the pinned one can't be had.
run_pwsh() {
    local log
    if log=$(restore_pwsh); then
        exec dotnet tool run pwsh -- -NoProfile -NonInteractive -File ./build.ps1 "$@"
    fi
    echo "$log" >&2
    case "$log" in
        *dotnet-tools.json*) fail ".config/dotnet-tools.json can't be read. Put it right, then try again." ;;
    esac
    if command -v pwsh >/dev/null; then
        echo "build.sh: the pinned PowerShell can't be had; taking $(command -v pwsh)." >&2
        exec pwsh -NoProfile -NonInteractive -File ./build.ps1 "$@"
    fi
}

# What the SDK alone can run of the tests, for callers who said that they go without Pester.
test_without_pwsh() {
    local results=out/TestResults passed=0 failed=0 skipped=0 status=0 counters
    rm -rf "$results"
    dotnet build LakeFS.S3.sln --configuration Release -nologo -verbosity:quiet
    dotnet test LakeFS.S3.sln --configuration Release --no-build --logger trx --results-directory "$results" || status=$?
    for file in "$results"/*.trx; do
        counters=$(grep -o '<Counters [^>]*' "$file")
        passed=$((passed + $(grep -o ' passed="[0-9]*"' <<<"$counters" | tr -dc 0-9)))
        failed=$((failed + $(grep -o ' failed="[0-9]*"' <<<"$counters" | tr -dc 0-9)))
        skipped=$((skipped + $(grep -o ' total="[0-9]*"' <<<"$counters" | tr -dc 0-9) - $(grep -o ' executed="[0-9]*"' <<<"$counters" | tr -dc 0-9)))
    done
    echo "Pester was left out, as asked: nothing that a PowerShell user sees was tested."
    echo "$passed passed, $failed failed, $((skipped + 1)) skipped"
    return "$status"
}

if [ $# -eq 0 ] || [ "$1" = --help ] || [ "$1" = -h ]; then
    usage
    exit 0
fi
command -v dotnet >/dev/null || fail "the .NET SDK 10 is needed: https://dotnet.microsoft.com/download"

run_pwsh "$@"
case "$(tr '[:upper:]' '[:lower:]' <<<"$*")" in
    'test -skip pester') test_without_pwsh ;;
    *) fail "PowerShell can't be had from the package registry and is not installed: '$1' did not run. See https://aka.ms/powershell, or run './build.sh test -Skip Pester' for what the .NET SDK alone can test." ;;
esac
