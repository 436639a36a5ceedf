namespace Bridgewatch.Ui;

/// <summary>To whom one writes.</summary>
public enum ComposeMode
{
    Reply,
    Note,
}

/// <summary>What was written, and to whom.</summary>
/// <param name="Files">Ids of the files that go with it.</param>
public sealed record Composed(ComposeMode Mode, string Text, IReadOnlyList<string> Files);

/// <summary>A file that waits for its message. One that was brought for a note never goes into a reply.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="IsPicture">It can be shown.</param>
public sealed record ComposedFile(ComposeMode Mode, string Id, string Name, long Size, bool IsPicture);
