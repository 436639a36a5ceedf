using System.Text;

namespace Bridgewatch.Tests.Access.WhoMayDoWhat;

/// <summary>Every endpoint below <c>/api/v1</c>. A new one gets a line here, then <c>tests/approve.sh</c> asks it who may come in.</summary>
internal static class Doors
{
    public static IReadOnlyList<Door> All => [.. Settings, .. Access, .. Catalog, .. Imports, .. Queues, .. Tickets, .. Signals, .. Operation, .. Governance];

    /// <summary>Each setting asks its own permission: the table has one line for each.</summary>
    private static Door[] Settings =>
    [
        new("GET", "settings"),
        new("GET", "settings/{name}") { Literal = "desk.patience" },
        new("PUT", "settings/{name}", "ChangeSetting", Body: _ => new { }) { Literal = "desk.patience", Varies = true },
    ];

    private static Door[] Access =>
    [
        new("GET", "me"),
        new("DELETE", "me/sessions", "SignOutEverywhere"),
        new("GET", "people"),
        new("POST", "people", "InvitePerson", Body: t => new { email = $"new{t.Number}@example.test" }),
        new("GET", "people/{person}", Names: Thing.Person),
        new("PUT", "people/{person}", "ChangePerson", Thing.Person, t => new
        {
            name = "Kim Ito", handle = $"kim{t.Number}", zone = "UTC", locale = "en", notifications = new { onAssignment = true, onMention = true, onReply = true },
        }) { OnOwn = true },
        new("PUT", "people/{person}/deactivation", "DeactivatePerson", Thing.Person),
        new("POST", "people/{person}/reset-link", "MakeResetLink", Thing.Person),
        new("POST", "people/{person}/roles", "GrantRole", Thing.Person, _ => new { role = "product-manager" }),
        new("DELETE", "people/{person}/roles/{grant}", "TakeRole", Thing.Grant),
        new("GET", "roles"),
        new("GET", "tokens"),
        new("GET", "tokens/{token}", Names: Thing.Token) { OnOwn = true },
        new("POST", "tokens", "CreateToken", Body: t => new { name = $"token {t.Number}" }),
        new("DELETE", "tokens/{token}", "RevokeToken", Thing.Token) { OnOwn = true },
    ];

    private static Door[] Catalog =>
    [
        new("GET", "organizations"),
        new("POST", "organizations", "AddOrganization", Body: t => new { name = $"New {t.Number}" }),
        new("GET", "organizations/{organization}", Names: Thing.Organization),
        new("GET", "organizations/{organization}/worth", Names: Thing.Organization),
        new("PATCH", "organizations/{organization}", "ChangeOrganization", Thing.Organization, t => new { note = $"Note {t.Number}" }),
        new("DELETE", "organizations/{organization}", "ArchiveOrganization", Thing.Organization)
        {
            After = (stage, t) => stage.App.Admin.Patches($"organizations/{t.Key}", new { archived = false }),
        },
        new("GET", "contacts", Names: Thing.Organization) { Query = t => $"?organization={t.Key}" },
        new("POST", "contacts", "AddContact", Thing.Organization, t => new { name = "Kim Ito", organizations = new[] { new { organization = t.Key } } }),
        new("GET", "contacts/{contact}", Names: Thing.Contact),
        new("PATCH", "contacts/{contact}", "ChangeContact", Thing.Contact, t => new { phone = $"+49 {t.Number}" }),
        new("DELETE", "contacts/{contact}", "ArchiveContact", Thing.Contact),
        new("GET", "subscriptions", Names: Thing.Organization) { Query = t => $"?organization={t.Key}" },
        new("POST", "subscriptions", "AddSubscription", Thing.Organization, t => new { organization = t.Key, service = Stage.ServiceSlug, region = $"r{t.Number}" }),
        new("GET", "subscriptions/{subscription}", Names: Thing.Subscription),
        new("PATCH", "subscriptions/{subscription}", "ChangeSubscription", Thing.Subscription, t => new { version = $"1.{t.Number}" }),
        new("POST", "subscriptions/{subscription}/upgrades", "UpgradeSubscription", Thing.Subscription, _ => new { version = "2" }),
        new("DELETE", "subscriptions/{subscription}", "ArchiveSubscription", Thing.Subscription),
        new("GET", "teams"),
        new("POST", "teams", "AddTeam", Body: t => new { name = $"Team {t.Number}" }),
        new("GET", "teams/{team}", Names: Thing.Team),
        new("PATCH", "teams/{team}", "ChangeTeam", Thing.Team, t => new { name = $"Team {t.Number}" }),
        new("DELETE", "teams/{team}", "ArchiveTeam", Thing.Team),
        new("GET", "brands"),
        new("POST", "brands", "AddBrand", Body: t => new { name = $"Brand {t.Number}" }),
        new("GET", "brands/{brand}", Names: Thing.Brand),
        new("PATCH", "brands/{brand}", "ChangeBrand", Thing.Brand, t => new { name = $"Brand {t.Number}" }),
        new("DELETE", "brands/{brand}", "ArchiveBrand", Thing.Brand),
        new("GET", "components"),
        new("POST", "components", "AddComponent", Body: t => new { name = $"Part {t.Number}" }),
        new("GET", "components/{**component}", Names: Thing.Component),
        new("PATCH", "components/{**component}", "ChangeComponent", Thing.Component, t => new { description = $"Part {t.Number}" }),
        new("DELETE", "components/{**component}", "ArchiveComponent", Thing.Component),
        new("GET", "services"),
        new("POST", "services", "AddService", Body: t => new { name = $"Service {t.Number}" }),
        new("GET", "services/{**component}", Names: Thing.Service),
        new("PATCH", "services/{**component}", "ChangeComponent", Thing.Service, t => new { description = $"Part {t.Number}" }),
        new("DELETE", "services/{**component}", "ArchiveComponent", Thing.Service),
    ];

    private static Door[] Imports =>
    [
        new("POST", "imports/{kind}/preview", Body: Table) { Literal = "organizations" },
        new("POST", "imports/{kind}", "ApplyImport", Body: Table) { Literal = "organizations" },
    ];

    private static Door[] Queues =>
    [
        new("GET", "queues"),
        new("GET", "queues/{slug}", Names: Thing.Queue),
        new("POST", "queues", "MakeQueue", Body: t => new { name = $"Queue {t.Number}", slug = $"queue-{t.Number}", team = (string?)null }),
        new("PATCH", "queues/{slug}", "ChangeQueue", Thing.Queue, t => new { name = $"Queue {t.Number}" }),
    ];

    private static Door[] Tickets =>
    [
        new("GET", "tickets", Names: Thing.Organization) { Query = t => $"?organization={t.Key}" },
        new("POST", "tickets", "OpenTicket", Thing.Organization, t => new
        {
            subject = "Sync stalls", body = "It stands still.", requester = new { email = $"kim{t.Number}@{t.Domain}" },
        }),
        new("GET", "tickets/{ticket}", Names: Thing.Ticket),
        new("PATCH", "tickets/{ticket}", "ChangeTicket", Thing.Ticket, t => new { affected = t.Number }),
        new("GET", "tickets/{ticket}/messages", Names: Thing.Ticket),
        new("GET", "tickets/{ticket}/messages/{message}", Names: Thing.Message),
        new("GET", "tickets/{ticket}/history", Names: Thing.Ticket),
        new("POST", "tickets/{ticket}/replies", "ReplyToTicket", Thing.Ticket, _ => new { body = "We look into it." }),
        new("POST", "tickets/{ticket}/notes", "AddNote", Thing.Ticket, _ => new { body = "Seen before." }),
        new("POST", "tickets/{ticket}/messages", "LogMessage", Thing.Ticket, _ => new
        {
            channel = "phone", direction = "inbound", body = "Called.", at = "2026-03-27T15:00:00Z", minutes = 5,
        }),
        new("PUT", "tickets/{ticket}/assignment", "AssignTicket", Thing.Ticket, _ => new { tier = "L2" }),
        new("DELETE", "tickets/{ticket}/assignment", "UnassignTicket", Thing.Ticket),
        new("PUT", "tickets/{ticket}/priority", "OverridePriority", Thing.Ticket, _ => new { priority = "P2", reason = "They open tomorrow." }),
        new("DELETE", "tickets/{ticket}/priority", "OverridePriority", Thing.Ticket, _ => new { reason = "They have opened." })
        {
            Before = (stage, t) => stage.App.Admin.Puts($"tickets/{t.Key}/priority", new { priority = "P1", reason = "They open tomorrow." }),
        },
        new("PUT", "tickets/{ticket}/diagnosis", "DiagnoseTicket", Thing.Ticket, _ => new { component = Stage.ServiceSlug, cause = "A full disk." }),
        new("PUT", "tickets/{ticket}/resolution", "ResolveTicket", Thing.Ticket, _ => new { code = "fixed", note = "Made room." }),
        new("DELETE", "tickets/{ticket}/resolution", "ReopenTicket", Thing.Ticket)
        {
            Before = (stage, t) => stage.App.Admin.Puts($"tickets/{t.Key}/resolution", new { code = "fixed", note = "Made room." }),
        },
        new("PUT", "tickets/{ticket}/requester", "NameRequester", Thing.UnaskedTicket, _ => new { email = "kim@acme.example" }),
        new("PUT", "tickets/{ticket}/closure", "CloseTicket", Thing.Ticket, _ => new { reason = "spam" }),
    ];

    private static Door[] Signals =>
    [
        new("GET", "integrations"),
        new("POST", "integrations", "AddIntegration", Body: t => new { source = "alertmanager", name = $"Cluster {t.Number}" }),
        new("GET", "integrations/{id}", Names: Thing.Integration),
        new("PATCH", "integrations/{id}", "ChangeIntegration", Thing.Integration, t => new { name = $"Cluster {t.Number}" }),
        new("DELETE", "integrations/{id}", "ArchiveIntegration", Thing.Integration),
        new("POST", "integrations/{id}/secret", "RotateSecret", Thing.Integration),
        new("GET", "integrations/{id}/alerts", Names: Thing.Integration),
        new("GET", "integrations/{id}/messages", Names: Thing.Integration),
        new("GET", "integrations/{id}/messages/{message}", Names: Thing.RawMessage),
        new("GET", "integrations/{id}/messages/{message}/body", Names: Thing.RawMessage),
        new("POST", "integrations/{id}/messages/{message}/replay", "ReplayRaw", Thing.RawMessage),
    ];

    private static Door[] Operation =>
    [
        new("GET", "deliveries"),
        new("GET", "deliveries/{delivery}", Names: Thing.Delivery),
        new("POST", "deliveries/{delivery}/attempts", "RetryDelivery", Thing.Delivery),
        new("PUT", "deliveries/{delivery}/drop", "DropDelivery", Thing.Delivery, _ => new { reason = "They have moved." }),
        new("GET", "reactors"),
        new("GET", "reactors/{reactor}/entries") { Literal = Stage.Reactor },
        new("POST", "reactors/{reactor}/entries/{seq:long}/attempts", "RetryEntry", Thing.SetAside),
        new("PUT", "reactors/{reactor}/entries/{seq:long}/skip", "SkipEntry", Thing.SetAside, _ => new { reason = "It was a test." }),
    ];

    private static Door[] Governance =>
    [
        new("GET", "practices"),
        new("GET", "practices.csv"),
        new("GET", "practices/{number}") { Literal = "1.3" },
        new("GET", "practices/{number}/records") { Literal = "1.3", Asks = "?part=overrides" },
        new("GET", "journal"),
        new("GET", "journal/newest"),
        new("GET", "journal/{seq:long}") { Literal = "1" },
        new("GET", "seal"),
        new("POST", "seal/verification"),
        new("GET", "seal/roots.jsonl"),
    ];

    private static MultipartFormDataContent Table(Target target) =>
        new() { { new ByteArrayContent(Encoding.UTF8.GetBytes($"name\nImported {target.Number}\n")), "file", "organizations.csv" } };
}
