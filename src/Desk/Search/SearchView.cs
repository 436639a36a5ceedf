using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Search;

/// <summary>What the search page looks for, and where. It stands in the address, so that it can be sent to others.</summary>
/// <param name="Queue">A queue's slug.</param>
/// <param name="Unsolved">Only what still needs somebody.</param>
public sealed record SearchView(string Text = "", TicketStatus? Status = null, string? Queue = null, OrganizationId? Organization = null, bool Unsolved = false)
{
    public const string Path = "/search";

    public bool IsEmpty => string.IsNullOrWhiteSpace(Text);

    public bool IsNarrowed => Status is not null || Queue is not null || Organization is not null || Unsolved;

    public static SearchView Read(string? text, string? status, string? queue, string? organization, string? @is) => new(
        text ?? "", Words.TryRead<TicketStatus>(status, out var s) ? s : null, string.IsNullOrWhiteSpace(queue) ? null : queue,
        OrganizationId.TryParse(organization, out var o) ? o : null, @is == "unsolved");

    public string Href()
    {
        var parts = new List<string>();
        if (Text.Length > 0) parts.Add($"q={Uri.EscapeDataString(Text)}");
        if (Unsolved) parts.Add("is=unsolved");
        if (Status is { } status) parts.Add($"status={Words.Of(status)}");
        if (Queue is not null) parts.Add($"queue={Uri.EscapeDataString(Queue)}");
        if (Organization is { } organization) parts.Add($"organization={organization}");
        return parts.Count == 0 ? Path : $"{Path}?{string.Join('&', parts)}";
    }
}
