using System.CommandLine;
using Bridgewatch.Desk.Routing;

namespace Bridgewatch.Host.CommandLine;

/// <summary><c>route</c>: shows where tickets would go by the rules of a file, and why. Touches no data and needs none, so that nobody asks whether
/// there are such queues and components.</summary>
internal static class RouteCommand
{
    private static readonly Option<string> Rules = new("--rules")
    {
        Description = "A file of YAML with the rules; docs/routing.md says what stands in it.",
        Required = true,
    };

    private static readonly Argument<string[]> Files = new("TICKET")
    {
        Description = "Tickets as JSON, as they would be posted. Of several, each becomes one line.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Make()
    {
        var route = new Command("route", "Prints where tickets go by the rules of a file, and why, as JSON.") { Rules, Files };
        route.SetAction(Route);
        return route;
    }

    private static async Task<int> Route(ParseResult parsed, CancellationToken ct)
    {
        if (await Read(parsed, ct) is not { } router) return BridgewatchCommand.Usage;
        var files = parsed.GetValue(Files)!;
        var exit = BridgewatchCommand.Fine;
        foreach (var file in files)
        {
            try
            {
                var (arrival, unread) = ArrivalFile.Read(await File.ReadAllTextAsync(file, ct));
                if (unread.Count > 0) parsed.Say($"{file}: Not looked at: {string.Join(", ", unread)}.");
                parsed.Print(router.Route(arrival));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                exit = BridgewatchCommand.Usage;
                if (files.Length == 1) parsed.Say($"{file}: {exception.Message}");
                else parsed.Print(new { file, error = exception.Message });
            }
        }
        return exit;
    }

    /// <returns>Null when the rules cannot be read; then it was said why.</returns>
    private static async Task<Router?> Read(ParseResult parsed, CancellationToken ct)
    {
        var file = parsed.GetValue(Rules)!;
        try
        {
            var (router, faults) = RouteFile.Read(await File.ReadAllTextAsync(file, ct));
            foreach (var fault in faults) parsed.Say($"{file}, {fault}");
            return router;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            parsed.Say($"{file}: {exception.Message}");
            return null;
        }
    }
}
