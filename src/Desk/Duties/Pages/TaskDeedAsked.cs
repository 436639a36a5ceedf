namespace Bridgewatch.Desk.Duties.Pages;

/// <summary>What somebody is about to do with a task, where that needs words.</summary>
public enum TaskDeedAsked { Decline, HandOver, Postpone }
