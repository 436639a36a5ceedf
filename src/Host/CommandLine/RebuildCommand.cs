using System.CommandLine;
using System.Globalization;
using Bridgewatch.Kernel.Search;

namespace Bridgewatch.Host.CommandLine;

/// <summary>`rebuild`: has the running nodes make their search index anew, and shows how far the one beside it is.</summary>
internal static class RebuildCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public static Command Make()
    {
        var command = new Command("rebuild", "Makes the search index anew. The running server does it and answers from the old one meanwhile.");
        command.SetAction(Rebuild);
        return command;
    }

    private static async Task<int> Rebuild(ParseResult parsed, CancellationToken ct)
    {
        var options = DataOptions.Read(parsed);
        await using var offline = await Offline.Open(options, ct);
        var place = offline.Services.GetRequiredService<SearchPlace>();
        using (var alone = DataLock.TryTake(options.Data))
        {
            if (alone is not null)
            {
                offline.Services.GetRequiredService<SearchIndex>().Forget();
                parsed.Print(new { rebuilt = false });
                parsed.Say("No server holds this data folder. Its index is gone, and the next start makes it anew.");
                return BridgewatchCommand.Fine;
            }
        }
        var rebuild = await offline.Send(new RebuildSearch(), ct);
        await parsed.Progress().StartAsync(async progress =>
        {
            var bar = progress.AddTask("Search index", maxValue: 1);
            while (SearchProgress.Of(place, rebuild) is { IsDone: false } now)
            {
                if (now.Total is { } total) bar.MaxValue = Math.Max(1, total);
                bar.Value = now.Done ?? 0;
                await Task.Delay(Look, ct);
            }
        });
        parsed.Print(new { rebuilt = true });
        parsed.Say(string.Create(CultureInfo.InvariantCulture, $"The index beside {options.Data} is new. Other nodes make theirs at the same time."));
        return BridgewatchCommand.Fine;
    }
}
