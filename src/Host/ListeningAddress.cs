using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Bridgewatch.Host;

/// <summary>Where the server listens. It leaves the address in the data folder, so that verbs beside it print links that lead there.</summary>
internal static class ListeningAddress
{
    private const string Name = "address.txt";

    public static Uri? Of(IServiceProvider services) =>
        services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address ? Read(address) : null;

    public static void Leave(WebApplication app, ServerOptions options)
    {
        if (Of(app.Services) is { } address) File.WriteAllText(Path.Combine(options.Data, Name), address.ToString());
    }

    /// <summary>Where the last server of this folder listened; null when none has.</summary>
    public static Uri? Last(ServerOptions options)
    {
        var file = Path.Combine(options.Data, Name);
        return File.Exists(file) ? Read(File.ReadAllText(file)) : null;
    }

    private static Uri? Read(string address) =>
        Uri.TryCreate(address.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal), UriKind.Absolute, out var url)
            ? url
            : null;
}
