using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Kernel;

/// <summary>All that a module adds to the system, in one visible list. Nothing is found by scanning for behaviour.</summary>
public abstract class Module
{
    /// <summary>Lower-case, as in <c>desk.ticket.resolved.v1</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Its permissions with a sentence each, for roles and their page.</summary>
    public virtual IReadOnlyList<Permission> Permissions => [];

    /// <summary>Tables that only serve operation; only they change without an event.</summary>
    public virtual IReadOnlyList<Type> Operational => [];

    /// <summary>Sequences of numbers for people, such as <c>ticket</c>.</summary>
    public virtual IReadOnlyList<string> Numbers => [];

    public virtual void AddServices(IServiceCollection services) { }

    public virtual void BuildModel(ModelBuilder model, bool postgres) { }

    /// <summary>What must exist before the first door opens: built-in roles, a first queue. Sent as the system at each start,
    /// so it must do nothing when all is there; on several nodes it may run at the same time.</summary>
    public virtual ValueTask Prepare(IServiceProvider services, Commands commands, CancellationToken ct) => default;

    /// <summary>Endpoints below <c>/api/v1</c>.</summary>
    public virtual void MapApi(IEndpointRouteBuilder api) { }

    /// <summary>Endpoints elsewhere: hooks, sign-in.</summary>
    public virtual void MapDoors(IEndpointRouteBuilder routes) { }

    /// <summary>Middleware that the module needs before its endpoints.</summary>
    public virtual void Use(IApplicationBuilder app) { }
}

/// <summary>A permission: its name, and what whoever holds it may do, in a sentence.</summary>
public sealed record Permission(string Name, string May);

/// <summary>The modules of this program, in their order.</summary>
public sealed class Modules(IReadOnlyList<Module> all)
{
    public IReadOnlyList<Module> All => all;

    public IReadOnlySet<Type> Operational { get; } = all.SelectMany(m => m.Operational).ToHashSet();
}
