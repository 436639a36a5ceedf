using Bridgewatch.Kernel;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Signals.Integrations;

/// <summary>What holds for every command about an integration.</summary>
internal static class IntegrationRules
{
    public static IRuleBuilderOptions<T, string> IntegrationName<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(name => !string.IsNullOrWhiteSpace(name)).WithMessage("Give it a name.")
        .MaximumLength(Integration.LongestName)
        .Must(name => name is null || !name.Any(char.IsControl)).WithMessage("A name is one line.");

    /// <exception cref="NotVisible">There is none.</exception>
    /// <exception cref="Refusal">It is archived.</exception>
    public static async Task<Integration> Expect(this DbSet<Integration> all, IntegrationId id, Actor actor, CancellationToken ct)
    {
        actor.MustHold(default);
        var integration = await all.SingleOrDefaultAsync(i => i.Id == id, ct) ?? throw new NotVisible("integration");
        return integration.ArchivedAt is null
            ? integration
            : throw new Refusal("integration-archived", "The integration is archived.", "Add a new one; its address and secret will be new.");
    }

    /// <summary>Answers that carry a secret are kept nowhere, so they cannot be given again by an idempotency key.</summary>
    public static void RefuseKey(Door door)
    {
        if (door.IdempotencyKey is not null)
            throw new Invalid(ApiDoor.KeyHeader, "This answer is a secret and is not kept. Send the request without a key; a repeat makes a new secret.");
    }
}
