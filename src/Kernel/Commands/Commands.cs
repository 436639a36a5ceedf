using System.Diagnostics;
using Mediator;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>The one way in. Every door sends its commands here; each gets a scope, an actor and a transaction of its own.</summary>
public sealed class Commands(IServiceScopeFactory scopes, Door door, IClock clock, OperationalWrites writes)
{
    private const int MostAttempts = 4;

    /// <summary>Sends a command and returns when it is durable.</summary>
    /// <exception cref="Refusal">The state of things does not allow it.</exception>
    /// <exception cref="Invalid">Fields need other values.</exception>
    /// <exception cref="NotVisible">What it names is not there for this actor.</exception>
    /// <exception cref="Forbidden">The actor lacks the permission.</exception>
    /// <exception cref="Unavailable">The database is away; nothing was done.</exception>
    public async ValueTask<TResponse> Send<TResponse>(ICommand<TResponse> command, CancellationToken ct = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Try(command, ct);
            }
            catch (Exception exception) when (attempt < MostAttempts && IsRace(exception))
            {
                // Nothing was done. On the second look the winner's change is there, and the command is judged by it.
            }
        }
    }

    /// <summary>Sends a command, then reads what is to be answered. Whoever repeats the request with its key gets that first answer, and not
    /// what has become of it since.</summary>
    public async ValueTask<TAnswer> Send<TResponse, TAnswer>(
        ICommand<TResponse> command, Func<TResponse, ValueTask<TAnswer>> read, CancellationToken ct = default)
    {
        var response = await Send(command, ct);
        if (door.IdempotencyKey is not { } key) return await read(response);
        var actor = door.Caller.JournalName;
        if (door.Replayed && await writes.Run(db => Idempotency.FirstAnswer(db, actor, key, ct), ct) is { } first) return Idempotency.Read<TAnswer>(first);
        var answer = await read(response);
        await writes.Run(db => Idempotency.KeepAnswer(db, actor, key, KernelJson.Write(answer), ct), ct);
        return answer;
    }

    /// <summary>Two at once. When the caller has said which version they have read, the second look tells them what the other did.</summary>
    private static bool IsRace(Exception exception) => StorageEngine.IsRace(exception) || exception is Stale { Changes: [] };

    private async ValueTask<TResponse> Try<TResponse>(ICommand<TResponse> command, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var envelope = services.GetRequiredService<Envelope>();
        envelope.Actor = await services.GetRequiredService<ActorLoader>().Load(door.Caller, ct);
        envelope.Origin = door.Origin;
        envelope.Correlation = Correlation();
        envelope.At = clock.GetCurrentInstant();
        envelope.Key = door.IdempotencyKey;
        envelope.IfMatch = door.IfMatch;
        return envelope.Key is null
            ? await services.GetRequiredService<ISender>().Send(command, ct)
            : await Once(command, services, envelope, ct);
    }

    /// <summary>With a key: the first answer is kept, and given again to whoever repeats the request.</summary>
    private async ValueTask<TResponse> Once<TResponse>(
        ICommand<TResponse> command, IServiceProvider services, Envelope envelope, CancellationToken ct)
    {
        try
        {
            return await services.GetRequiredService<ISender>().Send(command, ct);
        }
        catch (Exception exception) when (exception is not (Unavailable or OperationCanceledException))
        {
            await using var later = scopes.CreateAsyncScope();
            var stored = await later.ServiceProvider.GetRequiredService<Idempotency>().Find(envelope, command, ct);
            if (stored is null) throw;
            door.Replayed = true;
            return Idempotency.Read<TResponse>(stored.Response);
        }
    }

    private static Guid Correlation() =>
        Activity.Current is { } activity && Guid.TryParseExact(activity.TraceId.ToHexString(), "N", out var trace)
            ? trace
            : Guid.CreateVersion7();
}
