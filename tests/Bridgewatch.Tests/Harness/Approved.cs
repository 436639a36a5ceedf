namespace Bridgewatch.Tests.Harness;

/// <summary>Committed files that say what the program must go on doing. A test compares; <c>tests/approve.sh</c> renews them, and
/// somebody reads the diff.</summary>
public static class Approved
{
    /// <summary>The trait of tests that renew a file.</summary>
    public const string Trait = "approved";

    /// <summary>True while <c>tests/approve.sh</c> runs.</summary>
    public static bool Renewing => Environment.GetEnvironmentVariable("RENEW_APPROVED") == "1";

    /// <param name="path">Of the file, from the root of the source tree.</param>
    public static async Task ShouldBe(string actual, params string[] path)
    {
        var file = Repository.Path(path);
        if (Renewing)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, actual);
            return;
        }
        File.Exists(file).ShouldBeTrue($"{string.Join('/', path)} is missing. tests/approve.sh writes it.");
        var approved = await File.ReadAllTextAsync(file);
        if (approved == actual) return;
        Assert.Fail($"{string.Join('/', path)} says otherwise. When the change is meant, run tests/approve.sh and read the diff.\n{Differences(approved, actual)}");
    }

    /// <summary>The first lines that only one of the two has.</summary>
    private static string Differences(string approved, string actual)
    {
        const int most = 20;
        var (before, after) = (approved.Split('\n'), actual.Split('\n'));
        var (gone, come) = (before.Except(after).Take(most).Select(l => $"- {l}"), after.Except(before).Take(most).Select(l => $"+ {l}"));
        return string.Join('\n', gone.Concat(come));
    }
}
