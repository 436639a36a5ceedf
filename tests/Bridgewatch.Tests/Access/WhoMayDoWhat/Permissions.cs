using System.Text.Json;
using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Setting = (string Name, string Permission);

namespace Bridgewatch.Tests.Access.WhoMayDoWhat;

/// <summary>docs/permissions.md against the application, through its doors.</summary>
public class Permissions
{
    [Theory, BothEngines(LongOnPostgres = true), Trait(Approved.Trait, "file")]
    public async Task Each_role_may_do_what_the_committed_table_says_and_nothing_else(Engine engine)
    {
        await using var stage = await Stage.Set(engine);
        EveryEndpointHasADoor(stage.App);
        var doors = new List<Row>();
        var open = new List<string>();
        foreach (var door in Doors.All)
        {
            var (stranger, _) = await stage.Knock(door, await stage.Make(door, Whose.Nobodys, stage.Lena), actor: null);
            if (stranger != 401) open.Add($"{door.Name} {stranger}");
            doors.Add(new([door.Name, door.Does ?? "reads"], await Roles(stage, door), await Held(stage, door)));
        }
        open.ShouldBeEmpty("without a token each door answers 401");
        var commands = await Commands(stage, doors);
        await Approved.ShouldBe(TableOfRights.Write(commands, await Settings(stage), doors, await Scopes.Ask(stage.App)), "docs", "permissions.md");
    }

    /// <summary>Whoever adds an endpoint says here what it is for, and a door that went is taken out.</summary>
    private static void EveryEndpointHasADoor(RunningApp app)
    {
        const string api = "/api/v1/";
        var mapped = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith(api, StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Select(m => $"{m} /{e.RoutePattern.RawText![api.Length..]}"));
        mapped.Order().ShouldBe(Doors.All.Select(d => d.Name).Order(), "each endpoint has its line in Doors.cs");
        Doors.All.Select(d => d.Does).OfType<string>().Except(AllCommands.List.Select(c => c.Name)).ShouldBeEmpty("these are no commands");
    }

    /// <summary>A command with a door has been asked there; doors of one command let in the same roles. The others are sent as a page would.</summary>
    private static async Task<List<Row>> Commands(Stage stage, List<Row> doors)
    {
        var rows = new List<Row>();
        foreach (var command in AllCommands.List)
        {
            var varies = Doors.All.Any(d => d.Does == command.Name && d.Varies);
            var asked = doors.Where(d => d.About[1] == command.Name && !varies).Select(d => d.Roles).ToList();
            foreach (var roles in asked) roles.ShouldBe(asked[0], $"each door of {command.Name} lets in the same roles");
            rows.Add(new([command.Name, command.Requires], asked.Count > 0 ? asked[0] : await Sent(stage, command)));
        }
        return rows;
    }

    private static async Task<string[]> Sent(Stage stage, KnownCommand command)
    {
        var cells = new List<string>();
        foreach (var role in BuiltInRoles.All)
        {
            var letIn = await command.LetsIn(stage.App, new(ActorKind.Person, (await stage.Holder(role).Id).Value));
            cells.Add(letIn ? TableOfRights.Yes : TableOfRights.No);
        }
        return [.. cells];
    }

    private static async Task<List<Row>> Settings(Stage stage)
    {
        var rows = new List<Row>();
        var types = stage.App.Services.GetServices<SettingType>().Select(t => t.Type)
            .Select(t => (SettingAttribute)Attribute.GetCustomAttribute(t, typeof(SettingAttribute))!).Select(a => new Setting(a.Name, a.Permission));
        foreach (var (name, permission) in types.OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            var change = new ChangeSetting(name, JsonSerializer.SerializeToElement(new { }));
            var cells = new List<string>();
            foreach (var role in BuiltInRoles.All) cells.Add(await May(stage, stage.Holder(role), change) ? TableOfRights.Yes : TableOfRights.No);
            (await May(stage, stage.Lena, change)).ShouldBeFalse($"{name} is everybody's, and Lena is in charge of one customer");
            rows.Add(new([name, permission], [.. cells]));
        }
        return rows;
    }

    private static async Task<bool> May(Stage stage, TestPerson person, ChangeSetting change)
    {
        try
        {
            await stage.App.As(new Caller(ActorKind.Person, (await person.Id).Value), change);
            return true;
        }
        catch (Exception exception) when (exception is Invalid)
        {
            return true;
        }
        catch (Forbidden)
        {
            return false;
        }
    }

    /// <summary>Asks a door as each role, on the same thing: whoever comes second may find it done already, which is no refusal of theirs.</summary>
    private static async Task<string[]> Roles(Stage stage, Door door)
    {
        var (cells, statuses) = (new List<string>(), new List<int>());
        var shared = door.OnOwn ? null : await stage.Make(door, Whose.InTheirOrganization, stage.Lena);
        foreach (var holder in BuiltInRoles.All.Select(stage.Holder))
        {
            var (status, text) = await stage.Knock(door, shared ?? await stage.Make(door, Whose.Own, holder), holder);
            cells.Add(Cell(status, text, narrowed: false));
            statuses.Add(status);
        }
        statuses.ShouldContain(s => s >= 200 && s < 300, $"{door.Name} must work for somebody, or this line says nothing: {string.Join(' ', statuses)}");
        return [.. cells];
    }

    /// <summary>Asks a door as somebody whose roles end at one customer.</summary>
    private static async Task<string[]> Held(Stage stage, Door door)
    {
        var (own, theirs) = ("", "");
        if (door.Names is Thing.Ticket or Thing.Person or Thing.Token or Thing.Grant or Thing.Task or Thing.Session) own = (await Ask(Whose.Own)).Cell;
        if (door.Names is Thing.Ticket or Thing.Organization or Thing.Contact or Thing.Subscription) theirs = (await Ask(Whose.InTheirOrganization)).Cell;
        var elsewhere = await Ask(Whose.Elsewhere);
        if (door.IsHidden && elsewhere.Cell != TableOfRights.Yes)
            elsewhere.Answer.ShouldBe((await Ask(Whose.Nobodys)).Answer, $"{door.Name}: what is not theirs to see must look as if it were not there");
        return [own, theirs, elsewhere.Cell == TableOfRights.No ? "403" : elsewhere.Cell];

        async Task<(string Cell, (int, string) Answer)> Ask(Whose whose)
        {
            var answer = await stage.Knock(door, await stage.Make(door, whose, stage.Lena), stage.Lena, narrowed: true);
            var cell = Cell(answer.Status, answer.Text, door.Query is not null);
            return (cell == TableOfRights.No ? "403" : cell, answer);
        }
    }

    private static string Cell(int status, string text, bool narrowed) => status switch
    {
        _ when narrowed && text.Contains("\"items\":[]", StringComparison.Ordinal) => "empty",
        (>= 200 and < 300) or 409 => TableOfRights.Yes,
        403 => TableOfRights.No,
        _ => $"{status}",
    };
}
