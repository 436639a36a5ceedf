using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Bridgewatch.Tests.Harness;

/// <summary>The databases that the product runs on. Whatever goes through the door is tested on both.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>Runs a theory once on each engine: <c>[Theory, BothEngines]</c>, first parameter <see cref="Engine"/>.</summary>
/// <param name="more">Values of the theory's further parameters; repeat the attribute for further rows.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class BothEnginesAttribute(params object?[] more) : DataAttribute
{
    /// <summary>On PostgreSQL it takes many seconds, so that only <c>./test.sh --long</c> runs it there.</summary>
    public bool LongOnPostgres { get; init; }

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([Row(Engine.Sqlite), Row(Engine.Postgres)]);

    public override bool SupportsDiscoveryEnumeration() => true;

    private TheoryDataRow Row(Engine engine)
    {
        var row = new TheoryDataRow([engine, .. more]);
        if (LongOnPostgres && engine == Engine.Postgres) row.Traits["long"] = ["true"];
        return row;
    }
}
