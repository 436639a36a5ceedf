using Bridgewatch.Kernel;

namespace Bridgewatch.Host.Doctoring;

/// <summary>Can people be reached, and reach us safely?</summary>
internal static class AddressChecks
{
    public static async Task<IReadOnlyList<Check>> All(IServiceProvider services, CancellationToken ct) =>
        [await Mail(services.GetRequiredService<Settings>(), ct), Tls(services.GetRequiredService<IConfiguration>())];

    private static async Task<Check> Mail(Settings settings, CancellationToken ct)
    {
        var mail = await settings.Get<OutgoingMail>(ct);
        return mail.IsSetUp
            ? Check.Fine("outgoing-mail", $"{mail.Host}:{mail.Port}, from {mail.FromAddress}")
            : Check.Note("outgoing-mail", "No outgoing mail is set up.", "Set it up in the settings; until then nobody is mailed.");
    }

    private static Check Tls(IConfiguration configuration)
    {
        var address = configuration["BRIDGEWATCH:PUBLICURL"];
        return Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
            ? Check.Fine("public-url", address!)
            : Check.Note("public-url", address is null ? "No public address is configured." : $"The public address {address} is without TLS.",
                "Put a proxy with TLS in front, and set BRIDGEWATCH__PUBLICURL to its https address.");
    }
}
