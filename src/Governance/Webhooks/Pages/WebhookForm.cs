namespace Bridgewatch.Governance.Webhooks.Pages;

/// <summary>What is typed about a webhook.</summary>
public sealed class WebhookForm
{
    public string? Name { get; set; }

    public string? Url { get; set; }

    /// <summary>One a line, or with commas between.</summary>
    public string? Events { get; set; } = "desk.ticket.*";

    /// <summary>Of which tickets; empty for all that happens.</summary>
    public string? Query { get; set; }

    internal IReadOnlyList<string> EventList => (Events ?? "").Split(['\n', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
