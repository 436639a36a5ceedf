using System.Globalization;
using System.Text.Json;

namespace Bridgewatch.Bench;

/// <summary>Keeps what each run of the lists took, and sets the sizes side by side: growth is part of every figure.</summary>
internal static class ListCurve
{
    private static string Folder => Path.Combine(Place.Repository, "artifacts", "lists");

    /// <summary>The last run of an engine and a size counts.</summary>
    public static void Keep(string engine, int tickets, IReadOnlyList<Taken> taken)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{engine}-{tickets}.json")), JsonSerializer.Serialize(taken));
    }

    public static void Print(string engine, Report report)
    {
        var runs = Directory.EnumerateFiles(Folder, $"{engine}-*.json")
            .Select(f => (Tickets: int.Parse(Path.GetFileNameWithoutExtension(f).Split('-')[^1], null), Taken: JsonSerializer.Deserialize<List<Taken>>(File.ReadAllText(f))!))
            .OrderBy(r => r.Tickets).ToList();
        if (runs.Count < 2) return;
        // How fast tickets changed beside a search stands behind the comma of its name, and differs.
        static string Key(Taken taken) => $"{taken.Group}|{(taken.Group == "search, changing" ? taken.Name[..taken.Name.LastIndexOf(',')] : taken.Name)}";
        var sizes = runs.ConvertAll(r => r.Taken.ToDictionary(Key));
        var rows = runs[0].Taken.Where(t => sizes.TrueForAll(s => s.ContainsKey(Key(t)))).Select(t =>
        {
            var all = sizes.ConvertAll(s => s[Key(t)]);
            return (IReadOnlyList<string>)[t.Group, Key(t).Split('|')[1], .. all.Select(a => Text(a.P50)), .. all.Select(a => Text(a.P99)), Text(all[^1].P99 / all[0].P99) + " ×"];
        });
        string[] heads = [.. runs.Select(r => r.Tickets.ToString("N0", CultureInfo.InvariantCulture))];
        report.Table(["", $"{engine}, growth", .. heads.Select(h => $"p50 ms at {h}"), .. heads.Select(h => $"p99 ms at {h}"), "p99, largest to smallest"], rows);
    }

    private static string Text(double number) => number.ToString("N1", CultureInfo.InvariantCulture);
}
