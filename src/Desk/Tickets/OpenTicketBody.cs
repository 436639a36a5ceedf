using System.Text.Json;

namespace Bridgewatch.Desk.Tickets;

/// <summary>What <c>POST /api/v1/tickets</c> takes.</summary>
/// <param name="Subject">What is wrong, in a few words.</param>
/// <param name="Body">Markdown.</param>
/// <param name="Component">Slug or id.</param>
/// <param name="Affected">Customers or people hit.</param>
/// <param name="Fields">Text, numbers, yes or no, by name.</param>
/// <param name="Brand">Slug of the brand; the default one without it.</param>
public sealed record OpenTicketBody(
    string Subject, string Body, TicketType? Type = null, RequesterGiven? Requester = null, string? Component = null,
    IReadOnlyList<string>? ErrorCodes = null, Severity? Severity = null, bool? Workaround = null, int? Affected = null,
    IReadOnlyList<string>? Labels = null, IReadOnlyDictionary<string, JsonElement>? Fields = null, string? Brand = null, string? Language = null)
{
    internal OpenTicket Command() =>
        new(Subject, Body, Type, Requester, Component, ErrorCodes, Severity, Workaround, Affected, Labels, Channel.Api, Language, Fields, Brand);
}

/// <summary>A requester by address.</summary>
public sealed record RequesterGiven(string Email, string? Name = null);
