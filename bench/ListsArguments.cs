using System.Globalization;

namespace Bridgewatch.Bench;

/// <summary>What follows <c>lists</c>.</summary>
internal static class ListsArguments
{
    public const string Usage =
        "--engine sqlite|postgres --tickets 10000[,100000,1000000] [--only words in the names of questions] [--program a folder with the published program].";

    private const int Fewest = 2_000;

    /// <returns>Null when it cannot be read.</returns>
    public static ListsRun? Read(string[] arguments)
    {
        var (engine, sizes, only, program) = ((bool?)null, Array.Empty<int>(), (string?)null, (string?)null);
        for (var at = 0; at < arguments.Length; at++)
        {
            var value = at + 1 < arguments.Length ? arguments[at + 1] : null;
            switch (arguments[at], value)
            {
                case ("--engine", "sqlite" or "postgres"): engine = value == "postgres"; break;
                case ("--tickets", not null): sizes = [.. value.Split(',').Select(v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0)]; break;
                case ("--only", not null): only = value; break;
                case ("--program", not null): program = value; break;
                default: return null;
            }
            at++;
        }
        return engine is { } postgres && sizes.Length > 0 && sizes.All(s => s >= Fewest) ? new([.. sizes.Select(s => new ListsAndSearch(postgres, s, only))], program) : null;
    }
}

/// <param name="Sizes">One after the other.</param>
/// <param name="Program">A folder; null to publish one.</param>
internal sealed record ListsRun(IReadOnlyList<ListsAndSearch> Sizes, string? Program);
