using System.Reflection;

namespace Bridgewatch.Ui;

/// <summary>The assemblies with pages beside this one. The host names them once, for the mapping and for the router.</summary>
public sealed record PageAssemblies(IReadOnlyList<Assembly> All);
