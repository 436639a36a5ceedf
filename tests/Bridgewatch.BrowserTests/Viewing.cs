using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Bridgewatch.BrowserTests;

/// <summary>How somebody looks at the application.</summary>
/// <param name="Phone">390 × 844 with touch; otherwise 1440 × 900.</param>
/// <param name="Script">False: JavaScript is off.</param>
public sealed record Viewing(bool Phone = false, bool Dark = false, bool Script = true, bool ReducedMotion = false, string TimeZone = "UTC")
{
    public override string ToString() =>
        $"{(Phone ? "phone" : "wide")}-{(Dark ? "dark" : "light")}{(Script ? "" : "-noscript")}{(ReducedMotion ? "-still" : "")}";
}

/// <summary>Runs a theory wide and phone-narrow, light and dark: <c>[Theory, EveryViewing]</c>, first parameter <see cref="Viewing"/>.</summary>
/// <param name="more">Values of the theory's further parameters, such as a path; repeat the attribute for further ones.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EveryViewingAttribute(params object?[] more) : DataAttribute
{
    private static readonly Viewing[] _all = [new(), new(Dark: true), new(Phone: true), new(Phone: true, Dark: true)];

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. _all.Select(viewing => new TheoryDataRow([viewing, .. more]))]);

    // A Viewing has no form that a runner could store between finding a test and running it.
    public override bool SupportsDiscoveryEnumeration() => false;
}

/// <summary>Runs a long theory wide in the light and on a phone in the dark: <c>[Theory, OppositeViewings]</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OppositeViewingsAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow(new Viewing()), new TheoryDataRow(new Viewing(Phone: true, Dark: true))]);

    public override bool SupportsDiscoveryEnumeration() => false;
}
