using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel;

/// <summary>Lets a reactor try an entry again that it had set aside. It does so within seconds; what fails again is set aside again.</summary>
[Requires(KernelPermissions.ManageReactors)]
public sealed record RetryEntry(string Reactor, long Seq) : ICommand;

/// <summary>A person had a reactor try an entry again.</summary>
[JournalType("kernel.reactor-entry.retried.v1")]
public sealed record EntryRetried(string Reactor, long Seq) : JournalEvent;

internal sealed class RetryEntryHandler(BridgewatchDb db, Journal journal, IEnumerable<ReactorRegistration> reactors) : ICommandHandler<RetryEntry>
{
    public async ValueTask<Unit> Handle(RetryEntry command, CancellationToken ct)
    {
        var entry = await db.SetAside(command.Reactor, command.Seq, ct);
        if (!reactors.Any(r => r.Name == command.Reactor)) throw ReactorRefusals.Unknown(command.Reactor);
        if (entry.State == PoisonState.Skipped) throw ReactorRefusals.Skipped();
        if (entry.State == PoisonState.Retrying) return default;
        entry.State = PoisonState.Retrying;
        journal.Record(ReactorRefusals.About, new EntryRetried(command.Reactor, command.Seq));
        return default;
    }
}

internal static class ReactorRefusals
{
    /// <summary>Reactors have names and no ids.</summary>
    public static Subject About { get; } = new("reactor", Guid.Empty);

    /// <exception cref="NotVisible">The reactor has no such entry set aside.</exception>
    public static async Task<PoisonEntry> SetAside(this BridgewatchDb db, string reactor, long seq, CancellationToken ct) =>
        await db.Set<PoisonEntry>().SingleOrDefaultAsync(p => p.Reactor == reactor && p.Seq == seq, ct) ?? throw new NotVisible("entry");

    public static Refusal Skipped() => new("entry-skipped", "It was decided that this entry is skipped.", "Nothing is left to do about it.");

    public static Refusal Unknown(string reactor) => new("reactor-unknown", $"This version has no reactor {reactor}.", "Skip the entry.");
}

internal static class RetryEntryEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/reactors/{reactor}/entries/{seq:long}/attempts",
        async (string reactor, long seq, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new RetryEntry(reactor, seq), ct);
            return TypedResults.NoContent();
        });
}
