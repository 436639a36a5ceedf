using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Tests.Catalog;

/// <summary>What the tests of the catalog ask and prepare again and again.</summary>
internal static class CatalogDoor
{
    public static readonly Caller Operator = new(ActorKind.Operator, Operator: "test");

    /// <summary>Asks a query class as the operator, or as somebody.</summary>
    public static async Task<TAnswer> Ask<TQueries, TAnswer>(
        this RunningApp app, Func<TQueries, CancellationToken, Task<TAnswer>> question, Caller? caller = null) where TQueries : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Door>().Caller = caller ?? Operator;
        return await scope.ServiceProvider.GetRequiredService<Reads>().From(question);
    }

    public static async Task<OrganizationId> HasOrganization(this RunningApp app, string name, params string[] domains) =>
        (await app.Send(new AddOrganization(name, Domains: domains))).Id;

    public static Task<OrganizationResource> Organization(this RunningApp app, OrganizationId id) =>
        app.Ask((OrganizationQueries all, CancellationToken ct) => all.Get(id, ct));

    public static Task<ComponentResource> Component(this RunningApp app, string text) =>
        app.Ask((ComponentQueries all, CancellationToken ct) => all.Get(text, null, ct));

    /// <summary>Makes an application whose callers hold exactly the grants of the test.</summary>
    public static Task<RunningApp> With(Engine engine, Dictionary<Guid, Grant[]> grants) =>
        RunningApp.On(engine, replace: services => services.AddSingleton<IActors>(new Granted(grants)));

    /// <summary>A right in one scope, and nothing else.</summary>
    public static Grant May(GrantScope scope, Guid? held = null, string? region = null, bool masked = false, params string[] permissions) =>
        new(permissions is [] ? new HashSet<string> { CatalogPermissions.Read, CatalogPermissions.EditCustomers } : permissions.ToHashSet(), scope, held, region, masked);

    public static Instant At(string day) => NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();

    private sealed class Granted(Dictionary<Guid, Grant[]> grants) : IActors
    {
        public ValueTask<Actor> Load(Caller caller, CancellationToken ct) => new(new Actor(caller, "Somebody", grants[caller.Id]));
    }
}
