using Xunit.v3;

namespace Bridgewatch.Tests.Harness;

/// <summary>Marks a test that takes many seconds (crash rounds, volume): only <c>./test.sh --long</c> runs it.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class LongAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("long", "true")];
}
