#!/usr/bin/env bash
# The tasks of build.ps1 on a bare Linux or macOS machine: finds PowerShell, installs it as a .NET tool where it
# can be had, and otherwise runs what the .NET SDK alone can run and names what it could not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly powershell_version=7.6.5
readonly tools="$PWD/out/tools"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

usage() {
    cat <<'TEXT'
Usage: ./build.sh TASK

  build     compiles everything, lays the module out under out/LakeFS.S3
  test      runs every suite
  demo      shows the main job against a local gateway
  docs, analyze, bench, package: see ./build.ps1 -List
TEXT
}

find_pwsh() {
    if command -v pwsh; then
        return
    fi
    if [ ! -x "$tools/pwsh" ]; then
        echo "PowerShell is not installed; trying to install it as a .NET tool." >&2
        dotnet tool install PowerShell --version "$powershell_version" --tool-path "$tools" >&2 || return 1
    fi
    echo "$tools/pwsh"
}

# What the SDK alone can run of the tests, with the same closing line.
test_without_pwsh() {
    local results=out/TestResults passed=0 failed=0 skipped=0 status=0 counters
    local -a suites=('Pester over HTTP' 'Pester over HTTPS' 'Pester with old signatures' 'Pester with the .NET Standard build' 'Help' 'PSScriptAnalyzer')
    rm -rf "$results"
    dotnet build LakeFS.S3.sln --configuration Release -nologo -verbosity:quiet
    dotnet test LakeFS.S3.sln --configuration Release --no-build --logger trx --results-directory "$results" || status=$?
    for file in "$results"/*.trx; do
        counters=$(grep -o '<Counters [^>]*' "$file")
        passed=$((passed + $(grep -o ' passed="[0-9]*"' <<<"$counters" | tr -dc 0-9)))
        failed=$((failed + $(grep -o ' failed="[0-9]*"' <<<"$counters" | tr -dc 0-9)))
        skipped=$((skipped + $(grep -o ' total="[0-9]*"' <<<"$counters" | tr -dc 0-9) - $(grep -o ' executed="[0-9]*"' <<<"$counters" | tr -dc 0-9)))
    done
    echo "No PowerShell could be had. These suites did not run:"
    printf '  %s\n' "${suites[@]}"
    echo "$passed passed, $failed failed, $((skipped + ${#suites[@]})) skipped"
    return "$status"
}

demo_without_pwsh() {
    echo "No PowerShell could be had: the same job through the engine, from docs/samples/EngineSample."
    dotnet run --project docs/samples/EngineSample --configuration Release
}

if [ $# -eq 0 ] || [ "$1" = --help ] || [ "$1" = -h ]; then
    usage
    exit 0
fi

if ! command -v dotnet >/dev/null; then
    echo "The .NET SDK 10 is needed: https://dotnet.microsoft.com/download" >&2
    exit 1
fi

if pwsh=$(find_pwsh); then
    exec "$pwsh" -NoProfile -NonInteractive -File ./build.ps1 "$@"
fi

case "$1" in
    test) test_without_pwsh ;;
    demo) demo_without_pwsh ;;
    build) dotnet build LakeFS.S3.sln --configuration Release ;;
    *)
        echo "'$1' needs PowerShell, and none could be had." >&2
        exit 1
        ;;
esac
