namespace Bridgewatch.Signals.Alerts;

/// <summary>The words that monitors use for how bad it is.</summary>
public static class SeverityWords
{
    private static readonly Dictionary<string, AlertSeverity> s_words = Table(
        (AlertSeverity.Critical,
            "critical crit page fatal emergency emerg panic disaster blocker outage p0 p1 sev0 sev1 severe"),
        (AlertSeverity.Error, "error err high major alert p2 sev2 urgent"),
        (AlertSeverity.Warning, "warning warn medium moderate average minor p3 sev3 ticket"),
        (AlertSeverity.Info,
            "info information informational low notice none ok debug p4 p5 sev4 sev5 unknown trivial"));

    /// <summary>The severity that a word means; null for a word that is not in the table.</summary>
    /// <param name="word">In any case, with blanks, hyphens or underscores inside: `SEV-1`.</param>
    public static AlertSeverity? Find(string? word) =>
        word is not null && s_words.TryGetValue(Key(word), out var severity) ? severity : null;

    private static Dictionary<string, AlertSeverity> Table(params (AlertSeverity Severity, string Words)[] rows) =>
        rows.SelectMany(r => r.Words.Split(' '), (r, word) => (word, r.Severity))
            .ToDictionary(p => p.word, p => p.Severity);

    private static string Key(string word) =>
        string.Concat(word.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '_'))).ToLowerInvariant();
}
