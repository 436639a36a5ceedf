namespace Bridgewatch.Catalog.Lists;

/// <summary>One row a tree: changed by whoever changes its shape, so that two who do it at once cannot close a circle or lose a path.</summary>
public sealed class TreeGuard
{
    public const string Organizations = "organizations";

    public const string Components = "components";

    public required string Tree { get; init; }

    public long Moves { get; private set; }

    internal void Move() => Moves++;
}
