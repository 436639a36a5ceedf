using System.Reflection;
using System.Runtime.CompilerServices;
using Bridgewatch.Host;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Mediator;

namespace Bridgewatch.Tests.Access;

/// <summary>A command of the product and the permission that it asks for.</summary>
/// <param name="Name">Its class.</param>
/// <param name="Requires">A permission, or one of the kernel's three words.</param>
public sealed record KnownCommand(string Name, string Requires, Type Type)
{
    private static readonly MethodInfo SendAs = typeof(RunningApp).GetMethod(nameof(RunningApp.As))!;

    /// <summary>Sends an empty one through the door as somebody. It is refused before anything of it is looked at, or fails later for being empty.</summary>
    /// <returns>True when the door let it in.</returns>
    public async Task<bool> LetsIn(RunningApp app, Caller caller)
    {
        var response = Type.GetInterfaces().First(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICommand<>)).GetGenericArguments()[0];
        try
        {
            await (Task)SendAs.MakeGenericMethod(response).Invoke(app, [caller, RuntimeHelpers.GetUninitializedObject(Type), null])!;
            return true;
        }
        catch (Exception exception) when (exception is Forbidden or NotSignedIn)
        {
            return false;
        }
        catch (Exception exception) when (exception is not (Unavailable or OperationCanceledException))
        {
            return true;
        }
    }
}

/// <summary>Every command of every module, by name: what the table of rights is made of.</summary>
public static class AllCommands
{
    public static IReadOnlyList<KnownCommand> List { get; } =
    [
        .. from module in ModuleList.Make().All
           from type in module.GetType().Assembly.GetTypes().OrderBy(t => t.FullName, StringComparer.Ordinal)
           where typeof(IBaseCommand).IsAssignableFrom(type) && type is { IsAbstract: false, IsInterface: false }
           let requires = type.GetCustomAttribute<RequiresAttribute>()
           where requires is not null
           select new KnownCommand(type.Name, requires.Permission, type),
    ];
}
