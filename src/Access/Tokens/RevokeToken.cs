using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Tokens;

/// <summary>Ends a token: one's own, or anybody's for who may manage tokens. The next request with it is refused.</summary>
[Requires(RequiresAttribute.SignedIn)]
public sealed record RevokeToken(ApiTokenId Token) : ICommand;

internal sealed class RevokeTokenHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<RevokeToken>
{
    public async ValueTask<Unit> Handle(RevokeToken command, CancellationToken ct)
    {
        var token = await db.ApiTokens.SingleOrDefaultAsync(t => t.Id == command.Token, ct) ?? throw new NotVisible("token");
        if (token.Person != actor.PersonOrNone && !actor.May(AccessPermissions.ManageTokens, default)) throw new NotVisible("token");
        token.Revoke(envelope.At);
        return default;
    }
}

internal static class RevokeTokenEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/tokens/{token}",
        async (ApiTokenId token, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new RevokeToken(token), ct);
            return TypedResults.NoContent();
        });
}
