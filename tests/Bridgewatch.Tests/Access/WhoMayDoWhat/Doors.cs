using System.Text;

namespace Bridgewatch.Tests.Access.WhoMayDoWhat;

/// <summary>Every endpoint below <c>/api/v1</c>. A new one gets a line here, then <c>tests/approve.sh</c> asks it who may come in.</summary>
internal static class Doors
{
    public static IReadOnlyList<Door> All => [.. Settings, .. Access, .. Catalog, .. Imports, .. Queues, .. Tickets, .. Duties, .. Signals, .. Operation, .. Governance];

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
        new("GET", "me/sessions"),
        new("GET", "me/missing-fields"),
        new("DELETE", "me/sessions/{session}", "EndSession", Thing.Session) { OnOwn = true },
        new("GET", "access-log"),
        new("GET", "people"),
        new("POST", "people", "InvitePerson", Body: t => new { email = $"new{t.Number}@example.test" }),
        new("GET", "people/{person}", Names: Thing.Person),
        new("PUT", "people/{person}", "ChangePerson", Thing.Person, t => new
        {
            name = "Kim Ito", handle = $"kim{t.Number}", zone = "UTC", locale = "en", notifications = new { onAssignment = true, onMention = true, onReply = true },
        }) { OnOwn = true },
        new("PUT", "people/{person}/deactivation", "DeactivatePerson", Thing.Person),
        new("GET", "absences"),
        new("GET", "people/{person}/absences", Names: Thing.Person),
        new("POST", "people/{person}/absences", "SetAbsence", Thing.Person, _ => new { firstDay = "2026-04-01", lastDay = "2026-04-10" }) { OnOwn = true },
        new("DELETE", "people/{person}/absences/{absence}", "EndAbsence", Thing.Absence) { OnOwn = true },
        new("GET", "people/{person}/skills", Names: Thing.Person),
        new("PUT", "people/{person}/skills", "SetSkills", Thing.Person, t => new { skills = new[] { $"skill {t.Number}" } }),
        new("GET", "people/{person}/provider-links", Names: Thing.Person),
        new("DELETE", "people/{person}/provider-links/{link}", "UnlinkProvider", Thing.ProviderLink),
        new("POST", "people/{person}/reset-link", "MakeResetLink", Thing.Person),
        new("POST", "people/{person}/roles", "GrantRole", Thing.Person, _ => new { role = "product-manager" }),
        new("DELETE", "people/{person}/roles/{grant}", "TakeRole", Thing.Grant),
        new("DELETE", "people/{person}/second-factor", "TakeSecondFactor", Thing.Person) { Before = (stage, t) => stage.SetUpAuthenticator(t) },
        new("GET", "roles"),
        new("POST", "roles", "MakeRole", Body: t => new { name = $"Role {t.Number}", permissions = new[] { "catalog.read" } }),
        new("GET", "roles/{role}", Names: Thing.Role),
        new("PATCH", "roles/{role}", "ChangeRole", Thing.Role, t => new { name = $"Role {t.Number}" }),
        new("DELETE", "roles/{role}", "ArchiveRole", Thing.Role),
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
        new("GET", "organizations/{organization}/merge", Names: Thing.Organization) { Needs = t => $"?into={t.Key}" },
        new("PUT", "organizations/{organization}/merge", "MergeOrganization", Thing.TwinOrganization, t => new { into = t.Parent }),
        new("POST", "organizations/{organization}/split", "SplitOrganization", Thing.Organization, t => new { name = $"New {t.Number}", domains = new[] { t.Domain }, dryRun = true }),
        new("GET", "contacts", Names: Thing.Organization) { Query = t => $"?organization={t.Key}" },
        new("POST", "contacts", "AddContact", Thing.Organization, t => new { name = "Kim Ito", organizations = new[] { new { organization = t.Key } } }),
        new("GET", "contacts/{contact}", Names: Thing.Contact),
        new("PATCH", "contacts/{contact}", "ChangeContact", Thing.Contact, t => new { phone = $"+49 {t.Number}" }),
        new("DELETE", "contacts/{contact}", "ArchiveContact", Thing.Contact),
        new("GET", "contacts/{contact}/merge", Names: Thing.Contact) { Needs = t => $"?into={t.Parent}" },
        new("PUT", "contacts/{contact}/merge", "MergeContact", Thing.Contact, t => new { into = t.Parent }),
        new("DELETE", "contacts/{contact}/merge", "UndoContactMerge", Thing.Contact)
        {
            Before = (stage, t) => stage.App.Admin.Puts($"contacts/{t.Key}/merge", new { into = t.Parent }),
        },
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
        new("PUT", "brands/{brand}/logo", "GiveBrandLogo", Thing.Brand, t => new StringContent($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{t.Number}\"/>", Encoding.UTF8, "image/svg+xml")),
        new("DELETE", "brands/{brand}/logo", "TakeBrandLogo", Thing.Brand),
        new("GET", "calendars"),
        new("POST", "calendars", "AddCalendar", Body: t => new { name = $"Calendar {t.Number}", zone = "UTC", hours = new { mon = new[] { "09:00-17:00" } } }),
        new("GET", "calendars/{calendar}", Names: Thing.Calendar),
        new("PATCH", "calendars/{calendar}", "ChangeCalendar", Thing.Calendar, t => new { holidays = new[] { new { date = $"{2000 + t.Number}-01-01" } } }),
        new("DELETE", "calendars/{calendar}", "ArchiveCalendar", Thing.Calendar),
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
        new("GET", "views"),
        new("POST", "views", "SaveView", Body: t => new { name = $"View {t.Number}", query = "is:open" }),
        new("GET", "views/{view}", Names: Thing.View) { OnOwn = true },
        new("PATCH", "views/{view}", "ChangeView", Thing.View, t => new { name = $"View {t.Number}" }) { OnOwn = true },
        new("DELETE", "views/{view}", "DropView", Thing.View) { OnOwn = true },
        new("GET", "sla-policies"),
        new("POST", "sla-policies", "AddSlaPolicy", Body: t => new { name = $"Policy {t.Number}", calendar = Stage.CalendarSlug, targets = new { P1 = new { firstResponse = "1h" } } }),
        new("GET", "sla-policies/{policy}", Names: Thing.SlaPolicy),
        new("PATCH", "sla-policies/{policy}", "ChangeSlaPolicy", Thing.SlaPolicy, t => new { name = $"Policy {t.Number} again" }),
        new("DELETE", "sla-policies/{policy}", "ArchiveSlaPolicy", Thing.SlaPolicy),
        new("GET", "sla/attainment") { Asks = "?month=2026-03&by=queue" },
        new("GET", "sla/attainment.csv") { Asks = "?month=2026-03" },
        new("GET", "sla/attainment/tickets") { Asks = "?month=2026-03&target=resolution" },
        new("GET", "queues"),
        new("GET", "queues/{slug}", Names: Thing.Queue),
        new("POST", "queues", "MakeQueue", Body: t => new { name = $"Queue {t.Number}", slug = $"queue-{t.Number}", team = (string?)null }),
        new("PATCH", "queues/{slug}", "ChangeQueue", Thing.Queue, t => new { name = $"Queue {t.Number}" }),
        new("GET", "queues/{slug}/assignment", Names: Thing.Queue),
        new("PATCH", "queues/{slug}/assignment", "SetQueueAssignment", Thing.Queue, t => new { debtReserve = t.Number % 100 }),
        new("POST", "queues/{slug}/next", "TakeNextTicket", Thing.Queue)
        {
            Before = async (stage, t) => await stage.App.Admin.Puts($"tickets/{(await stage.App.Admin.Posts("tickets", new { subject = "Sync stalls", body = "It stands still." })).GetProperty("number").GetString()}/assignment", new { queue = t.Key }),
        },
        new("GET", "routing-rules"),
        new("POST", "routing-rules", "AddRoutingRule", Body: t => new { name = $"Rule {t.Number}", when = "code:PAY-*", set = new { tier = "L2" } }),
        new("POST", "routing-rules/trial", Body: t => new { name = $"Rule {t.Number}", when = "code:PAY-*", set = new { tier = "L2" } }),
        new("GET", "routing-rules/{rule}", Names: Thing.RoutingRule),
        new("GET", "routing-rules/{rule}/trial", Names: Thing.RoutingRule),
        new("PATCH", "routing-rules/{rule}", "ChangeRoutingRule", Thing.RoutingRule, t => new { when = $"code:PAY-{t.Number}" }),
        new("DELETE", "routing-rules/{rule}", "ArchiveRoutingRule", Thing.RoutingRule),
        new("GET", "macros"),
        new("POST", "macros", "AddMacro", Body: t => new { name = $"Macro {t.Number}", body = "Text." }),
        new("GET", "macros/{macro}", Names: Thing.Macro),
        new("PATCH", "macros/{macro}", "ChangeMacro", Thing.Macro, t => new { name = $"Macro {t.Number}" }),
        new("DELETE", "macros/{macro}", "ArchiveMacro", Thing.Macro),
        new("GET", "triggers"),
        new("POST", "triggers", "AddTrigger", Body: t => new { name = $"Trigger {t.Number} more", on = new[] { "opened" }, @do = new[] { new { @do = "unassign" } } }),
        new("POST", "triggers/trial", Body: t => new { name = $"Trigger {t.Number} more", on = new[] { "opened" }, @do = new[] { new { @do = "unassign" } } }),
        new("POST", "triggers/preview", Names: Thing.Ticket, Body: t => new { ticket = t.Key, text = "{{ ticket.number }}" }),
        new("GET", "triggers/{trigger}", Names: Thing.Trigger),
        new("GET", "triggers/{trigger}/runs", Names: Thing.Trigger),
        new("GET", "triggers/{trigger}/trial", Names: Thing.Trigger),
        new("PATCH", "triggers/{trigger}", "ChangeTrigger", Thing.Trigger, t => new { name = $"Trigger {t.Number} again" }),
        new("DELETE", "triggers/{trigger}", "ArchiveTrigger", Thing.Trigger),
        new("GET", "ticket-fields"),
        new("POST", "ticket-fields", "AddTicketField", Body: t => new { key = $"new-{t.Number}", name = $"Field {t.Number}", kind = "text", required = false }),
        new("GET", "ticket-fields/{field}", Names: Thing.TicketField),
        new("PATCH", "ticket-fields/{field}", "ChangeTicketField", Thing.TicketField, t => new { name = $"Field {t.Number} again" }),
        new("PUT", "ticket-fields/{field}/retirement", "RetireTicketField", Thing.TicketField),
        new("DELETE", "ticket-fields/{field}/retirement", "RetireTicketField", Thing.TicketField),
        new("DELETE", "ticket-fields/{field}", "DeleteTicketField", Thing.TicketField) { OnOwn = true },
        new("GET", "mailboxes"),
        new("POST", "mailboxes", "AddMailbox", Body: t => new { name = $"Mail {t.Number}", addresses = new[] { $"new{t.Number}@us.example" } }),
        new("GET", "mailboxes/{id}", Names: Thing.Mailbox),
        new("PUT", "mailboxes/{id}", "ChangeMailbox", Thing.Mailbox, t => new { name = $"Mail {t.Number}", addresses = new[] { $"other{t.Number}@us.example" } }),
        new("DELETE", "mailboxes/{id}", "ArchiveMailbox", Thing.Mailbox),
        new("POST", "mailboxes/{id}/secret", "RotateMailboxSecret", Thing.Mailbox),
        new("GET", "mailboxes/{id}/mails", Names: Thing.Mailbox),
        new("GET", "mailboxes/{id}/mails/{mail}/content", Names: Thing.RawMail),
        new("POST", "mailboxes/{id}/mails/{mail}/replay", "ReplayMail", Thing.RawMail),
    ];

    private static Door[] Tickets =>
    [
        new("GET", "tickets.csv", "ExportTickets"),
        new("POST", "tickets/bulk", Body: t => new { tickets = new[] { "T-999999999" }, label = new { add = new[] { "vip" } } }),
        new("GET", "tickets", Names: Thing.Organization) { Query = t => $"?organization={t.Key}" },
        new("POST", "tickets", "OpenTicket", Thing.Organization, t => new
        {
            subject = "Sync stalls", body = "It stands still.", requester = new { email = $"kim{t.Number}@{t.Domain}" },
        }),
        new("GET", "tickets/{ticket}", Names: Thing.Ticket),
        new("PATCH", "tickets/{ticket}", "ChangeTicket", Thing.Ticket, t => new { affected = t.Number }),
        new("GET", "tickets/{ticket}/messages", Names: Thing.Ticket),
        new("GET", "tickets/{ticket}/messages/{message}", Names: Thing.Message),
        new("GET", "tickets/{ticket}/messages/{message}/mail", Names: Thing.MailedMessage),
        new("GET", "tickets/{ticket}/history", Names: Thing.Ticket),
        new("GET", "tickets/{ticket}/clocks", Names: Thing.Ticket),
        new("GET", "tickets/{ticket}/suggested-macros", Names: Thing.Ticket),
        new("GET", "tickets/{ticket}/macros/{macro}", Names: Thing.MacroOfTicket),
        new("PUT", "tickets/{ticket}/no-reply-needed", "SayNoReplyNeeded", Thing.Ticket)
        {
            Before = (stage, t) => stage.App.Admin.Posts($"tickets/{t.Key}/messages", new { channel = "phone", direction = "inbound", body = "Thank you.", at = "2026-03-27T15:00:00Z" }),
        },
        new("GET", "tickets/{ticket}/form", Names: Thing.Ticket),
        new("GET", "tickets/{ticket}/field-changes", Names: Thing.Ticket),
        new("GET", "tickets/{ticket}/routing", Names: Thing.Ticket),
        new("GET", "tickets/{ticket}/triggers", Names: Thing.Ticket),
        new("PUT", "tickets/{ticket}/routing/wrong", "TellWrongRoute", Thing.Ticket),
        new("GET", "search") { Asks = "?q=nothing" },
        new("POST", "tickets/{ticket}/replies", "ReplyToTicket", Thing.Ticket, _ => new { body = "We look into it." }),
        new("DELETE", "tickets/{ticket}/replies/{message}", "WithdrawReply", Thing.HeldReply) { OnOwn = true },
        new("PUT", "tickets/{ticket}/copies", "CopyTicketTo", Thing.Ticket, t => new { emails = new[] { $"lee{t.Number}@acme.example" } }),
        new("POST", "tickets/{ticket}/notes", "AddNote", Thing.Ticket, _ => new { body = "Seen before." }),
        new("POST", "tickets/{ticket}/messages", "LogMessage", Thing.Ticket, _ => new
        {
            channel = "phone", direction = "inbound", body = "Called.", at = "2026-03-27T15:00:00Z", minutes = 5,
        }),
        new("POST", "tickets/{ticket}/attachments", "AddAttachment", Thing.Ticket, _ => File("screen.png", Stage.OnePixel)),
        new("GET", "tickets/{ticket}/attachments/{attachment}", Names: Thing.Attachment),
        new("GET", "tickets/{ticket}/attachments/{attachment}/content", Names: Thing.Attachment),
        new("GET", "tickets/{ticket}/attachments/{attachment}/picture", Names: Thing.Attachment),
        new("DELETE", "tickets/{ticket}/attachments/{attachment}", "DiscardAttachment", Thing.WaitingFile) { OnOwn = true },
        new("PUT", "tickets/{ticket}/attachments/{attachment}/redaction", "RedactAttachment", Thing.Attachment, _ => new { reason = "secret" }),
        new("PUT", "tickets/{ticket}/messages/{message}/redaction", "RedactMessage", Thing.Message, _ => new { reason = "secret" }),
        new("GET", "tickets/{ticket}/following", Names: Thing.Ticket),
        new("PUT", "tickets/{ticket}/following", "FollowTicket", Thing.Ticket),
        new("DELETE", "tickets/{ticket}/following", "UnfollowTicket", Thing.Ticket),
        new("GET", "tickets/{ticket}/drafts", Names: Thing.Ticket),
        new("PUT", "tickets/{ticket}/drafts/{kind}", "KeepDraft", Thing.Draft, _ => new { text = "Half a sentence" }),
        new("GET", "tickets/{ticket}/assignment", Names: Thing.Ticket),
        new("POST", "tickets/{ticket}/escalations", "EscalateTicket", Thing.Ticket, _ => new { to = "L2", reason = "needs-expertise", summary = "The pool runs dry." }),
        new("PUT", "tickets/{ticket}/debt", "LinkDebt", Thing.Ticket, t => new { link = $"https://issues.example/{t.Number}" }),
        new("DELETE", "tickets/{ticket}/debt", "UnlinkDebt", Thing.Ticket),
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
        new("POST", "tickets/{ticket}/messages/{message}/split", "SplitMessage", Thing.CustomersMessage, _ => new { subject = "Another matter" }),
        new("PUT", "tickets/{ticket}/merge", "MergeTicket", Thing.UnaskedTicket, t => new { into = t.Parent }),
        new("DELETE", "tickets/{ticket}/merge", "UndoMerge", Thing.UnaskedTicket)
        {
            Before = (stage, t) => stage.App.Admin.Puts($"tickets/{t.Key}/merge", new { into = t.Parent }),
        },
        new("PUT", "tickets/{ticket}/snooze", "SnoozeTicket", Thing.Ticket, _ => new { until = "2026-04-01T09:00:00Z" }),
        new("DELETE", "tickets/{ticket}/snooze", "WakeTicket", Thing.Ticket),
        new("GET", "tickets/{ticket}/links", Names: Thing.Ticket),
        new("PUT", "tickets/{ticket}/links/{other}", "LinkTickets", Thing.OtherTicket, _ => new { role = "related" }),
        new("DELETE", "tickets/{ticket}/links/{other}", "UnlinkTickets", Thing.OtherTicket),
        new("PUT", "tickets/{ticket}/closure", "CloseTicket", Thing.Ticket, _ => new { reason = "spam" }),
    ];

    private static Door[] Duties =>
    [
        new("GET", "tasks"),
        new("POST", "tasks", "GiveTask", Body: t => new { title = $"Call back {t.Number}", due = "2026-04-01T10:00:00Z" }),
        new("GET", "tasks/{task}", Names: Thing.Task) { OnOwn = true },
        new("PUT", "tasks/{task}/receipt", "AcceptTask", Thing.Task) { OnOwn = true },
        new("PUT", "tasks/{task}/completion", "CompleteTask", Thing.Task, _ => new { }) { OnOwn = true },
        new("PUT", "tasks/{task}/refusal", "DeclineTask", Thing.Task, _ => new { reason = "It is another team's." }) { OnOwn = true },
        new("PUT", "tasks/{task}/withdrawal", "WithdrawTask", Thing.Task, _ => new { }),
        new("PUT", "tasks/{task}/owner", "HandOverTask", Thing.Task, t => new { owner = t.Parent }) { OnOwn = true },
        new("PUT", "tasks/{task}/due", "PostponeTask", Thing.Task, _ => new { due = "2026-04-02T10:00:00Z", reason = "They are away." }) { OnOwn = true },
        new("GET", "approvals"),
        new("GET", "approvals/{approval}", Names: Thing.Approval),
        new("PUT", "approvals/{approval}/decision", "DecideApproval", Thing.Approval, _ => new { verdict = "approve" }),
        new("PUT", "approvals/{approval}/withdrawal", "WithdrawApproval", Thing.Approval),
        new("GET", "rules"),
        new("GET", "rules/{rule}/stops") { Literal = "desk.diagnosed-before-closing" },
        new("PUT", "rules/{rule}/mode", "ChangeRuleMode", Body: _ => new { mode = "warn" }) { Literal = "desk.diagnosed-before-closing" },
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
        new("GET", "webhooks"),
        new("GET", "webhook-events"),
        new("POST", "webhooks", "AddWebhook", Body: t => new { name = $"Webhook {t.Number}", url = "https://example.com/in", events = new[] { "desk.ticket.*" } }),
        new("GET", "webhooks/{webhook}", Names: Thing.Webhook),
        new("GET", "webhooks/{webhook}/deliveries", Names: Thing.Webhook),
        new("PATCH", "webhooks/{webhook}", "ChangeWebhook", Thing.Webhook, t => new { name = $"Webhook {t.Number}" }),
        new("POST", "webhooks/{webhook}/secret", "RotateWebhookSecret", Thing.Webhook),
        new("POST", "webhooks/{webhook}/test", "TestWebhook", Thing.Webhook) { Before = (stage, t) => stage.App.Admin.Patches($"webhooks/{t.Key}", new { paused = true }) },
        new("POST", "webhooks/{webhook}/deliveries/{delivery}", "ResendWebhook", Thing.WebhookDelivery),
        new("DELETE", "webhooks/{webhook}", "ArchiveWebhook", Thing.Webhook),
        new("GET", "reactors"),
        new("GET", "reactors/{reactor}/entries") { Literal = Stage.Reactor },
        new("POST", "reactors/{reactor}/entries/{seq:long}/attempts", "RetryEntry", Thing.SetAside),
        new("PUT", "reactors/{reactor}/entries/{seq:long}/skip", "SkipEntry", Thing.SetAside, _ => new { reason = "It was a test." }),
    ];

    private const string Sample = "?part=overrides&seed=blue&size=5&from=2026-03-01&until=2026-03-02";

    private static Door[] Governance =>
    [
        new("GET", "practices"),
        new("GET", "practices.csv"),
        new("GET", "practices/{number}") { Literal = "1.3" },
        new("GET", "practices/{number}/records") { Literal = "1.3", Asks = "?part=overrides" },
        new("GET", "practices/{number}/records.csv") { Literal = "1.3", Asks = "?part=overrides" },
        new("GET", "practices/{number}/states") { Literal = "1.3" },
        new("GET", "practices/{number}/states.csv") { Literal = "1.3" },
        new("GET", "practices/{number}/decisions") { Literal = "1.3" },
        new("GET", "practices/{number}/sample") { Literal = "1.3", Asks = Sample },
        new("GET", "practices/{number}/sample.csv") { Literal = "1.3", Asks = Sample },
        new("PUT", "practices/{number}/not-applicable", "SetPracticeAside", Body: _ => new { reason = "We have none.", reviewOn = "2026-06-01" }) { Literal = "7.6" },
        new("DELETE", "practices/{number}/not-applicable", "ReturnPractice", Body: _ => new { reason = "We have some." }) { Literal = "7.5" },
        new("PUT", "practices/{number}/targets/{part}", "ChangePracticeTarget", Thing.PracticePart, _ => new { target = 0.9, reason = "We can do better." }),
        new("GET", "journal"),
        new("GET", "journal/newest"),
        new("GET", "journal/{seq:long}") { Literal = "1" },
        new("GET", "seal"),
        new("POST", "seal/verification"),
        new("GET", "seal/roots.jsonl"),
    ];

    private static MultipartFormDataContent File(string name, byte[] content) => new() { { new ByteArrayContent(content), "file", name } };

    private static MultipartFormDataContent Table(Target target) =>
        new() { { new ByteArrayContent(Encoding.UTF8.GetBytes($"name\nImported {target.Number}\n")), "file", "organizations.csv" } };
}
