using Bridgewatch.Kernel;

namespace Bridgewatch.Desk;

/// <summary>What one may do at the desk.</summary>
public static class DeskPermissions
{
    public const string ReadTickets = "desk.read-tickets";
    public const string OpenTickets = "desk.open-tickets";
    public const string ReplyToTickets = "desk.reply-to-tickets";
    public const string WriteNotes = "desk.write-notes";
    public const string AssignTickets = "desk.assign-tickets";
    public const string ChangeTickets = "desk.change-tickets";
    public const string OverridePriority = "desk.override-priority";
    public const string ResolveTickets = "desk.resolve-tickets";
    public const string CloseTickets = "desk.close-tickets";
    public const string DiagnoseTickets = "desk.diagnose-tickets";
    public const string CorrectRecords = "desk.correct-records";
    public const string CorrectEffort = "desk.correct-effort";
    public const string Redact = "desk.redact";
    public const string ShareViews = "desk.share-views";
    public const string ManageQueues = "desk.manage-queues";
    public const string ManageStaff = "desk.manage-staff";
    public const string ManageSla = "desk.manage-sla";
    public const string ManageRouting = "desk.manage-routing";
    public const string ManageMacros = "desk.manage-macros";
    public const string ManageTriggers = "desk.manage-triggers";
    public const string ManageForms = "desk.manage-forms";
    public const string ManageSettings = "desk.manage-settings";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(ReadTickets, "See tickets, their conversation and history."),
        new(OpenTickets, "Open tickets."),
        new(ReplyToTickets, "Answer requesters, and log calls and messages of other channels."),
        new(WriteNotes, "Write internal notes, bring files, and keep drafts."),
        new(AssignTickets, "Assign tickets, and send them to other queues and tiers."),
        new(ChangeTickets, "Change subject, type, component, labels, codes, effect and status."),
        new(OverridePriority, "Set a priority against the impact score, with a reason."),
        new(ResolveTickets, "Resolve and reopen tickets."),
        new(CloseTickets, "Close spam and duplicates."),
        new(DiagnoseTickets, "Confirm component and cause."),
        new(CorrectRecords, "Correct closed tickets, with a reason."),
        new(CorrectEffort, "Correct the minutes of one's own visits."),
        new(Redact, "Take texts and files out of conversations for ever, with a reason."),
        new(ShareViews, "Share views with everyone, and change those that are shared."),
        new(ManageQueues, "Make queues, give them to teams, put them away."),
        new(ManageStaff, "Say for others when they are away, and what they are skilled in."),
        new(ManageSla, "Make SLA policies."),
        new(ManageRouting, "Make and order the rules by which tickets are routed and error codes are read."),
        new(ManageMacros, "Make macros, and take them out of use."),
        new(ManageTriggers, "Make triggers, which act on tickets by themselves, and switch them."),
        new(ManageForms, "Make the fields that forms ask for, and retire them."),
        new(ManageSettings, "Change impact weights, patience, reopen window and recording of effort."),
    ];
}
