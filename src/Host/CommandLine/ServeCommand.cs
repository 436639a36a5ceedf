using System.CommandLine;
using System.Net.Sockets;

namespace Bridgewatch.Host.CommandLine;

/// <summary>`serve`, and what the bare program does.</summary>
internal static class ServeCommand
{
    public static readonly Option<string?> Urls = new("--urls") { Description = $"Where to listen; {ServerOptions.DefaultUrl} without it." };

    public static Command Make()
    {
        var command = new Command("serve", "Serves the product.") { Urls };
        command.SetAction(Serve);
        return command;
    }

    public static async Task<int> Serve(ParseResult parsed, CancellationToken ct)
    {
        var options = DataOptions.Read(parsed) with { Urls = parsed.GetValue(Urls) };
        parsed.Say($"Data: {(options.Database is null ? options.File : "PostgreSQL")}, folder {options.Data}");
        await using var app = await Server.Build(options, ct);
        await Start(app, ct);
        await app.WaitForShutdownAsync(ct);
        return BridgewatchCommand.Fine;
    }

    /// <exception cref="ConfigurationError">The address is taken, or is none of this machine.</exception>
    private static async Task Start(WebApplication app, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw new ConfigurationError($"It cannot listen on {app.Services.GetRequiredService<ServerOptions>().Urls}: {exception.GetBaseException().Message}. Give another address with --urls.");
        }
    }
}
