#!/usr/bin/env bash
# Makes the first migration of both engines, and the models that the program starts with, anew from the tables of the modules. Only
# before the first release: afterwards every change of the model is a migration of its own (docs/contributing).
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet tool restore > /dev/null
for engine in Sqlite Postgres; do
    rm -rf src/Storage/$engine/Migrations src/Storage/$engine/CompiledModel
    mkdir src/Storage/$engine/CompiledModel
    # The engine's project names the model before there is one.
    echo "namespace Bridgewatch.Storage.$engine.CompiledModel;
internal static class BridgewatchDbModel { public static Microsoft.EntityFrameworkCore.Metadata.IModel Instance => null!; }" \
        > src/Storage/$engine/CompiledModel/BridgewatchDbModel.cs
done
dotnet build src/Host -v q -p:UseSharedCompilation=true
for engine in Sqlite Postgres; do
    dotnet ef migrations add Start --no-build --project src/Storage/$engine --startup-project src/Host -o Migrations -- ${engine,,}
    dotnet ef dbcontext optimize --no-build --project src/Storage/$engine --startup-project src/Host \
        -o CompiledModel -n Bridgewatch.Storage.$engine.CompiledModel -- ${engine,,}
done
dotnet build src/Host -v q -p:UseSharedCompilation=true
