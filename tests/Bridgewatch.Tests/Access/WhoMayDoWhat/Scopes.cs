using System.Globalization;
using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Access.WhoMayDoWhat;

/// <summary>The same role held in each kind of place, against tickets that stand in each.</summary>
internal static class Scopes
{
    public static readonly string[] Columns = ["held in", "own team's queue", "that organization", "that region", "that queue", "that brand", "elsewhere", "elsewhere, assigned to them"];

    /// <summary>For each scope what its holder can do with each ticket: work it, read it, or not know of it.</summary>
    public static async Task<List<string[]>> Ask(RunningApp app)
    {
        var admin = app.Admin;
        var organization = await Made(admin, "organizations", new { name = "Scoped", domains = new[] { "scoped.example" } });
        await Made(admin, "organizations", new { name = "Far", domains = new[] { "far.example" }, region = "apac" });
        var brand = await Made(admin, "brands", new { name = "Harbour" });
        var team = await Made(admin, "teams", new { name = "Scoped team", members = new[] { (await Holder(app, GrantScope.OwnTeams).Id).ToString() } });
        await Made(admin, "queues", new { name = "Team's", slug = "teams-own", team });
        var queue = await Made(admin, "queues", new { name = "Named", slug = "named", team = (string?)null });
        var tickets = new[]
        {
            await Open(admin, queue: "teams-own"), await Open(admin, domain: "scoped.example"), await Open(admin, domain: "far.example"),
            await Open(admin, queue: "named"), await Open(admin, brand: "harbour"), await Open(admin),
        };
        var rows = new List<string[]>();
        foreach (var scope in Enum.GetValues<GrantScope>())
        {
            var holder = Holder(app, scope);
            var place = scope switch { GrantScope.Organization => organization, GrantScope.Queue => queue, GrantScope.Brand => brand, _ => null };
            await app.Grant(holder, BuiltInRoles.SupportLead, scope, place is null ? null : Guid.Parse(place, CultureInfo.InvariantCulture), scope == GrantScope.Region ? "apac" : null);
            var theirs = await Open(admin);
            await admin.Puts($"tickets/{theirs}/assignment", new { person = (await holder.Id).ToString() });
            var cells = new List<string> { Words.Of(scope) };
            foreach (var ticket in tickets.Append(theirs)) cells.Add(await Can(holder, ticket));
            rows.Add([.. cells]);
        }
        return rows;
    }

    private static TestPerson Holder(RunningApp app, GrantScope scope) => app.Person($"Scope {scope}");

    private static async Task<string> Can(TestPerson holder, string ticket)
    {
        using var read = await holder.Sends(HttpMethod.Get, $"tickets/{ticket}");
        using var note = await holder.Sends(HttpMethod.Post, $"tickets/{ticket}/notes", new { body = "Seen before." });
        return ((int)read.StatusCode, (int)note.StatusCode) switch
        {
            (200, 201) => "works it",
            (200, 403) => "reads it",
            (404, 404) => "-",
            var (r, n) => $"{r} {n}",
        };
    }

    private static async Task<string> Open(TestPerson admin, string? domain = null, string? queue = null, string? brand = null)
    {
        var requester = domain is null ? null : new { email = $"kim@{domain}" };
        var ticket = (await admin.Posts("tickets", new { subject = "Sync stalls", body = "It stands still.", requester, brand })).GetProperty("number").GetString()!;
        if (queue is not null) await admin.Puts($"tickets/{ticket}/assignment", new { queue });
        return ticket;
    }

    private static async Task<string> Made(TestPerson admin, string path, object body) => (await admin.Posts(path, body)).GetProperty("id").GetString()!;
}
