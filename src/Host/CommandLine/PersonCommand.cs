using System.CommandLine;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Kernel.Search;

namespace Bridgewatch.Host.CommandLine;

/// <summary>`person find|export|erase`: what is kept of somebody, for them to read, and its end.</summary>
internal static class PersonCommand
{
    private static readonly Argument<string> Email = new("EMAIL") { Description = "An address of the person." };

    public static Command Make()
    {
        var find = new Command("find", "Counts what is kept of a person, by store.") { Email };
        find.SetAction((parsed, ct) => Ask(parsed, (PersonQueries people, CancellationToken c) => people.Find(parsed.GetValue(Email)!, c), ct));
        var export = new Command("export", "Prints all that is kept of a person.") { Email };
        export.SetAction((parsed, ct) => Ask(parsed, (PersonQueries people, CancellationToken c) => people.Export(parsed.GetValue(Email)!, c), ct));
        var erase = new Command("erase", "Erases a person from every store and prints a signed certificate. It cannot be undone.") { Email };
        erase.SetAction(Erase);
        return new Command("person", "What is kept of a person.") { find, export, erase };
    }

    private static async Task<int> Ask<TAnswer>(
        ParseResult parsed, Func<PersonQueries, CancellationToken, Task<TAnswer>> question, CancellationToken ct)
    {
        await using var offline = await Offline.Open(DataOptions.Read(parsed), ct);
        parsed.Print(await offline.Ask(question, ct));
        return BridgewatchCommand.Fine;
    }

    private static async Task<int> Erase(ParseResult parsed, CancellationToken ct)
    {
        var options = DataOptions.Read(parsed);
        await using var offline = await Offline.Open(options, ct);
        // A running server makes its search index anew, which is waited for; where none runs the file would keep the words.
        using (var alone = DataLock.TryTake(options.Data))
        {
            if (alone is not null) offline.Services.GetRequiredService<SearchIndex>().Forget();
        }
        var certificate = await offline.AsOperator((Erasures erasures, CancellationToken c) => erasures.Erase(parsed.GetValue(Email)!, c), ct);
        parsed.Print(certificate);
        parsed.Say("Erased. Copies may remain in backups that were made before. Other nodes make their search index anew within minutes.");
        if (options.Database is not null) parsed.Say("PostgreSQL's write-ahead log and its archive hold old bytes until they are recycled.");
        return BridgewatchCommand.Fine;
    }
}
