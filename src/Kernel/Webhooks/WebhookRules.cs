using FluentValidation;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>What holds for every command about a webhook.</summary>
internal sealed class WebhookRules(JournalTypes types, OutboundGuard guard)
{
    public static IRuleBuilderOptions<T, string> Name<T>(IRuleBuilder<T, string> rule) => rule
        .Must(name => !string.IsNullOrWhiteSpace(name)).WithMessage(_ => RuleTexts.Of<KernelTexts>("webhook.rule.name"))
        .MaximumLength(Webhook.LongestName)
        .Must(name => name is null || !name.Any(char.IsControl)).WithMessage(_ => RuleTexts.Of<KernelTexts>("webhook.rule.name-line"));

    /// <summary>Where it leads is looked at again at each connection; what can never go is refused at once.</summary>
    public IRuleBuilderOptions<T, string> Url<T>(IRuleBuilder<T, string> rule) => rule
        .Must(url => Parse(url) is not null).WithMessage(_ => RuleTexts.Of<KernelTexts>("webhook.rule.url"))
        .MaximumLength(Webhook.LongestUrl)
        .Must(url => Parse(url) is not { } address || guard.MayAllow(address))
        .WithMessage(_ => RuleTexts.Of<KernelTexts>("webhook.rule.closed"));

    public IRuleBuilderOptions<T, IReadOnlyList<string>> Events<T>(IRuleBuilder<T, IReadOnlyList<string>> rule) => rule
        .Must(events => events is { Count: > 0 and <= Webhook.MostEvents }).WithMessage(_ => RuleTexts.Of<KernelTexts>("webhook.rule.events", Webhook.MostEvents))
        .Must(events => events is null || Unknown(events) is null).WithMessage((_, events) => RuleTexts.Of<KernelTexts>("webhook.rule.event", Unknown(events) ?? ""));

    /// <summary>Answers that carry a secret are kept nowhere, so they cannot be given again by an idempotency key.</summary>
    public static void RefuseKey(Door door)
    {
        if (door.IdempotencyKey is not null)
            throw new Invalid(ApiDoor.KeyHeader, "This answer is a secret and is not kept. Send the request without a key; a repeat makes a new secret.");
    }

    /// <summary>Http is for what stands in a network that the operator opened; the guard sees to that.</summary>
    private static Uri? Parse(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.UserInfo.Length == 0 && address.Fragment.Length == 0 ? address : null;

    private string? Unknown(IReadOnlyList<string> events) =>
        events.FirstOrDefault(e => string.IsNullOrEmpty(e) || !types.All.Keys.Any(type => WebhookEvents.Matches(e, type)));
}
