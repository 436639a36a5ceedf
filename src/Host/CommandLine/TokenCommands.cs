using System.CommandLine;
using Bridgewatch.Access.Tokens;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Host.CommandLine;

/// <summary>`token`: makes, lists and revokes API tokens, also beside a running server.</summary>
internal static class TokenCommands
{
    private static readonly Option<string> User = new("--user") { Description = "The address of the person whom the token stands for.", Required = true };
    private static readonly Option<string?> OnlyOf = new("--user") { Description = "Only the tokens of the person with this address." };
    private static readonly Option<string> Named = new("--name") { Description = "What uses it, such as 'nightly import'.", Required = true };
    private static readonly Option<string[]> Scopes = new("--scopes")
    {
        Description = "Permissions it is cut to, such as desk.open-tickets or desk.*; without it the token may do what its person may.",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<string?> Expires = new("--expires") { Description = "After how long it ends: 90d, 8h. Without it never." };
    private static readonly Argument<string> Id = new("id") { Description = "As 'token list' shows it." };

    public static Command Make()
    {
        var create = new Command("create", "Prints a new token, and nothing else. It is shown once.") { User, Named, Scopes, Expires };
        create.SetAction(Create);
        var list = new Command("list", "Lists tokens: id, person, name, last characters, state, last use.") { OnlyOf };
        list.SetAction(List);
        var revoke = new Command("revoke", "Ends a token at once.") { Id };
        revoke.SetAction(Revoke);
        return new("token", "API tokens.") { create, list, revoke };
    }

    private static async Task<int> Create(ParseResult parsed, CancellationToken ct)
    {
        Instant? expires = null;
        await using var offline = await Offline.Open(DataOptions.Read(parsed), ct);
        if (parsed.GetValue(Expires) is { } text)
        {
            if (!DurationJson.TryRead(text, out var life) || life <= Duration.Zero) throw new Invalid("--expires", $"'{text}' is no span of time. Write 90d, 8h or 30m.");
            expires = offline.Services.GetRequiredService<IClock>().GetCurrentInstant() + life;
        }
        var scopes = (parsed.GetValue(Scopes) ?? []).SelectMany(s => s.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)).ToList();
        var person = await UserCommands.Find(offline, parsed.GetValue(User)!, ct);
        var token = await offline.Send(new CreateToken(parsed.GetValue(Named)!, scopes is [] ? null : scopes, expires, person), ct);
        parsed.PrintLine(token.Token);
        return BridgewatchCommand.Fine;
    }

    private static async Task<int> List(ParseResult parsed, CancellationToken ct)
    {
        await using var offline = await Offline.Open(DataOptions.Read(parsed), ct);
        PersonId? person = parsed.GetValue(OnlyOf) is { } email ? await UserCommands.Find(offline, email, ct) : null;
        foreach (var token in await offline.Ask((TokenQueries q, CancellationToken c) => q.List(everybody: true, person, c), ct))
            parsed.PrintLine(string.Join('\t', token.Id, token.PersonName, token.Name, "…" + token.Ending, Words.Of(token.State), token.LastUsedAt?.ToString() ?? "never used"));
        return BridgewatchCommand.Fine;
    }

    private static async Task<int> Revoke(ParseResult parsed, CancellationToken ct)
    {
        await using var offline = await Offline.Open(DataOptions.Read(parsed), ct);
        if (!ApiTokenId.TryParse(parsed.GetValue(Id), out var id)) throw new Invalid("id", "Give the id as 'token list' shows it.");
        await offline.Send(new RevokeToken(id), ct);
        return BridgewatchCommand.Fine;
    }
}
