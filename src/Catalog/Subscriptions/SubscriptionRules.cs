using Bridgewatch.Catalog.Naming;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Kernel;
using FluentValidation;
using NodaTime;

namespace Bridgewatch.Catalog.Subscriptions;

/// <summary>What a subscription's fields may hold; for adding, changing and importing alike.</summary>
internal static class SubscriptionRules
{
    public const string OutOfOrder = "The last day is before the first.";

    public static readonly LocalDate Earliest = new(1970, 1, 1);

    public static IRuleBuilderOptions<T, string?> Region<T>(this IRuleBuilder<T, string?> rule) => rule.OneLine(Organization.LongestRegion);

    public static IRuleBuilderOptions<T, string?> Version<T>(this IRuleBuilder<T, string?> rule) => rule.OneLine(Subscription.LongestVersion);

    public static IRuleBuilderOptions<T, LocalDate?> Day<T>(this IRuleBuilder<T, LocalDate?> rule) =>
        rule.Must(d => d is null || (d >= Earliest && d < Subscription.NoEnd)).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.give-a-day-from-on"));

    /// <exception cref="Invalid">The last day is before the first.</exception>
    public static SubscriptionTerms InOrder(SubscriptionTerms terms) =>
        terms.Until < terms.From ? throw new Invalid("until", OutOfOrder) : terms;
}

internal static class SubscriptionRefusals
{
    public static Refusal Archived() =>
        new("archived", "This subscription was taken back as a mistake.", "Add a new one.");

    public static Refusal SaidAlready(LocalDate from) =>
        new("subscription-exists", $"The organization has this service in this region and version since {from:uuuu-MM-dd}.", "Change that subscription, or give days on which it does not hold.");

    public static Refusal NotRunningOn(LocalDate day) =>
        new("not-running", $"The subscription does not hold on {day:uuuu-MM-dd}, so no other version can follow it there.", "Give a day within it, after its first.");
}
