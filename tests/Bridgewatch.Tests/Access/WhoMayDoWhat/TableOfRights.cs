using System.Text;
using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;

namespace Bridgewatch.Tests.Access.WhoMayDoWhat;

/// <summary>A row of the committed table.</summary>
/// <param name="About">What comes before the roles.</param>
/// <param name="Roles">In the order of <see cref="BuiltInRoles.All"/>.</param>
/// <param name="Held">Whoever holds everything at one customer, against things of theirs, there and elsewhere; empty for commands.</param>
internal sealed record Row(string[] About, string[] Roles, params string[] Held);

/// <summary>Writes docs/permissions.md.</summary>
internal static class TableOfRights
{
    public const string Yes = "+";
    public const string No = "-";

    private const string Head = """
        # Who may do what

        Each line was asked through the door: the real application, a person of each role, each command and each endpoint. A test does it
        again on both engines and compares. When a change is meant, `tests/approve.sh` writes this file anew; read the diff.

        `+` is let in, `-` is refused with 403. The roles of these tables are held everywhere; what becomes of a role that is held in
        one place is under "Doors" and at the end.

        """;

    private const string DoorsHead = """

        ## Doors

        Below `/api/v1`. Without a token each answers 401. The last three columns are somebody who holds support lead, account manager,
        compliance officer and administrator in the organization Acme and nowhere else, against a thing of their own (a ticket assigned to
        them, their own account), a thing of Acme, and a thing that is neither. What is not theirs to see is answered with 404, and byte for byte
        as if it were not there; `empty` is a list without items, `422` a finding at the field that names it, `403` a thing that everybody
        of ours sees and they may not change. Doors that name nothing are asked once, in the last column.

        """;

    public static string Write(IReadOnlyList<Row> commands, IReadOnlyList<Row> settings, IReadOnlyList<Row> doors, IReadOnlyList<string[]> scopes)
    {
        var text = new StringBuilder(Head);
        text.Append("\n## Roles\n\n");
        Table(text, ["column", "role", "usually held in", "reads"], BuiltInRoles.All.Select(r => new[]
        {
            Short(r), r.Name, Words.Of(r.Usually), (r.Masked ? "masked" : "plainly") + (r.LongestDays is { } days ? $", for at most {days} days" : ""),
        }));
        text.Append("\n## Commands\n\n`signed-in` asks for no more than an account, `customer` is what customers do in the portal and nobody of ours, `by-content` for the right that what is given needs, `*` for nothing; `system` is sent by the program itself and at the command line.\n\n");
        Table(text, ["command", "asks for", .. Columns], commands.Select(Cells));
        text.Append("\n## Settings\n\n");
        Table(text, ["setting", "asks for", .. Columns], settings.Select(Cells));
        text.Append(DoorsHead).Append('\n');
        Table(text, ["door", "sends", .. Columns, "own", "Acme", "else"], doors.Select(Cells));
        text.Append("\n## Where a role is held\n\nSupport lead, held in one kind of place, and tickets that stand in each. `-` is 404.\n\n");
        Table(text, Scopes.Columns, scopes);
        return text.ToString();
    }

    private static string[] Columns => [.. BuiltInRoles.All.Select(Short)];

    private static string[] Cells(Row row) => [.. row.About, .. row.Roles, .. row.Held];

    /// <summary>The column's head: <c>L1</c>, <c>Lead</c>, <c>PM</c>.</summary>
    private static string Short(BuiltInRole role) => role.Code switch
    {
        "engineer" => "Eng",
        "support-lead" => "Lead",
        "auditor" => "Aud",
        "administrator" => "Adm",
        var code when code.StartsWith("support-engineer-", StringComparison.Ordinal) => code[^2..].ToUpperInvariant(),
        var code => string.Concat(code.Split('-').Select(w => char.ToUpperInvariant(w[0]))),
    };

    private static void Table(StringBuilder text, string[] head, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        var widths = Enumerable.Range(0, head.Length).Select(i => all.Select(r => r[i].Length).Append(head[i].Length).Max()).ToArray();
        Line(text, head, widths);
        Line(text, [.. widths.Select(w => new string('-', w))], widths);
        foreach (var row in all) Line(text, row, widths);
    }

    private static void Line(StringBuilder text, string[] cells, int[] widths) =>
        text.Append("| ").AppendJoin(" | ", cells.Select((c, i) => c.PadRight(widths[i]))).Append(" |\n");
}
