using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Tests.Desk;

/// <summary>Compares every ticket's row with the fold of its events.</summary>
internal static class TicketsAsTheirEventsTellThem
{
    /// <summary>Returns how many tickets there are, each of which is as its events tell it.</summary>
    public static Task<int> TicketsAreTheirFolds(this RunningApp app) => app.Services.TicketsAreTheirFolds();

    /// <inheritdoc cref="TicketsAreTheirFolds(RunningApp)"/>
    public static async Task<int> TicketsAreTheirFolds(this IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var types = scope.ServiceProvider.GetRequiredService<JournalTypes>();
        var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
        await using var snapshot = await Snapshot(db);
        var about = db.Journal.Where(r => r.SubjectKind == "ticket");
        // Nodes take their numbers in blocks: only position, which is transaction and number, is the order of what happened.
        var rows = await (db.Database.IsNpgsql() ? about.OrderBy(r => EF.Property<long>(r, "Xid")).ThenBy(r => r.Seq) : about.OrderBy(r => r.Seq)).ToListAsync();
        var folds = rows.GroupBy(r => r.SubjectId)
            .ToDictionary(g => g.Key, g => TicketFold.Of(g.Select(r => (types.Read(r.Type, r.Data)!, r.At))));
        var tickets = await db.Tickets.AsNoTracking().Include(t => t.Codes).Include(t => t.Labels).Include(t => t.Copies).AsSplitQuery().ToListAsync();
        foreach (var ticket in tickets) folds.GetValueOrDefault(ticket.Id.Value).ShouldNotBeNull().ShouldBeLike(AsStored(ticket));
        folds.Count.ShouldBe(tickets.Count);
        return tickets.Count;
    }

    /// <summary>Due work goes on meanwhile: rows and events are read as they stood at one moment.</summary>
    private static async Task<DbTransaction> Snapshot(BridgewatchDb db)
    {
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        var snapshot = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        await db.Database.UseTransactionAsync(snapshot);
        return snapshot;
    }

    private static void ShouldBeLike(this TicketFold told, TicketFold stored)
    {
        told.Codes.ShouldBe(stored.Codes, $"{stored.Number}");
        told.Labels.ShouldBe(stored.Labels, $"{stored.Number}");
        told.Copies.ShouldBe(stored.Copies, ignoreOrder: true, $"{stored.Number}");
        // Sets compare by reference in a record.
        (told with { Codes = stored.Codes, Labels = stored.Labels, Copies = stored.Copies }).ShouldBe(stored);
    }

    private static TicketFold AsStored(Ticket t) => new()
    {
        Number = t.Number,
        Type = t.Type,
        Status = t.Status,
        Priority = t.Priority,
        PeakPriority = t.PeakPriority,
        WasOverridden = t.WasOverridden,
        IsSpam = t.IsSpam,
        Impact = t.ImpactPoints,
        Queue = t.Queue,
        Tier = t.Tier,
        Assignee = t.Assignee,
        Requester = t.Requester,
        Organization = t.Organization,
        Copies = [.. t.Copies.Select(c => c.Contact)],
        PulledFrom = t.PulledFrom,
        Component = t.Component,
        Codes = t.Codes.Select(c => c.Code).ToImmutableSortedSet(StringComparer.Ordinal),
        Labels = t.Labels.Select(l => l.Label).ToImmutableSortedSet(StringComparer.Ordinal),
        OpenedAt = t.OpenedAt,
        ResolvedAt = t.Resolution?.At,
        Resolution = t.Resolution?.Code,
        ClosedAt = t.Closure?.At,
        MergedInto = t.MergedInto,
        SnoozedUntil = t.SnoozedUntil,
        Diagnosed = t.Diagnosis?.Component,
        Reopened = t.Reopened,
    };
}
