using Microsoft.Extensions.Logging;

namespace Bridgewatch.Tests.Harness;

/// <summary>
/// Keeps every warning and worse that the program logs. A test takes out what it expects; what is left when the harness
/// closes fails the test, so that no run can be green over an error nobody looked at.
/// </summary>
public sealed class Complaints : ILoggerProvider
{
    private readonly Lock _lock = new();
    private readonly List<string> _kept = [];
    /// <summary>That the machine is busy says nothing about the program.</summary>
    private readonly List<string> _allowed = ["Kestrel: As of"];

    public IReadOnlyList<string> All { get { lock (_lock) return [.. _kept]; } }

    /// <summary>Takes out every complaint that contains the text; fails when there is none.</summary>
    public void Expect(string substring)
    {
        lock (_lock)
            _kept.RemoveAll(c => c.Contains(substring, StringComparison.OrdinalIgnoreCase))
                .ShouldBeGreaterThan(0, $"Nothing was logged about \"{substring}\". Logged: {string.Join("\n", _kept)}");
    }

    /// <summary>Takes out what contains the text, if it is there at all or comes later: for what depends on timing.</summary>
    public void Allow(string substring)
    {
        lock (_lock)
        {
            _kept.RemoveAll(c => c.Contains(substring, StringComparison.OrdinalIgnoreCase));
            _allowed.Add(substring);
        }
    }

    public void ShouldBeEmpty() => All.ShouldBeEmpty("The program complained about something that the test did not expect.");

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose() { }

    private sealed class Logger(Complaints complaints, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var complaint = $"{logLevel} {category}: {formatter(state, exception)}{(exception is null ? "" : $"\n{exception}")}";
            lock (complaints._lock)
            {
                if (!complaints._allowed.Exists(a => complaint.Contains(a, StringComparison.OrdinalIgnoreCase))) complaints._kept.Add(complaint);
            }
        }
    }
}
