using System.Reflection;
using Bridgewatch.Host;
using Bridgewatch.Kernel;
using Mediator;

namespace Bridgewatch.Tests.Access;

/// <summary>A command of the product and the permission that it asks for.</summary>
/// <param name="Name">Its class.</param>
/// <param name="Requires">A permission, or one of the kernel's three words.</param>
public sealed record KnownCommand(string Name, string Requires, Type Type)
{
    /// <summary>Roles that may send it somewhere, by the table of built-in roles; everybody's commands name none.</summary>
    public IReadOnlyList<string> Roles =>
        [.. Bridgewatch.Access.Roles.BuiltInRoles.All.Where(r => Bridgewatch.Access.Roles.BuiltInRoles.PermissionsOf(r).Contains(Requires)).Select(r => r.Code)];
}

/// <summary>Every command of every module, by module and name: what a table of rights is compared with.</summary>
public static class AllCommands
{
    public static IReadOnlyList<KnownCommand> List { get; } =
    [
        .. from module in ModuleList.Make().All
           from type in module.GetType().Assembly.GetTypes()
           where typeof(IBaseCommand).IsAssignableFrom(type) && type is { IsAbstract: false, IsInterface: false }
           let requires = type.GetCustomAttribute<RequiresAttribute>()
           where requires is not null
           orderby type.Name
           select new KnownCommand(type.Name, requires.Permission, type),
    ];
}
