using System.Text.Json;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>A past that was told elsewhere. It happens to the ticket as it is told, and nothing follows from it.</summary>
public partial class Ticket
{
    /// <summary>The first message was an answer of ours already, as when an agent wrote to a customer.</summary>
    internal void BeganWith(Message first)
    {
        if (first.Kind == MessageKind.Reply) Answered(first.At);
    }

    /// <summary>A message that was written elsewhere. Unlike one that is written here it moves no status: where the ticket stands is told too.</summary>
    internal void Tell(Message message)
    {
        switch (message.Kind)
        {
            case MessageKind.Reply:
                Answered(message.At);
                Happened(new TicketReplied(Id, message.Id, message.Channel, message.Hash()), message.At);
                break;
            case MessageKind.Note:
                Happened(new NoteAdded(Id, message.Id, message.Purpose, [], message.Hash()), message.At);
                break;
            default:
                LastInboundAt = LastInboundAt is { } last ? Instant.Max(last, message.At) : message.At;
                if (LastReplyAt is not { } answered || message.At >= answered) AwaitsReply = true;
                Happened(new CustomerWrote(Id, message.Id, message.Channel, message.Contact, message.Hash(), message.At), message.At);
                break;
        }
    }

    /// <summary>Files of a message that was written elsewhere.</summary>
    internal void TellFiles(MessageId message, IReadOnlyList<Attachments.Attachment> files, Instant at)
    {
        if (files.Count == 0) return;
        foreach (var file in files) Happened(new Attachments.AttachmentBrought(Id, file.Id, file.Type, file.Size, file.Sha256), at);
        Happened(new Attachments.AttachmentsUsed(Id, message, [.. files.Select(f => f.Id)]), at);
    }

    /// <summary>The priority that it has elsewhere.</summary>
    internal void WeighAs(Priority priority, PatienceSettings patience, Instant at)
    {
        var before = Priority;
        if (before == priority) return;
        RoutedPriority = priority;
        SetPriority(priority);
        Rank(patience);
        Happened(new ImpactChanged(Id, ImpactPoints, ImpactPoints, before, Priority), at);
    }

    /// <summary>The status that it has elsewhere. What is closed here stays closed.</summary>
    /// <param name="last">The message after which it was solved.</param>
    /// <param name="by">Who had it then.</param>
    internal void StandAs(TicketStatus status, Message last, PersonId? by, PatienceSettings patience, Instant at)
    {
        if (Status == status || Status == TicketStatus.Closed) return;
        if (status.IsUnsolved())
        {
            if (Resolution is { } resolution)
            {
                (Resolution, ResolvedAt, ResolvedBy, FinalRoute) = (null, null, null, null);
                Reopened++;
                SetStatus(TicketStatus.Open, patience, at);
                Happened(new TicketReopened(Id, at - resolution.At), at);
            }
            if (Status == status) return;
            SetStatus(status, patience, at);
            Happened(new StatusChanged(Id, status), at);
            return;
        }
        if (Resolution is null)
        {
            Resolution = new(ResolutionCode.Answered, null, last.Id, by, at);
            (ResolvedAt, ResolvedBy, FinalRoute, AwaitsReply) = (at, by, new(Queue, Tier, Component), false);
            SetStatus(TicketStatus.Resolved, patience, at);
            Happened(new TicketResolved(Id, Requester, ResolutionCode.Answered, null, last.Id, Queue, Tier, Component, last.Kind, last.Channel, [], last.Hash()), at);
        }
        if (status != TicketStatus.Closed) return;
        Closure = new(ClosureReason.Resolved, null, at);
        SetStatus(TicketStatus.Closed, patience, at);
        Happened(new TicketClosed(Id, ClosureReason.Resolved), at);
    }

    /// <summary>It is here now as it is there.</summary>
    internal void IsBrought(string source, string number, Instant at) => Happened(new TicketBrought(Id, source, number), at);

    /// <summary>Fields as they are elsewhere; what nobody fills in here may be filled in there.</summary>
    internal IReadOnlyList<FieldChange> TellFields(IReadOnlyDictionary<string, JsonElement> fields, Instant at) => Fill(fields, (_, value) => FieldValue.Text(value).Length > 0, null, at);
}

/// <summary>A ticket of another system was brought in, or brought up to date.</summary>
/// <param name="Source">The system it comes from: <c>zendesk:acme</c>.</param>
/// <param name="Number">Its number there.</param>
[JournalType("desk.ticket.brought.v1")]
public sealed record TicketBrought(TicketId Ticket, string Source, string Number) : JournalEvent;
