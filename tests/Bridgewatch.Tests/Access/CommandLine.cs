using System.Net;
using System.Net.Http.Headers;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Access;

/// <summary>The verbs about people and tokens, beside a running server and alone.</summary>
public class CommandLine
{
    private static readonly Dictionary<string, string?> _administrator = new()
    {
        ["BRIDGEWATCH_ADMIN_EMAIL"] = "ops@example.test",
        ["BRIDGEWATCH_ADMIN_PASSWORD"] = RunningApp.Password,
    };

    [Theory, BothEngines(LongOnPostgres = true)]
    public async Task Tokens_and_people_are_made_and_ended_beside_the_running_server(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        await using var server = await ServerProcess.Start(database.Store, environment: _administrator);
        var created = await Cli(database, "token", "create", "--user", "ops@example.test", "--name", "import", "--scopes", "access.*", "--expires", "90d");
        created.Exit.ShouldBe(0, created.Errors);
        var token = created.Output.Trim();
        token.ShouldStartWith("bwt_");
        created.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
        (await Me(server, token)).ShouldBe(HttpStatusCode.OK);

        var listed = await Cli(database, "token", "list");
        listed.Output.ShouldContain(token[^4..]);
        listed.Output.ShouldNotContain(token);
        (await Cli(database, "token", "revoke", listed.Output.Split('\t')[0])).Exit.ShouldBe(0);
        await Eventually.Passes(async () => (await Me(server, token)).ShouldBe(HttpStatusCode.Unauthorized), "the server remembers rights for a second at most");

        var added = await Cli(database, "user", "add", "kim@example.test", "--name", "Kim", "--role", "support-lead");
        added.Output.ShouldContain("/invitation/");
        (await Cli(database, "user", "list")).Output.ShouldContain("kim@example.test\tKim\t@kim\tinvited\tsupport-lead");
        (await Cli(database, "user", "reset", "ops@example.test")).Output.ShouldContain("/reset/");
        (await Cli(database, "user", "deactivate", "kim@example.test")).Exit.ShouldBe(0);
        (await Cli(database, "user", "deactivate", "ops@example.test")).Exit.ShouldBe(2);
        (await Cli(database, "user", "reset", "nobody@example.test")).Exit.ShouldBe(2);
        (await Cli(database, "token", "create", "--user", "ops@example.test")).Exit.ShouldBe(2);
        (await server.Terminate()).ShouldBe(0, server.Output);
    }

    [Theory, BothEngines(LongOnPostgres = true)]
    public async Task Setup_makes_everything_before_the_first_start(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        string[] verb =
        [
            "setup", "--email", "ops@example.test", "--name", "Olga Ops", "--company", "Northwind", "--support-address", "support@northwind.test",
            "--zone", "Europe/Berlin", "--hours", "08:00-18:00", "--service", "Payments", "--invite", "kim@example.test",
        ];
        var done = await ServerProcess.Cli([.. verb, .. At(database)], environment: null, input: RunningApp.Password + "\n");
        done.Exit.ShouldBe(0, done.Errors);
        done.Output.ShouldStartWith("kim@example.test\thttp://localhost:8080/invitation/");
        (await Cli(database, "user", "list")).Output.ShouldContain("ops@example.test\tOlga Ops\t@ops\tactive\tadministrator,support-lead");
        (await ServerProcess.Cli([.. verb, .. At(database)], environment: null, input: "")).Errors.ShouldContain("administrator already");
    }

    [Fact]
    public async Task Without_a_database_a_verb_says_what_to_do()
    {
        var result = await ServerProcess.Cli("user", "list", "--data", TestRun.Folder("data"));
        result.Exit.ShouldBe(3);
        result.Errors.ShouldContain("--data");
    }

    private static Task<CliResult> Cli(TestDatabase database, params string[] verb) => Verb.Run([.. verb, .. At(database)]);

    private static string[] At(TestDatabase database) =>
        ["--data", database.Data, .. database.Connection is { } connection ? ["--database", connection] : Array.Empty<string>()];

    private static async Task<HttpStatusCode> Me(ServerProcess server, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (await server.Http.SendAsync(request)).StatusCode;
    }
}
