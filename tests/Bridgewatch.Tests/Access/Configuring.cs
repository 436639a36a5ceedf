using System.Collections;
using System.Net;
using System.Net.Sockets;
using Bridgewatch.Host;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.Extensions.Configuration;
using Configuration = Bridgewatch.Host.Configuration;

namespace Bridgewatch.Tests.Access;

public class Configuring
{
    [Theory]
    [InlineData("BRIDGEWATCH:PUBLICURI", "https://x.test", "BRIDGEWATCH__PUBLICURI is no setting")]
    [InlineData("BRIDGEWATCH:PUBLICURL", "support.example.test", "BRIDGEWATCH__PUBLICURL is 'support.example.test'")]
    [InlineData("BRIDGEWATCH:PUBLICURL", "https://x.test/desk", "no path of its own")]
    [InlineData("BRIDGEWATCH:TRUSTEDPROXIES", "10.0.0.5,proxy", "BRIDGEWATCH__TRUSTEDPROXIES is 'proxy'")]
    [InlineData("BRIDGEWATCH:TRUSTEDPROXIES:0", "10.0.0.5", "BRIDGEWATCH__TRUSTEDPROXIES__0 is no setting")]
    [InlineData("BRIDGEWATCH:URLS", "nonsense", "It cannot listen on 'nonsense'")]
    [InlineData("BRIDGEWATCH:PASSWORDS", "off", "there is no provider for people of yours: nobody could sign in")]
    [InlineData("BRIDGEWATCH:PASSWORDS", "perhaps", "must be on or off")]
    [InlineData("BRIDGEWATCH:PROVIDERS:Entra ID:NAME", "x", "letters a to z, digits and dashes")]
    public void What_is_unknown_or_malformed_is_named_with_what_to_change(string key, string value, string said) =>
        Should.Throw<ConfigurationError>(() => Read(new() { [key] = value })).Message.ShouldContain(said);

    [Theory]
    [InlineData("AUTHORITY", "", "BRIDGEWATCH__PROVIDERS__ENTRA__AUTHORITY is missing")]
    [InlineData("AUTHORITY", "http://login.example.test", "must be the provider's https address")]
    [InlineData("CLIENTID", "", "__CLIENTID is missing")]
    [InlineData("CLIENTSECRETFILE", "/etc/secret", "either CLIENTSECRET or CLIENTSECRETFILE")]
    [InlineData("SECRET", "x", "BRIDGEWATCH__PROVIDERS__ENTRA__SECRET is no setting of a provider")]
    [InlineData("SCOPES", "email profile", "openid among them")]
    [InlineData("CREATEPEOPLE", "example.com,@example.org", "has '@example.org'")]
    [InlineData("ROLES:0:GROUP", "leads", "ROLES__0 needs GROUP")]
    [InlineData("ROLES:1:SCOPE", "galaxy", "must be one of: everything, own-teams")]
    [InlineData("ROLES:1:SCOPE", "queue", "ROLES__1__IN is the id")]
    [InlineData("ROLES:1:IN", "EMEA", "ROLES__1__IN is the id")]
    [InlineData("ROLES:1:REGION", "", "ROLES__1__REGION goes with")]
    [InlineData("ROLES:1:TEAM", "x", "ROLES__1__TEAM belongs to no rule")]
    [InlineData("TEAMS:0:GROUP", "leads", "TEAMS__0 needs GROUP")]
    [InlineData("PORTAL", "Harbour Pay", "must be the short name of the brand")]
    [InlineData("PORTAL", "default", "ROLES makes people of yours, but PORTAL says")]
    public void A_provider_that_cannot_work_is_named_with_what_to_change_and_without_its_secret(string key, string value, string said)
    {
        var settings = Provider();
        settings[$"BRIDGEWATCH:PROVIDERS:entra:{key}"] = value;
        var message = Should.Throw<ConfigurationError>(() => Read(settings)).Message;
        message.ShouldContain(said);
        message.ShouldNotContain("secret-word");
    }

    [Fact]
    public void A_provider_that_is_right_is_read()
    {
        var provider = Read(Provider()).SignIn.Providers.Single();
        (provider.Key, provider.Name, provider.BackPath).ShouldBe(("entra", "Microsoft", "/sign-in/with/entra/back"));
        provider.Roles.Single().ShouldBe(new("leads", "support-lead", GrantScope.Region, Region: "emea"));
        provider.ToString().ShouldNotContain("secret-word");
    }

    [Theory]
    [InlineData("Host=db;Databas=x", "cannot be read")]
    [InlineData("Database=x", "names no Host")]
    public void A_connection_string_that_cannot_be_read_is_named_without_its_password(string connection, string said)
    {
        var message = Should.Throw<ConfigurationError>(() => Read([], connection + ";Password=secret-word")).Message;
        message.ShouldContain(said);
        message.ShouldNotContain("secret-word");
    }

    [Fact]
    public void A_variable_that_only_looks_like_ours_is_named() =>
        Should.Throw<ConfigurationError>(() => Read([], environment: new() { ["BRIDGEWATCH_ADMIN_MAIL"] = "x" })).Message.ShouldContain("BRIDGEWATCH_ADMIN_MAIL");

    [Fact]
    public void What_is_right_is_read()
    {
        var read = Read(new() { ["BRIDGEWATCH:PUBLICURL"] = "https://support.example.test", ["BRIDGEWATCH:TRUSTEDPROXIES"] = "10.0.0.5, 192.168.0.0/16" });
        read.PublicUrl.ShouldBe(new Uri("https://support.example.test"));
        read.TrustedProxies.Select(p => p.ToString()).ShouldBe(["10.0.0.5/32", "192.168.0.0/16"]);
    }

    [Fact]
    public async Task The_program_stops_with_code_3_and_the_message()
    {
        var result = await ServerProcess.Cli(["serve", "--urls", "http://127.0.0.1:0", "--data", TestRun.Folder("data")],
            new Dictionary<string, string?> { ["BRIDGEWATCH__PUBLICURI"] = "https://x.test" });
        result.Exit.ShouldBe(3, result.Errors);
        result.Errors.ShouldContain("BRIDGEWATCH__PUBLICURL");
        result.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_that_is_taken_is_named_without_a_trace()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var result = await ServerProcess.Cli("serve", "--urls", $"http://{taken.LocalEndpoint}", "--data", TestRun.Folder("data"));
        result.Exit.ShouldBe(3, result.Errors);
        result.Errors.ShouldContain($"It cannot listen on http://{taken.LocalEndpoint}");
        result.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_seal_key_that_is_none_stops_the_start()
    {
        var (data, key) = (TestRun.Folder("data"), Path.Combine(TestRun.Folder("keys"), "seal.pem"));
        await File.WriteAllTextAsync(key, "no key");
        var result = await ServerProcess.Cli(["serve", "--urls", "http://127.0.0.1:0", "--data", data], new Dictionary<string, string?> { ["BRIDGEWATCH__SEALKEY"] = key });
        result.Exit.ShouldBe(3, result.Errors);
        result.Errors.ShouldContain($"{key} holds no private key");
    }

    [Fact]
    public async Task The_data_folder_is_for_its_owner_alone_and_remembers_where_the_server_listens()
    {
        await using var database = await TestDatabase.Create(Engine.Sqlite);
        var store = database.Store with { Data = Path.Combine(TestRun.Folder("parent"), "data") };
        await using var server = await ServerProcess.Start(store, environment: new Dictionary<string, string?>
        {
            ["BRIDGEWATCH_ADMIN_EMAIL"] = "ops@example.test",
            ["BRIDGEWATCH_ADMIN_PASSWORD"] = RunningApp.Password,
        });
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(store.Data).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (await Verb.Run("user", "reset", "ops@example.test", "--data", store.Data)).Output.ShouldStartWith(server.Url);
    }

    private static Dictionary<string, string?> Provider() => new()
    {
        ["BRIDGEWATCH:PROVIDERS:entra:NAME"] = "Microsoft",
        ["BRIDGEWATCH:PROVIDERS:entra:AUTHORITY"] = "https://login.example.test/tenant/v2.0",
        ["BRIDGEWATCH:PROVIDERS:entra:CLIENTID"] = "bridgewatch",
        ["BRIDGEWATCH:PROVIDERS:entra:CLIENTSECRET"] = "secret-word",
        ["BRIDGEWATCH:PROVIDERS:entra:ROLES:1:GROUP"] = "leads",
        ["BRIDGEWATCH:PROVIDERS:entra:ROLES:1:ROLE"] = "support-lead",
        ["BRIDGEWATCH:PROVIDERS:entra:ROLES:1:SCOPE"] = "region",
        ["BRIDGEWATCH:PROVIDERS:entra:ROLES:1:REGION"] = "emea",
    };

    private static Configuration Read(Dictionary<string, string?> settings, string? database = null, Dictionary<string, string>? environment = null) =>
        Configuration.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), new("/nowhere", database),
            new Hashtable(environment ?? []));
}
