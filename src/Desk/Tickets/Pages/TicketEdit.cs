namespace Bridgewatch.Desk.Tickets.Pages;

/// <summary>What of a ticket is being changed in a dialog.</summary>
public enum TicketEdit { None, Assignment, Description, Effect, Requester, Copies, Diagnosis, Resolution, Priority, Link, Merge, Snooze, Closing, Escalation, Debt }
