#!/usr/bin/env bash
# Makes the first migration of both engines anew from the model. Only before the first release: afterwards every change
# of the model is a migration of its own (docs/contributing).
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet tool restore > /dev/null
rm -rf src/Storage/Sqlite/Migrations src/Storage/Postgres/Migrations
dotnet build src/Host -v q
dotnet ef migrations add Start --no-build --project src/Storage/Sqlite --startup-project src/Host -o Migrations -- sqlite
dotnet ef migrations add Start --no-build --project src/Storage/Postgres --startup-project src/Host -o Migrations -- postgres
dotnet build src/Host -v q
