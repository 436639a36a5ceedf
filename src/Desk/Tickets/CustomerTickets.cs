using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Desk.Tickets.Pages;
using Bridgewatch.Ui;

namespace Bridgewatch.Desk.Tickets;

/// <summary>The open tickets of an organization, on its page.</summary>
internal sealed class OrganizationTickets : IPanel<OrganizationResource>
{
    public int Order => 100;

    public string? Permission => DeskPermissions.ReadTickets;

    public Type Component => typeof(OrganizationTicketsPanel);
}

/// <summary>How many tickets come along, where somebody looks ahead at a merge of organizations.</summary>
internal sealed class TicketsThatCome : IPanel<OrganizationMergePreview>
{
    public int Order => 100;

    public string? Permission => DeskPermissions.ReadTickets;

    public Type Component => typeof(TicketsThatComePanel);
}

/// <summary>The open tickets of a contact, on their page.</summary>
internal sealed class ContactTickets : IPanel<ContactResource>
{
    public int Order => 100;

    public string? Permission => DeskPermissions.ReadTickets;

    public Type Component => typeof(ContactTicketsPanel);
}
