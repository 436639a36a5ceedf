namespace Bridgewatch.Desk.Tickets;

/// <summary>Where a ticket stands. The first five are unsolved.</summary>
public enum TicketStatus { New, Open, WaitingOnCustomer, WaitingOnEngineering, OnHold, Resolved, Closed }

public enum TicketType { Question, Fault, Request, Alert }

/// <summary>How soon it needs somebody: P1 first.</summary>
public enum Priority { P1 = 1, P2, P3, P4 }

/// <summary>How badly the product fails for those it hits.</summary>
public enum Severity { Outage, Degraded, Minor, Cosmetic }

/// <summary>How it was solved.</summary>
public enum ResolutionCode { Fixed, Workaround, Answered, Duplicate, NotReproducible, ByDesign, ThirdParty, NoResponse }

/// <summary>The tier of support that works on it.</summary>
public enum SupportTier { L1 = 1, L2, L3 }

/// <summary>How a message came or went.</summary>
public enum Channel { Email, Portal, Api, Phone, Chat, Alert, Form }
