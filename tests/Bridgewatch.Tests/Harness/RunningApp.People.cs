using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Bridgewatch.Access;
using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Access.Links;
using Bridgewatch.Access.People;
using Bridgewatch.Access.Roles;
using Bridgewatch.Access.Tokens;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Tests.Harness;

/// <summary>People who knock at the application's door by the API, each with a token of their own.</summary>
public sealed partial class RunningApp
{
    public const string Password = "correct horse battery staple";

    private readonly ConcurrentDictionary<string, TestPerson> _people = new();

    /// <summary>The first administrator, who may do everything an agent may.</summary>
    public TestPerson Admin => _people.GetOrAdd("admin", _ => new(Http.BaseAddress!, Administrator));

    /// <summary>A support lead, who sees and works everything at the desk.</summary>
    public TestPerson Ada => Person("Ada", BuiltInRoles.SupportLead);

    /// <summary>Somebody with these roles, each held everywhere. The same name gives the same person; roles count at the first call.</summary>
    public TestPerson Person(string name, params string[] roles) => _people.GetOrAdd(name, _ => new(Http.BaseAddress!, () => Join(name, roles)));

    /// <summary>Grants a role in a scope, as the operator.</summary>
    public async Task<GrantResource> Grant(TestPerson person, string role, GrantScope scope, Guid? @in = null, string? region = null) =>
        await Send(new GrantRole(await person.Id, role, scope, @in, region));

    /// <summary>A further token of the person.</summary>
    public async Task<CreatedToken> Token(TestPerson person, params string[] scopes) =>
        await Send(new CreateToken("test", scopes is [] ? null : scopes, Person: await person.Id));

    /// <summary>A browser without script and without cookies.</summary>
    public FormBrowser Browser() => new(Http.BaseAddress!);

    private async Task<(PersonId Id, string Token)> Administrator()
    {
        // Set-up is closed once somebody is there; the next administrator comes by invitation.
        if (await Look(db => db.People.AnyAsync()))
            return await Join("Alex Admin", [BuiltInRoles.Administrator, BuiltInRoles.SupportLead], "admin@example.test");
        var made = await Send(new SetUpAdministrator("admin@example.test", "Alex Admin", Password));
        return (made.Person!.Value, (await Send(new CreateToken("test", Person: made.Person))).Token);
    }

    private async Task<(PersonId Id, string Token)> Join(string name, string[] roles, string? email = null)
    {
        var invited = await Send(new InvitePerson(email ?? $"{name.ToLowerInvariant().Replace(' ', '.')}@example.test", name));
        // Without a mail server the link comes back; with one it is in the mail, so another is asked for.
        var link = invited.Invitation.Url ?? (await Send(new MakeResetLink(invited.Id, Show: true))).Url!;
        await Send(new AcceptInvitation(link[(link.LastIndexOf('/') + 1)..], name, Password));
        foreach (var role in roles)
        {
            var builtIn = BuiltInRoles.All.Single(r => r.Code == role);
            await Send(new GrantRole(invited.Id, role, GrantScope.Everything, Until: builtIn.LongestDays is { } days ? Now + NodaTime.Duration.FromDays(days) : null));
        }
        return (invited.Id, (await Send(new CreateToken("test", Person: invited.Id))).Token);
    }
}

/// <summary>Somebody at the API. Paths are below <c>/api/v1/</c>: <c>await app.Ada.Puts("tickets/T-1/resolution", new { … })</c>.</summary>
/// <param name="join">Makes the person, at the first use.</param>
public sealed class TestPerson(Uri address, Func<Task<(PersonId Id, string Token)>> join) : IDisposable
{
    private readonly Lazy<Task<(PersonId Id, string Token)>> _joined = new(join);
    private readonly HttpClient _http = new() { BaseAddress = new(address, "/api/v1/") };

    public Task<PersonId> Id => Joined(j => j.Id);

    public Task<string> Token => Joined(j => j.Token);

    public Task<JsonElement> Gets(string path) => Succeeds(HttpMethod.Get, path);

    public Task<JsonElement> Posts(string path, object? body = null) => Succeeds(HttpMethod.Post, path, body);

    public Task<JsonElement> Puts(string path, object? body = null) => Succeeds(HttpMethod.Put, path, body);

    public Task<JsonElement> Patches(string path, object? body = null) => Succeeds(HttpMethod.Patch, path, body);

    public Task<JsonElement> Deletes(string path, object? body = null) => Succeeds(HttpMethod.Delete, path, body);

    /// <summary>Sends whatever it is and returns the answer as it came.</summary>
    public async Task<HttpResponseMessage> Sends(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Token);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: KernelJson.Options);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a file to a ticket: <c>await app.Ada.Brings("T-1", "screen.png", bytes)</c>.</summary>
    public async Task<JsonElement> Brings(string ticket, string name, byte[] content, string query = "")
    {
        using var answer = await SendsFile(ticket, name, content, query);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(201, text);
        return Json(text);
    }

    /// <summary>Sends a file and returns the answer as it came.</summary>
    public async Task<HttpResponseMessage> SendsFile(string ticket, string name, byte[] content, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"tickets/{ticket}/attachments{query}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Token);
        request.Content = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } };
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Expects a refusal and returns the problem: <c>await app.Ada.IsRefused(409, HttpMethod.Put, …)</c>.</summary>
    public async Task<JsonElement> IsRefused(int status, HttpMethod method, string path, object? body = null)
    {
        using var answer = await Sends(method, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, $"{method} {path}: {text}");
        return Json(text);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> Succeeds(HttpMethod method, string path, object? body = null)
    {
        using var answer = await Sends(method, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {(int)answer.StatusCode} {text}");
        return Json(text);
    }

    private async Task<T> Joined<T>(Func<(PersonId Id, string Token), T> part) => part(await _joined.Value);

    private static JsonElement Json(string text) => text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
}
