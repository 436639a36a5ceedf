using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Kernel;

/// <summary>The way to read: a scope, an actor and a context for one question, however long the page lives that asks it.</summary>
public sealed class Reads(IServiceScopeFactory scopes, Door door)
{
    /// <summary>Asks a query class a question as the actor at this door.</summary>
    public async ValueTask<TAnswer> From<TQueries, TAnswer>(
        Func<TQueries, CancellationToken, Task<TAnswer>> question, CancellationToken ct = default) where TQueries : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var actor = services.GetRequiredService<Envelope>().Actor = await services.GetRequiredService<ActorLoader>().Load(door.Caller, ct);
        try
        {
            return await question(services.GetRequiredService<TQueries>(), ct);
        }
        catch (Forbidden) when (actor.Kind == ActorKind.Anonymous)
        {
            // Whoever signs in may be allowed.
            throw new NotSignedIn();
        }
        catch (Exception exception) when (StorageEngine.IsAway(exception))
        {
            throw new Unavailable("The database does not answer.", exception);
        }
    }
}

/// <summary>Turns a caller into an actor; the system and the operator need no look-up.</summary>
internal sealed class ActorLoader(IServiceProvider services)
{
    public async ValueTask<Actor> Load(Caller caller, CancellationToken ct)
    {
        try
        {
            return caller.Kind switch
            {
                ActorKind.System => Actor.System,
                ActorKind.Anonymous => Actor.Anonymous,
                ActorKind.Operator => new(caller, caller.Operator ?? "operator", []) { SeesAll = true },
                _ => await services.GetRequiredService<IActors>().Load(caller, ct),
            };
        }
        catch (Exception exception) when (StorageEngine.IsAway(exception))
        {
            throw new Unavailable("The database does not answer.", exception);
        }
    }
}
