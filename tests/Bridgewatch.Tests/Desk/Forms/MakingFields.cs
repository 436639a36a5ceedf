using System.Text.Json;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Signals;

namespace Bridgewatch.Tests.Desk.Forms;

/// <summary>Fields as a catalogue: made, changed, ordered, retired, and deleted only where nothing was ever said in them.</summary>
public class MakingFields
{
    [Theory, BothEngines]
    public async Task A_field_is_made_changed_moved_and_listed(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var made = await app.Ada.Posts("ticket-fields", new
        {
            key = "environment",
            name = " Environment ",
            kind = "choice",
            choices = new[] { new { name = "Production" }, new { name = " Staging " } },
            help = "Where it happens.",
            @default = "production",
            types = new[] { "fault" },
            asked = "opening",
            when = "label:vip  priority:P1,P2",
        });
        (made.Text("name"), made.Text("default"), made.Text("when"), made.Text("asked")).ShouldBe(("Environment", "Production", "label:vip priority:P1,P2", "opening"));
        made.GetProperty("choices").GetRawText().ShouldBe("""[{"name":"Production","choices":null},{"name":"Staging","choices":null}]""");
        await Makes(app, "impacted", "number");
        var id = made.Text("id");
        var changed = await app.Ada.Patches($"ticket-fields/{id}", new { name = "Where", required = false, @default = (string?)null, when = "", place = 2 });
        (changed.Text("name"), changed.GetProperty("required").GetBoolean(), changed.GetProperty("default").ValueKind, changed.Text("when")).ShouldBe(("Where", false, JsonValueKind.Null, ""));
        (await Keys(app)).ShouldBe(["impacted", "environment"]);
        (await app.Person("Kay", "support-engineer-l1").Gets("ticket-fields")).GetProperty("items").GetArrayLength().ShouldBe(2, "everybody of ours may know what is asked");
        await app.Person("Kay").IsRefused(403, HttpMethod.Patch, $"ticket-fields/{id}", new { name = "Mine" });
        (await app.JournalTypes()).Where(t => t.StartsWith("desk.ticket-field.", StringComparison.Ordinal))
            .ShouldBe(["desk.ticket-field.added.v1", "desk.ticket-field.added.v1", "desk.ticket-field.changed.v1", "desk.ticket-field.moved.v1", "desk.ticket-field.moved.v1"], ignoreOrder: true);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_field_is_said_at_once()
    {
        await using var app = await RunningApp.On(Engine.Sqlite);
        var problem = await app.Ada.IsRefused(422, HttpMethod.Post, "ticket-fields", new { key = "component", name = " ", kind = "text", types = new[] { "fault" } });
        problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["key", "name"], ignoreOrder: true);
        problem = await app.Ada.IsRefused(422, HttpMethod.Post, "ticket-fields", new
        {
            key = "where",
            name = "Where",
            kind = "choice",
            choices = new object[] { new { name = "A/B" }, new { name = "C", choices = new[] { new { name = "D" } } } },
            editedBy = "customers",
            when = "priorty:P1",
        });
        problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["choices", "editedBy", "when"], ignoreOrder: true);
        foreach (var (kind, usual) in new[] { ("number", "many"), ("date", "27.3.2026"), ("choice", "Nowhere"), ("check-box", "perhaps") })
        {
            problem = await app.Ada.IsRefused(422, HttpMethod.Post, "ticket-fields", new { key = "where", name = "Where", kind, choices = kind == "choice" ? new[] { new { name = "Here" } } : null, @default = usual });
            problem.GetProperty("errors").TryGetProperty("default", out _).ShouldBeTrue(kind);
        }
        await Makes(app, "where", "text");
        (await app.Ada.IsRefused(409, HttpMethod.Post, "ticket-fields", new { key = "where", name = "Where", kind = "text" })).Text("type").ShouldEndWith(":field-key-taken");
    }

    [Theory, BothEngines]
    public async Task A_field_that_was_used_is_retired_and_stays_readable_and_one_that_was_not_is_deleted(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (used, unused) = (await Makes(app, "environment", "text", asked: "opening"), await Makes(app, "unused", "text"));
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", fields = new { environment = "Staging" } });
        (await app.Ada.IsRefused(409, HttpMethod.Delete, $"ticket-fields/{used}")).Text("type").ShouldEndWith(":field-in-use");
        await app.Ada.Deletes($"ticket-fields/{unused}");
        await app.Ada.IsRefused(404, HttpMethod.Delete, $"ticket-fields/{unused}");
        await app.Ada.Patches("tickets/T-1", new { fields = new { environment = (string?)null } });
        await app.Ada.IsRefused(409, HttpMethod.Delete, $"ticket-fields/{used}");
        await app.Ada.Patches("tickets/T-1", new { fields = new { environment = "Staging" } });

        await app.Ada.Puts($"ticket-fields/{used}/retirement");
        (await app.Ada.Posts("tickets", new { subject = "Another one", body = "x" })).GetProperty("missing").GetArrayLength().ShouldBe(0, "it is asked for no more");
        var field = (await app.Ada.Gets("tickets/T-1/form")).GetProperty("fields")[0];
        (field.Text("shown"), field.GetProperty("isRetired").GetBoolean(), field.GetProperty("mayChange").GetBoolean()).ShouldBe(("Staging", true, false));
        (await app.Ada.Gets("tickets?q=field.environment:staging")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await app.Ada.Gets($"ticket-fields/{used}")).GetProperty("use").Text("standing").ShouldBe("retired");
        await app.Ada.Deletes($"ticket-fields/{used}/retirement");
        (await app.Ada.Gets("tickets/T-2")).GetProperty("missing")[0].Text("field").ShouldBe("environment");
    }

    internal static async Task<string> Makes(RunningApp app, string key, string kind, string asked = "resolving", bool required = true, string when = "", object? choices = null, string? name = null, object? more = null)
    {
        var body = new Dictionary<string, object?> { ["key"] = key, ["name"] = name ?? char.ToUpperInvariant(key[0]) + key[1..], ["kind"] = kind, ["asked"] = asked, ["required"] = required, ["when"] = when, ["choices"] = choices };
        foreach (var property in more?.GetType().GetProperties() ?? []) body[property.Name] = property.GetValue(more);
        return (await app.Ada.Posts("ticket-fields", body)).Text("id");
    }

    private static async Task<List<string>> Keys(RunningApp app) => [.. (await app.Ada.Gets("ticket-fields")).GetProperty("items").EnumerateArray().Select(f => f.Text("key"))];
}
