using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Kernel;

/// <summary>On SQLite a connection that is opened anew reads the whole schema, which takes longer than most questions.</summary>
public class LendingConnections
{
    /// <summary>As many as may wait to be lent again, and the writer's.</summary>
    private static readonly int _most = Math.Max(8, Environment.ProcessorCount * 4) + 1;

    [Fact]
    public async Task However_many_questions_are_asked_few_connections_are_open()
    {
        await using var app = await RunningApp.On(Engine.Sqlite);
        for (var i = 0; i < 50; i++) await app.Ada.Posts("tickets", new { subject = $"Sync {i}", body = "x" });
        for (var i = 0; i < 50; i++) await app.Ada.Gets("tickets?count=true");
        // What is in use besides, by work behind the requests, is given back soon.
        await Eventually.Holds(() => OpenDatabases(app.Store.Data) <= _most, $"no more than {_most} connections stay open");
    }

    private static int OpenDatabases(string folder) => new DirectoryInfo("/proc/self/fd").EnumerateFiles()
        .Count(file => file.LinkTarget is { } target && target.StartsWith(folder, StringComparison.Ordinal) && target.EndsWith("/bridgewatch.db", StringComparison.Ordinal));
}
