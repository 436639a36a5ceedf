namespace Bridgewatch.Tests.Access.WhoMayDoWhat;

/// <summary>What a door names in its address or its body.</summary>
internal enum Thing { None, Ticket, Organization, TwinOrganization, Contact, Subscription, Person, Grant, Token, Team, Brand, Calendar, Component, Service, Queue, UnaskedTicket, OtherTicket, Macro, MacroOfTicket, Integration, RawMessage, Delivery, Webhook, WebhookDelivery, SetAside, Message, CustomersMessage, HeldReply, Task, Approval, Attachment, WaitingFile, Draft, Session, Role, ProviderLink, View, PracticePart, SlaPolicy, RoutingRule, Mailbox, RawMail, MailedMessage, TicketField, Absence, Trigger }

/// <summary>Whose the thing is, seen by whoever knocks.</summary>
internal enum Whose { Own, InTheirOrganization, Elsewhere, Nobodys }

/// <summary>The thing that a request names.</summary>
/// <param name="Key">As its address names it.</param>
/// <param name="Parent">The person, for a role that a person holds.</param>
/// <param name="Domain">Of the organization to which it belongs.</param>
/// <param name="Number">Another one for each request, for names that must be new.</param>
internal sealed record Target(string Key, string Parent = "", string Domain = "", int Number = 0);

/// <summary>An endpoint with a request that it would answer well.</summary>
/// <param name="Route">As it is mapped, below <c>/api/v1/</c>.</param>
/// <param name="Does">The command that it sends; null when it only reads.</param>
/// <param name="Body">JSON, or content of another kind; null for none.</param>
internal sealed record Door(string Method, string Route, string? Does = null, Thing Names = Thing.None, Func<Target, object?>? Body = null)
{
    /// <summary>Everybody knocks with a thing of their own, since that is all the door is for.</summary>
    public bool OnOwn { get; init; }

    /// <summary>The command asks for more than its permission, by what it is given: this door says nothing about the others.</summary>
    public bool Varies { get; init; }

    /// <summary>In place of a name in the address.</summary>
    public string? Literal { get; init; }

    /// <summary>What the address asks for in any case.</summary>
    public string Asks { get; init; } = "";

    /// <summary>What the address asks for by another thing that goes with the one that is named.</summary>
    public Func<Target, string>? Needs { get; init; }

    /// <summary>Narrows a list to the thing that is named.</summary>
    public Func<Target, string>? Query { get; init; }

    /// <summary>What must be so before, done by the administrator.</summary>
    public Func<Stage, Target, Task>? Before { get; init; }

    /// <summary>Makes good what the door did to something that others need.</summary>
    public Func<Stage, Target, Task>? After { get; init; }

    public string Name => $"{Method} /{Route}";

    /// <summary>Customers' things, and what people have of their own, must not be told from what is not there.</summary>
    public bool IsHidden => Names is Thing.Ticket or Thing.MacroOfTicket or Thing.UnaskedTicket or Thing.OtherTicket or Thing.Message or Thing.CustomersMessage or Thing.MailedMessage or Thing.HeldReply or Thing.Integration or Thing.RawMessage or Thing.Organization or Thing.TwinOrganization or Thing.Contact or Thing.Subscription or Thing.Person or Thing.Grant or Thing.Token or Thing.Task or Thing.Approval or Thing.Attachment or Thing.Draft or Thing.Session or Thing.View;

    public string Path(Target target, bool narrowed)
    {
        var parts = Route.Split('/');
        var names = Enumerable.Range(0, parts.Length).Where(i => parts[i].StartsWith('{')).ToList();
        if (names.Count > 1) parts[names[0]] = target.Parent;
        if (names.Count > 0) parts[names[^1]] = Literal ?? target.Key;
        return string.Join('/', parts) + Asks + Needs?.Invoke(target) + (narrowed && Query is not null ? Query(target) : "");
    }
}
