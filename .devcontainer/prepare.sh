#!/usr/bin/env bash
# Installs PowerShell in its pinned version, and makes the repository that the tests use on the lakeFS beside.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=$(sed -n '/"powershell"/,/}/s/.*"version": "\(.*\)".*/\1/p' .config/dotnet-tools.json)
if ! command -v pwsh >/dev/null; then
    dotnet tool install --global PowerShell --version "$version"
fi

# The container may have been made anew beside a server that still runs.
repository="$LAKEFS_S3_TEST_ENDPOINT/api/v1/repositories"
login="$LAKEFS_S3_TEST_ACCESS_KEY_ID:$LAKEFS_S3_TEST_SECRET_ACCESS_KEY"
curl --silent --show-error --fail --retry 30 --retry-delay 2 --retry-all-errors --output /dev/null "$LAKEFS_S3_TEST_ENDPOINT/_health"
if ! curl --silent --fail --output /dev/null --user "$login" "$repository/$LAKEFS_S3_TEST_REPOSITORY"; then
    curl --silent --show-error --fail --output /dev/null --user "$login" --header 'Content-Type: application/json' \
        --data "{\"name\": \"$LAKEFS_S3_TEST_REPOSITORY\", \"storage_namespace\": \"local://$LAKEFS_S3_TEST_REPOSITORY\"}" "$repository"
fi
