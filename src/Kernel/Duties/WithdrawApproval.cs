using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Kernel.Duties;

/// <summary>Takes back what one asked for, or what another one did who is led.</summary>
[Requires(RequiresAttribute.ByContent)]
public sealed record WithdrawApproval(ApprovalId Approval) : ICommand;

internal sealed class WithdrawApprovalHandler(ApprovalSight sight, Actor actor, Envelope envelope, DueWork due) : ICommandHandler<WithdrawApproval>
{
    public async ValueTask<Unit> Handle(WithdrawApproval command, CancellationToken ct)
    {
        var approval = await sight.Expect(command.Approval, ct);
        approval.Withdraw(actor.Person, actor.May(KernelPermissions.LeadDuties, default), envelope.At);
        await due.Cancel(RemindOfApproval.Kind, approval.Id.Value, ct);
        return default;
    }
}

internal static class WithdrawApprovalEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/approvals/{approval}/withdrawal",
        async (ApprovalId approval, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new WithdrawApproval(approval), ct);
            return TypedResults.NoContent();
        });
}
