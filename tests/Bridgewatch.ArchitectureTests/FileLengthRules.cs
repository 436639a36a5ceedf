using System.Text.RegularExpressions;

namespace Bridgewatch.ArchitectureTests;

/// <summary>One thought, one file, one screen.</summary>
public partial class FileLengthRules
{
    private const int LongestFile = 500;
    private const int LongestUseCase = 120;

    [Fact]
    public void No_source_file_is_longer_than_500_lines()
    {
        var files = Sources().ToList();
        files.Count.ShouldBeGreaterThan(50, "Hardly any file was seen.");
        TooLong(files, LongestFile).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_with_a_command_is_not_longer_than_120_lines()
    {
        var useCases = SourceTree.Files("src", ".cs").Where(file => DeclaresCommand().IsMatch(File.ReadAllText(file))).ToList();
        useCases.ShouldNotBeEmpty("No file with a command was seen.");
        TooLong(useCases, LongestUseCase).ShouldBeEmpty("What outgrows a use case belongs to the aggregate, an engine or a query.");
    }

    private static IEnumerable<string> Sources() =>
        SourceTree.Files("src", ".cs", ".razor", ".css", ".js").Concat(SourceTree.Files("tests", ".cs", ".razor")).Concat(SourceTree.Files("bench", ".cs"));

    private static IEnumerable<string> TooLong(IEnumerable<string> files, int limit) =>
        from file in files
        let lines = File.ReadLines(file).Count()
        where lines > limit
        select $"{SourceTree.Short(file)}: {lines} lines";

    // A record that is a command; the handler's ICommandHandler is not one.
    [GeneratedRegex(@"\brecord\b[^;{]*\)\s*:[^;{]*\bICommand\b")]
    private static partial Regex DeclaresCommand();
}
