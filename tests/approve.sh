#!/usr/bin/env bash
# tests/approve.sh      renews the approved files from what the program does now; read the diff before you commit it.
# docs/permissions.md, docs/openapi.json, the fields in docs/query-language.md, tests/approved/journal/*.json
set -euo pipefail
cd "$(dirname "$0")/.."
tests/peers.sh
dotnet build tests/Bridgewatch.Tests -v q --nologo
RENEW_APPROVED=1 dotnet test --project tests/Bridgewatch.Tests --no-build --no-progress --filter-trait approved=file
git status --short docs/permissions.md docs/openapi.json docs/query-language.md tests/approved
