using Bridgewatch.Kernel;
using FluentValidation;

namespace Bridgewatch.Signals.Integrations;

/// <summary>What holds for every command about an integration.</summary>
internal static class IntegrationRules
{
    public static IRuleBuilderOptions<T, string> IntegrationName<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(name => !string.IsNullOrWhiteSpace(name)).WithMessage(_ => RuleTexts.Of<SignalsTexts>("rule.give-it-a-name"))
        .MaximumLength(Integration.LongestName)
        .Must(name => name is null || !name.Any(char.IsControl)).WithMessage(_ => RuleTexts.Of<SignalsTexts>("rule.a-name-is-one-line"));

    /// <summary>Answers that carry a secret are kept nowhere, so they cannot be given again by an idempotency key.</summary>
    public static void RefuseKey(Door door)
    {
        if (door.IdempotencyKey is not null)
            throw new Invalid(ApiDoor.KeyHeader, "This answer is a secret and is not kept. Send the request without a key; a repeat makes a new secret.");
    }
}
