namespace Bridgewatch.Ui;

/// <summary>One part of a computed value: what it gave of what it could give, and where that comes from.</summary>
/// <param name="Name">“Customers”, “Workaround”.</param>
/// <param name="Points">What it gave.</param>
/// <param name="Most">The most that it can give, above 0.</param>
/// <param name="Known">False where nobody told and the value is assumed: drawn lighter, with a question mark.</param>
/// <param name="Because">The record behind it, in words: “6 organizations, from the report of 10:31”.</param>
public sealed record Factor(string Name, double Points, double Most, bool Known = true, string? Because = null);
