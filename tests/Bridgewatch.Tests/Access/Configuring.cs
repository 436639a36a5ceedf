using System.Collections;
using System.Net;
using System.Net.Sockets;
using Bridgewatch.Host;
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
    public void What_is_unknown_or_malformed_is_named_with_what_to_change(string key, string value, string said) =>
        Should.Throw<ConfigurationError>(() => Read(new() { [key] = value })).Message.ShouldContain(said);

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

    private static Configuration Read(Dictionary<string, string?> settings, string? database = null, Dictionary<string, string>? environment = null) =>
        Configuration.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), new("/nowhere", database),
            new Hashtable(environment ?? []));
}
