using System.Globalization;
using Bridgewatch.Kernel;

namespace Bridgewatch.Governance.Practices;

/// <summary>One of the 42 practices that the product is there for. Its words stand in the module's texts.</summary>
/// <param name="Number">“1.3”: field and place in it.</param>
/// <param name="Module">Which module owns it.</param>
public sealed record Practice(string Number, string Module)
{
    /// <summary>1 to 7.</summary>
    public int Field => Number[0] - '0';

    /// <summary>How the journal names it: an id that follows from the number.</summary>
    public Subject About => new("practice", new(0, 0, 0x8000, 0x80, 0, 0, 0, 0, 0, (byte)Field, (byte)(Number[2] - '0')));

    /// <summary>All 42, in their order.</summary>
    public static IReadOnlyList<Practice> All { get; } = Read("""
        1  insight     desk     desk       signals    incidents  insight
        2  crew        crew     crew       crew       crew       knowledge
        3  signals     desk     governance desk       knowledge  governance
        4  incidents   incidents incidents incidents  incidents  incidents
        5  insight     insight  signals    insight    insight    insight
        6  feedback    feedback feedback   feedback   feedback   feedback
        7  governance governance governance governance governance governance
        """);

    /// <exception cref="NotVisible">There is none by that number.</exception>
    public static Practice By(string number) => All.FirstOrDefault(p => p.Number == number) ?? throw new NotVisible("practice");

    /// <summary>Null when that is none.</summary>
    public static Practice? By(Guid id) => All.FirstOrDefault(p => p.About.Id == id);

    private static IReadOnlyList<Practice> Read(string table) =>
    [
        .. from line in table.Split('\n')
           let cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
           from place in Enumerable.Range(1, cells.Length - 1)
           select new Practice(string.Create(CultureInfo.InvariantCulture, $"{cells[0]}.{place}"), cells[place]),
    ];
}
