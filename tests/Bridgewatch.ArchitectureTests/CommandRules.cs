using System.Reflection;
using Bridgewatch.Kernel;
using Mediator;

namespace Bridgewatch.ArchitectureTests;

/// <summary>What every command must say of itself.</summary>
public class CommandRules
{
    private static readonly Type[] _commands =
        [.. BuiltModules.Types.Where(t => typeof(IBaseCommand).IsAssignableFrom(t) && t is { IsAbstract: false, IsInterface: false })];

    [Fact]
    public void Every_command_says_which_permission_it_requires()
    {
        _commands.ShouldNotBeEmpty("No command was seen.");
        _commands.Where(c => c.GetCustomAttribute<RequiresAttribute>() is null).Select(c => c.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void The_permission_is_one_that_its_module_explains_or_one_of_the_five_of_the_kernel()
    {
        string[] known =
        [
            RequiresAttribute.Anyone, RequiresAttribute.SignedIn, RequiresAttribute.Customer, RequiresAttribute.ByContent, RequiresAttribute.SystemOnly,
            .. BuiltModules.All().All.SelectMany(m => m.Permissions).Select(p => p.Name),
        ];
        _commands.Where(c => c.GetCustomAttribute<RequiresAttribute>() is { } requires && !known.Contains(requires.Permission))
            .Select(c => c.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void Handlers_are_internal_so_that_only_the_pipeline_calls_them() =>
        BuiltModules.Types.Where(t => t is { IsAbstract: false, IsPublic: true }
                && t.GetInterfaces().Any(i => i.Name.StartsWith("ICommandHandler`", StringComparison.Ordinal)))
            .Select(t => t.FullName).ShouldBeEmpty();
}
