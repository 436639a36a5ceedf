using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Access.Roles;
using Bridgewatch.Access.Scim;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Tests.Access;

/// <summary>SCIM 2.0 with the requests that Entra ID and Okta send.</summary>
public class Provisioning
{
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:User";

    [Theory, BothEngines]
    public async Task Somebody_is_told_of_found_changed_and_off_in_the_same_request(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        using var directory = await Directory.Of(app);
        (await directory.Gets("Users?filter=userName eq \"kim.ito@example.test\"")).GetProperty("totalResults").GetInt32().ShouldBe(0);
        using var made = await directory.Sends(HttpMethod.Post, "Users", Kim);
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var kim = await Json(made);
        var id = kim.GetProperty("id").GetString()!;
        made.Headers.Location!.ToString().ShouldEndWith($"/scim/v2/Users/{id}");
        made.Content.Headers.ContentType!.MediaType.ShouldBe("application/scim+json");
        (kim.GetProperty("displayName").GetString(), kim.GetProperty("active").GetBoolean(), kim.GetProperty("name").GetProperty("familyName").GetString()).ShouldBe(("Kim Ito", true, "Ito"));
        using var again = await directory.Sends(HttpMethod.Post, "Users", Kim);
        (again.StatusCode, (await Json(again)).GetProperty("scimType").GetString()).ShouldBe((HttpStatusCode.Conflict, "uniqueness"));

        var person = await app.Look(db => db.People.SingleAsync(p => p.EmailKey == "kim.ito@example.test"));
        (person.State, person.Handle).ShouldBe((PersonState.Active, "kim.ito"));
        var token = (await app.Send(new Bridgewatch.Access.Tokens.CreateToken("script", Person: person.Id))).Token;
        using var script = new HttpClient { BaseAddress = app.Http.BaseAddress };
        script.DefaultRequestHeaders.Authorization = new("Bearer", token);
        (await script.GetAsync("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var entries = (await app.AllJournalTypes()).Count;
        var off = Patch(new { op = "Replace", path = "active", value = "False" });
        (await directory.Patches($"Users/{id}", off)).GetProperty("active").GetBoolean().ShouldBeFalse();
        (await script.GetAsync("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "the very next request");
        (await app.AllJournalTypes()).Skip(entries).ShouldBe(["access.person.deactivated.v1", "access.token.revoked.v1"], ignoreOrder: true);
        await directory.Patches($"Users/{id}", off);
        (await app.AllJournalTypes()).Count.ShouldBe(entries + 2, "a repeat changes nothing");

        (await directory.Patches($"Users/{id}", Patch(new { op = "replace", value = new { active = true } }))).GetProperty("active").GetBoolean().ShouldBeTrue();
        (await directory.Sends(HttpMethod.Delete, $"Users/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await directory.Sends(HttpMethod.Get, $"Users/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.Look(db => db.People.SingleAsync(p => p.Id == person.Id))).State.ShouldBe(PersonState.Left);
        (await directory.Posts("Users", Kim)).GetProperty("id").GetString().ShouldBe(id, "who comes back is the same person");
    }

    [Theory, BothEngines]
    public async Task Parts_are_told_as_directories_really_do(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        using var directory = await Directory.Of(app);
        var id = (await directory.Posts("Users", Kim)).GetProperty("id").GetString();
        var changed = await directory.Patches($"Users/{id}", Patch(
            new { op = "Replace", path = "emails[type eq \"work\"].value", value = "kim.lee@example.test" },
            new { op = "Replace", path = "name.familyName", value = "Lee" },
            new { op = "Add", path = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", value = "Support" },
            new { op = "Add", path = "phoneNumbers[type eq \"work\"].value", value = "+49 30 123" }));
        (changed.GetProperty("displayName").GetString(), changed.GetProperty("emails")[0].GetProperty("value").GetString()).ShouldBe(("Kim Lee", "kim.lee@example.test"));
        changed = await directory.Patches($"Users/{id}", Patch(new { op = "Replace", value = new Dictionary<string, object> { ["displayName"] = "Kim L.", ["name.givenName"] = "Kimiko", [$"{Core}:externalId"] = "e-2" } }));
        (changed.GetProperty("displayName").GetString(), changed.GetProperty("name").GetProperty("givenName").GetString(), changed.GetProperty("externalId").GetString()).ShouldBe(("Kim L.", "Kimiko", "e-2"));
        changed = await directory.Patches($"Users/{id}", Patch(new { op = "remove", path = "externalId" }));
        changed.TryGetProperty("externalId", out _).ShouldBeFalse();

        using var nothing = await directory.Sends(HttpMethod.Patch, $"Users/{id}", Patch(new { op = "replace", path = "displayName", value = "Half" }, new { op = "replace", path = "active", value = "perhaps" }));
        nothing.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await directory.Gets($"Users/{id}")).GetProperty("displayName").GetString().ShouldBe("Kim L.", "all operations or none");
        foreach (var (operation, type) in new (object, string)[]
        {
            (new { op = "move", path = "active" }, "invalidSyntax"), (new { op = "replace", path = "emails[type", value = "x" }, "invalidPath"), (new { op = "remove" }, "noTarget"),
            (new { op = "replace", path = "userName", value = "" }, "invalidValue"), (new { op = "replace", path = "emails[type ne \"work\"].value", value = "x" }, "noTarget"),
        })
        {
            using var refused = await directory.Sends(HttpMethod.Patch, $"Users/{id}", Patch(operation));
            ((await Json(refused)).GetProperty("scimType").GetString(), refused.StatusCode).ShouldBe((type, HttpStatusCode.BadRequest));
        }
        var whole = await directory.Puts($"Users/{id}", new { schemas = new[] { Core }, userName = "kim.lee@example.test", displayName = "Kim Lee", active = "True" });
        (whole.GetProperty("displayName").GetString(), whole.GetProperty("name").TryGetProperty("givenName", out _)).ShouldBe(("Kim Lee", false));
    }

    [Theory, BothEngines]
    public async Task Lists_are_filtered_and_counted(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Gets("me");
        using var directory = await Directory.Of(app);
        var kim = (await directory.Posts("Users", Kim)).GetProperty("id").GetString()!;
        foreach (var name in new[] { "noor", "olga", "pia" }) await directory.Posts("Users", new { userName = $"{name}@example.test", externalId = $"x-{name}", name = new { givenName = name, familyName = "Test" } });
        foreach (var (filter, count) in new[]
        {
            ("userName eq \"KIM.ITO@example.test\"", 1), ($"{Core}:userName eq \"kim.ito@example.test\"", 1), ("externalId eq \"x-noor\"", 1), ("externalId eq \"X-NOOR\"", 0),
            ("userName eq \"ada@example.test\"", 1), ($"id eq \"{kim}\"", 1), ("id eq \"nonsense\"", 0), ("userName sw \"n\" or userName sw \"o\"", 2),
            ("externalId pr and not (userName co \"noor\")", 3), ("emails[type eq \"work\" and value eq \"pia@example.test\"]", 1), ("(userName ew \"example.test\") and active eq true and externalId sw \"x-\"", 3),
            ("active eq false", 0), ("userName ne \"kim.ito@example.test\" and externalId pr", 3), ("name.givenName eq \"olga\"", 1),
        }) (await directory.Gets($"Users?filter={Uri.EscapeDataString(filter)}")).GetProperty("totalResults").GetInt32().ShouldBe(count, filter);
        foreach (var filter in new[] { "userName eq", "userName eq kim", "title eq \"x\"", "userName gt \"a\"", "active co \"t\"", new string('(', 50), "userName eq \"a\" xor userName eq \"b\"" })
        {
            using var refused = await directory.Sends(HttpMethod.Get, $"Users?filter={Uri.EscapeDataString(filter)}");
            ((await Json(refused)).GetProperty("scimType").GetString(), filter).ShouldBe(("invalidFilter", filter));
        }
        var seen = new List<string>();
        for (var from = 1; from < 20; from += 2)
        {
            var page = await directory.Gets($"Users?startIndex={from}&count=2&excludedAttributes=groups");
            page.GetProperty("totalResults").GetInt32().ShouldBe(6);
            seen.AddRange(page.GetProperty("Resources").EnumerateArray().Select(u => u.GetProperty("id").GetString()!));
        }
        (seen.Count, seen.Distinct().Count()).ShouldBe((6, 6));
        (await directory.Gets("Users?count=0")).GetProperty("Resources").GetArrayLength().ShouldBe(0);
    }

    [Theory, BothEngines]
    public async Task Roles_follow_groups_by_the_providers_rules(Engine engine)
    {
        await using var app = await RunningApp.On(engine, settings: Rules(("Support leads", BuiltInRoles.SupportLead), ("g-2", "engineer")));
        using var directory = await Directory.Of(app);
        var kim = (await directory.Posts("Users", Kim)).GetProperty("id").GetString()!;
        var noor = (await directory.Posts("Users", new { userName = "noor@example.test" })).GetProperty("id").GetString()!;
        var leads = (await directory.Posts("Groups", new { displayName = "Support leads", externalId = "g-1", members = new[] { new { value = kim } } })).GetProperty("id").GetString()!;
        var engineers = (await directory.Posts("Groups", new { displayName = "Engineers", externalId = "g-2" })).GetProperty("id").GetString()!;
        (await Roles(app, kim)).ShouldBe([BuiltInRoles.SupportLead]);

        await directory.Patches($"Groups/{engineers}", Patch(new { op = "Add", path = "members", value = new[] { new { value = kim }, new { value = noor } } }));
        await directory.Patches($"Groups/{engineers}", Patch(new { op = "Add", path = "members", value = new[] { new { value = noor } } }));
        (await Roles(app, kim)).ShouldBe(["engineer", BuiltInRoles.SupportLead]);
        (await Roles(app, noor)).ShouldBe(["engineer"]);
        (await directory.Gets($"Users/{kim}")).GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("display").GetString()).ShouldBe(["Engineers", "Support leads"]);
        (await directory.Gets($"Groups?filter=displayName eq \"engineers\"&excludedAttributes=members")).GetProperty("Resources")[0].TryGetProperty("members", out _).ShouldBeFalse();
        (await directory.Gets($"Groups?filter=members.value eq \"{noor}\"")).GetProperty("totalResults").GetInt32().ShouldBe(1);

        await directory.Patches($"Groups/{engineers}", Patch(new { op = "Remove", path = "members", value = new[] { new { value = kim } } }));
        await directory.Patches($"Groups/{engineers}", Patch(new { op = "remove", path = $"members[value eq \"{noor}\"]" }));
        ((await Roles(app, kim)).Single(), (await Roles(app, noor)).Count).ShouldBe((BuiltInRoles.SupportLead, 0));
        await directory.Patches($"Groups/{leads}", Patch(new { op = "replace", value = new { id = leads, displayName = "Others" } }));
        (await Roles(app, kim)).ShouldBeEmpty("no rule names it now");
        await directory.Puts($"Groups/{leads}", new { displayName = "Support leads", members = new[] { new { value = noor } } });
        (await Roles(app, noor)).ShouldBe([BuiltInRoles.SupportLead]);

        await directory.Patches($"Users/{noor}", Patch(new { op = "replace", path = "active", value = false }));
        (await Roles(app, noor)).ShouldBeEmpty();
        await directory.Patches($"Users/{noor}", Patch(new { op = "replace", path = "active", value = true }));
        (await Roles(app, noor)).ShouldBe([BuiltInRoles.SupportLead], "still in the group");
        (await directory.Sends(HttpMethod.Delete, $"Groups/{leads}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Roles(app, noor)).ShouldBeEmpty();
        using var stranger = await directory.Sends(HttpMethod.Post, "Groups", new { displayName = "X", members = new[] { new { value = Guid.CreateVersion7().ToString() } } });
        (await Json(stranger)).GetProperty("scimType").GetString().ShouldBe("invalidValue");
        using var twice = await directory.Sends(HttpMethod.Post, "Groups", new { displayName = "ENGINEERS" });
        (await Json(twice)).GetProperty("scimType").GetString().ShouldBe("uniqueness");
    }

    [Theory, BothEngines]
    public async Task Whoever_comes_under_the_address_of_somebody_deleted_inherits_nothing(Engine engine)
    {
        await using var app = await RunningApp.On(engine, settings: Rules(("Support leads", BuiltInRoles.SupportLead)));
        using var directory = await Directory.Of(app);
        var kim = (await directory.Posts("Users", Kim)).GetProperty("id").GetString()!;
        var noor = (await directory.Posts("Users", new { userName = "noor@example.test" })).GetProperty("id").GetString()!;
        var leads = (await directory.Posts("Groups", new { displayName = "Support leads", members = new[] { new { value = kim }, new { value = noor } } })).GetProperty("id").GetString()!;
        await directory.Sends(HttpMethod.Delete, $"Users/{kim}");
        (await app.AllJournalTypes()).Count(t => t == "access.directory-group.left.v1").ShouldBe(1);
        var later = (await directory.Posts("Users", Kim)).GetProperty("id").GetString()!;
        (await Roles(app, later)).ShouldBeEmpty();
        (await directory.Gets($"Groups/{leads}")).GetProperty("members").EnumerateArray().Select(m => m.GetProperty("value").GetString()).ShouldBe([noor]);
        (await Roles(app, noor)).ShouldBe([BuiltInRoles.SupportLead]);
        await directory.Patches($"Groups/{leads}", Patch(new { op = "add", path = "members", value = new[] { new { value = later } } }));
        (await Roles(app, later)).ShouldBe([BuiltInRoles.SupportLead], "told anew");
    }

    [Theory, BothEngines]
    public async Task Of_two_groups_left_at_once_neither_keeps_the_role_for_the_other(Engine engine)
    {
        var meeting = new Meeting();
        var rules = Rules(("One", "engineer"), ("Two", "engineer"));
        foreach (var rule in new[] { 0, 1 })
            (rules[$"BRIDGEWATCH:PROVIDERS:entra:ROLES:{rule}:SCOPE"], rules[$"BRIDGEWATCH:PROVIDERS:entra:ROLES:{rule}:IN"]) = ("queue", "0198a3f0-0000-7000-8000-000000000001");
        await using var app = await RunningApp.On(engine, replace: s => s.AddSingleton<IPlaceNames>(meeting), settings: rules);
        using var directory = await Directory.Of(app);
        var kim = (await directory.Posts("Users", Kim)).GetProperty("id").GetString()!;
        var groups = new List<string>();
        foreach (var name in new[] { "One", "Two" })
            groups.Add((await directory.Posts("Groups", new { displayName = name, members = new[] { new { value = kim } } })).GetProperty("id").GetString()!);
        (await Roles(app, kim)).ShouldBe(["engineer"]);
        var version = (await directory.Gets($"Users/{kim}")).GetProperty("meta").GetProperty("version").GetString();

        // Each of them still sees the person in the other group.
        meeting.Wait(2);
        await Task.WhenAll(groups.Select(g => directory.Patches($"Groups/{g}", Patch(new { op = "remove", path = "members" }))));
        (await Roles(app, kim)).ShouldBeEmpty();
        (await directory.Gets($"Users/{kim}")).GetProperty("meta").GetProperty("version").GetString().ShouldNotBe(version, "groups are a part of what is told of a user");
    }

    [Theory, BothEngines]
    public async Task Teams_follow_groups_and_who_was_put_there_beside_them_stays(Engine engine)
    {
        await using var app = await RunningApp.On(engine, settings: new Dictionary<string, string?>
        {
            ["BRIDGEWATCH:PROVIDERS:entra:AUTHORITY"] = "https://login.example.test",
            ["BRIDGEWATCH:PROVIDERS:entra:CLIENTID"] = "x",
            ["BRIDGEWATCH:PROVIDERS:entra:CLIENTSECRET"] = "x",
            ["BRIDGEWATCH:PROVIDERS:entra:TEAMS:0:GROUP"] = "Payments people",
            ["BRIDGEWATCH:PROVIDERS:entra:TEAMS:0:TEAM"] = "payments",
        });
        var ada = (await app.Ada.Id).ToString();
        await app.Admin.Posts("teams", new { name = "Payments", members = new[] { ada } });
        using var directory = await Directory.Of(app);
        var kim = (await directory.Posts("Users", Kim)).GetProperty("id").GetString()!;
        var group = (await directory.Posts("Groups", new { displayName = "Payments people", members = new[] { new { value = kim } } })).GetProperty("id").GetString()!;
        await Members(ada, kim);
        await directory.Patches($"Groups/{group}", Patch(new { op = "replace", path = "displayName", value = "Others" }));
        await Members(ada);
        await directory.Patches($"Groups/{group}", Patch(new { op = "replace", path = "displayName", value = "Payments people" }));
        await Members(ada, kim);
        await directory.Sends(HttpMethod.Delete, $"Groups/{group}");
        await Members(ada);

        Task Members(params string[] expected) => Eventually.Holds(async () =>
            (await app.Admin.Gets("teams/payments")).GetProperty("members").EnumerateArray().Select(Id).ToHashSet().SetEquals(expected), $"the team has {expected.Length}");

        static string Id(JsonElement member) => member.ValueKind == JsonValueKind.String ? member.GetString()! : member.GetProperty("id").GetString()!;
    }

    [Theory, BothEngines]
    public async Task Versions_are_kept_and_nobody_else_gets_in(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        using var directory = await Directory.Of(app);
        using var made = await directory.Sends(HttpMethod.Post, "Users", Kim);
        var (id, version) = ((await Json(made)).GetProperty("id").GetString(), made.Headers.ETag!.ToString());
        (await directory.Sends(HttpMethod.Get, $"Users/{id}", null, ("If-None-Match", version))).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        await directory.Patches($"Users/{id}", Patch(new { op = "replace", path = "displayName", value = "Kim I." }));
        using var stale = await directory.Sends(HttpMethod.Patch, $"Users/{id}", Patch(new { op = "replace", path = "displayName", value = "Kim" }), ("If-Match", version));
        (stale.StatusCode, (await Json(stale)).GetProperty("status").GetString()).ShouldBe((HttpStatusCode.PreconditionFailed, "412"));

        foreach (var path in new[] { "ServiceProviderConfig", "ResourceTypes", "Schemas", $"Schemas/{Core}", "ResourceTypes/Group" }) (await directory.Gets(path)).GetProperty("schemas").GetArrayLength().ShouldBe(1);
        using var nowhere = await directory.Sends(HttpMethod.Get, "Nothing");
        (nowhere.StatusCode, (await Json(nowhere)).GetProperty("schemas")[0].GetString()).ShouldBe((HttpStatusCode.NotFound, "urn:ietf:params:scim:api:messages:2.0:Error"));
        foreach (var text in new[] { "{\"userName\":", "{\"userName\":\"a@b.example\",\"username\":\"c@d.example\"}", "[]", "", "{\"userName\":\"\\ud800@b.example\"}", new string('[', 40) })
        {
            using var broken = await directory.SendsText(HttpMethod.Post, "Users", text);
            ((await Json(broken)).GetProperty("scimType").GetString(), text).ShouldBe(("invalidSyntax", text));
        }

        using var lead = new Directory(app.Http.BaseAddress!, await app.Ada.Token);
        foreach (var (client, status) in new[] { (lead, HttpStatusCode.Forbidden), (new Directory(app.Http.BaseAddress!, "bwt_made-up"), HttpStatusCode.Unauthorized), (new Directory(app.Http.BaseAddress!, null), HttpStatusCode.Unauthorized) })
        {
            foreach (var path in new[] { "Users", $"Users/{id}", "Groups", "ServiceProviderConfig" })
            {
                using var answer = await client.Sends(HttpMethod.Get, path);
                (answer.StatusCode, (await Json(answer)).GetProperty("status").GetString()).ShouldBe((status, $"{(int)status}"), path);
            }
            (await client.Sends(HttpMethod.Post, "Users", Kim)).StatusCode.ShouldBe(status);
            (await client.Sends(HttpMethod.Delete, $"Users/{id}")).StatusCode.ShouldBe(status);
        }
        // A browser's session opens nothing here, also not an administrator's.
        await app.Admin.Gets("me");
        using var browser = app.Browser();
        await browser.SignIn("admin@example.test");
        (await browser.Open("/scim/v2/Users")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, BothEngines]
    public async Task A_directorys_token_climbs_nowhere(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        using var directory = await Directory.Of(app, alone: true);
        var root = (await directory.Gets("Users?filter=userName eq \"admin@example.test\"")).GetProperty("Resources")[0].GetProperty("id").GetString();
        using var taken = await directory.Sends(HttpMethod.Patch, $"Users/{root}", Patch(new { op = "replace", path = "emails[type eq \"work\"].value", value = "thief@example.test" }));
        taken.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var last = await directory.Sends(HttpMethod.Patch, $"Users/{root}", Patch(new { op = "replace", path = "active", value = false }));
        (last.StatusCode, (await Json(last)).GetProperty("detail").GetString()!).ShouldBe((HttpStatusCode.Conflict, "Nobody else could grant roles any more. Make somebody else administrator first."));
        await app.Admin.Gets("me");
        foreach (var path in new[] { "people", "settings" })
        {
            using var elsewhere = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}");
            elsewhere.Headers.Authorization = new("Bearer", directory.Token);
            (await app.Http.SendAsync(elsewhere)).StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError);
        }
    }

    [Fact]
    public void Whatever_stands_in_a_filter_or_a_path_is_read_or_refused_in_words()
    {
        string[] words = ["userName", "emails", "eq", "pr", "and", "or", "not", "(", ")", "[", "]", ".value", "\"kim\"", "\"", "\\", "true", "12", " ", "urn:ietf:params:scim:schemas:core:2.0:User:active"];
        Gen.OneOf(Gen.Int[0, words.Length - 1].Select(i => words[i]), Gen.String[0, 3]).Array[0, 12].Select(string.Concat).Sample(text =>
        {
            foreach (var read in new Action<string>[] { t => ScimFilter.Read(t), t => ScimFilter.ReadPath(t) })
            {
                try
                {
                    read(text);
                }
                catch (ScimFault)
                {
                    // In words.
                }
            }
        }, iter: 20_000);
    }

    private static object Kim => new
    {
        schemas = new[] { Core, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User" },
        externalId = "e-1",
        userName = "Kim.Ito@example.test",
        active = true,
        displayName = "Kim Ito",
        emails = new[] { new { primary = true, type = "work", value = "Kim.Ito@example.test" } },
        meta = new { resourceType = "User" },
        name = new { formatted = "Kim Ito", familyName = "Ito", givenName = "Kim" },
        roles = Array.Empty<string>(),
    };

    /// <summary>A provider by whose rules these roles follow from these groups.</summary>
    private static Dictionary<string, string?> Rules(params (string Group, string Role)[] roles)
    {
        const string provider = "BRIDGEWATCH:PROVIDERS:entra";
        var rules = new Dictionary<string, string?> { [$"{provider}:AUTHORITY"] = "https://login.example.test", [$"{provider}:CLIENTID"] = "x", [$"{provider}:CLIENTSECRET"] = "x" };
        for (var i = 0; i < roles.Length; i++) (rules[$"{provider}:ROLES:{i}:GROUP"], rules[$"{provider}:ROLES:{i}:ROLE"]) = roles[i];
        return rules;
    }

    private static object Patch(params object[] operations) => new { schemas = new[] { "urn:ietf:params:scim:api:messages:2.0:PatchOp" }, Operations = operations };

    private static async Task<JsonElement> Json(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone();

    private static async Task<List<string>> Roles(RunningApp app, string person)
    {
        var id = PersonId.From(Guid.Parse(person));
        return await app.Look(async db =>
        {
            var roles = db.Roles;
            return (await db.RoleGrants.Where(g => g.Person == id).Join(roles, g => g.Role, r => r.Id, (g, r) => r.Code).ToListAsync()).Order(StringComparer.Ordinal).ToList();
        });
    }

    /// <summary>Knows every place, and can keep whoever asks until all are there.</summary>
    private sealed class Meeting : IPlaceNames
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int? _missing;

        public void Wait(int all) => _missing = all;

        public async Task<string?> NameOf(GrantScope scope, Guid id, CancellationToken ct)
        {
            if (_missing is not null) await Come(ct);
            return "Somewhere";
        }

        public Task<IReadOnlyList<PlaceName>> Find(GrantScope scope, string? text, CancellationToken ct) => Task.FromResult<IReadOnlyList<PlaceName>>([]);

        private Task Come(CancellationToken ct)
        {
            lock (_all)
            {
                if (--_missing == 0) _all.SetResult();
            }
            return _all.Task.WaitAsync(Eventually.Patience, ct);
        }
    }

    /// <summary>A directory with a token of its own.</summary>
    private sealed class Directory(Uri address, string? token) : IDisposable
    {
        private readonly HttpClient _http = new() { BaseAddress = new(address, "/scim/v2/") };

        public string? Token => token;

        /// <param name="alone">Its token's person holds a role that lets it provision and nothing else.</param>
        public static async Task<Directory> Of(RunningApp app, bool alone = false)
        {
            if (!alone) return new(app.Http.BaseAddress!, (await app.Token(app.Admin, AccessPermissions.Provision)).Token);
            await app.Admin.Posts("roles", new { name = "Directory", permissions = new[] { AccessPermissions.Provision } });
            var robot = app.Person("Directory Robot");
            await app.Send(new GrantRole(await robot.Id, "directory"));
            return new(app.Http.BaseAddress!, (await app.Token(robot, AccessPermissions.Provision)).Token);
        }

        public Task<JsonElement> Gets(string path) => Succeeds(HttpMethod.Get, path, null);

        public Task<JsonElement> Posts(string path, object body) => Succeeds(HttpMethod.Post, path, body);

        public Task<JsonElement> Puts(string path, object body) => Succeeds(HttpMethod.Put, path, body);

        public Task<JsonElement> Patches(string path, object body) => Succeeds(HttpMethod.Patch, path, body);

        public Task<HttpResponseMessage> Sends(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers) =>
            SendsText(method, path, body is null ? null : JsonSerializer.Serialize(body), headers);

        public async Task<HttpResponseMessage> SendsText(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(method, path);
            if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/scim+json");
            return await _http.SendAsync(request, TestContext.Current.CancellationToken);
        }

        public void Dispose() => _http.Dispose();

        private async Task<JsonElement> Succeeds(HttpMethod method, string path, object? body)
        {
            using var answer = await Sends(method, path, body);
            var text = await answer.Content.ReadAsStringAsync();
            answer.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {(int)answer.StatusCode} {text}");
            return JsonDocument.Parse(text).RootElement.Clone();
        }
    }
}
