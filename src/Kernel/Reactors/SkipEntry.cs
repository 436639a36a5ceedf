using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Kernel;

/// <summary>Decides that a reactor need not digest an entry that it had set aside. It stays in the list with the reason.</summary>
[Requires(KernelPermissions.ManageReactors)]
public sealed record SkipEntry(string Reactor, long Seq, string Reason) : ICommand
{
    public const int LongestReason = 500;
}

/// <summary>A person decided that a reactor need not digest an entry. Why stands in its row.</summary>
[JournalType("kernel.reactor-entry.skipped.v1")]
public sealed record EntrySkipped(string Reactor, long Seq) : JournalEvent;

internal sealed class SkipEntryValidator : AbstractValidator<SkipEntry>
{
    public SkipEntryValidator() => RuleFor(c => c.Reason).NotEmpty().WithMessage(_ => RuleTexts.Of<KernelTexts>("rule.why-skipped")).MaximumLength(SkipEntry.LongestReason);
}

internal sealed class SkipEntryHandler(BridgewatchDb db, Journal journal) : ICommandHandler<SkipEntry>
{
    public async ValueTask<Unit> Handle(SkipEntry command, CancellationToken ct)
    {
        var entry = await db.SetAside(command.Reactor, command.Seq, ct);
        if (entry.State == PoisonState.Skipped) throw ReactorRefusals.Skipped();
        (entry.State, entry.SkippedBecause) = (PoisonState.Skipped, command.Reason.Trim());
        journal.Record(ReactorRefusals.About, new EntrySkipped(command.Reactor, command.Seq));
        return default;
    }
}

internal static class SkipEntryEndpoint
{
    public sealed record Given(string Reason);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/reactors/{reactor}/entries/{seq:long}/skip",
        async (string reactor, long seq, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new SkipEntry(reactor, seq, body.Reason), ct);
            return TypedResults.NoContent();
        });
}
