using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Catalog.Subscriptions;

internal static class SubscriptionEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/subscriptions", (
                OrganizationId? organization, string? service, string? region, string? on, string? cursor, int? limit, bool? count, Reads reads,
                CancellationToken ct) =>
            reads.From((SubscriptionQueries all, CancellationToken c) => all.List(
                new(organization, service, region, Day(on)), cursor, Page.Size(limit), count ?? false, c), ct));
        api.MapGet("/subscriptions/{subscription}", async (SubscriptionId subscription, Reads reads, CancellationToken ct) =>
        {
            var found = await Read(subscription, reads, ct);
            return Tagged.Ok(found, found.Revision);
        });
        AddSubscriptionEndpoint.Map(api);
        ChangeSubscriptionEndpoint.Map(api);
        UpgradeSubscriptionEndpoint.Map(api);
        ArchiveSubscriptionEndpoint.Map(api);
    }

    public static ValueTask<SubscriptionResource> Read(SubscriptionId subscription, Reads reads, CancellationToken ct) =>
        reads.From((SubscriptionQueries all, CancellationToken c) => all.Get(subscription, c), ct);

    private static LocalDate? Day(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } ? day : throw new Invalid("on", "Give a day such as 2026-03-27.");
    }
}
