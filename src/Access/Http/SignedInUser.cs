using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Bridgewatch.Ui;
using NodaTime;

namespace Bridgewatch.Access.Http;

/// <summary>Tells the shell who is signed in.</summary>
internal sealed class SignedInUser(Reads reads, Door door, IStringLocalizer<AccessTexts> words) : WorkspaceUser
{
    public override async ValueTask<WorkspacePerson?> Find()
    {
        if (door.Caller.Kind != ActorKind.Person) return null;
        try
        {
            var me = await reads.From((PersonQueries q, CancellationToken ct) => q.Me(ct));
            var may = me.Permissions.ToHashSet();
            return new(me.Id.ToString(), me.Name, Subtitle(me), may.Contains) { Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(me.Zone) ?? DateTimeZone.Utc };
        }
        catch (NotSignedIn)
        {
            return null;
        }
    }

    private string Subtitle(Myself me) => me.Tier is { } tier ? words["subtitle.tier", Words.Of(tier)] : me.Roles is [var first, ..] ? first.Name : "";
}
