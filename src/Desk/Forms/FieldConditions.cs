using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using NodaTime;

namespace Bridgewatch.Desk.Forms;

/// <summary>Asks the conditions of fields, which are written in the query language of lists. A program asks, so nobody is <c>me</c>, and days are those of UTC.</summary>
public sealed class FieldConditions(BridgewatchDb db, IClock clock)
{
    private readonly Dictionary<string, Func<Ticket, bool>> _read = [];

    /// <summary>A condition for whoever asks many tickets; null where it names what is there no more, and nothing fits it.</summary>
    internal async Task<BoundQuery<Ticket>?> Bind(string when, CancellationToken ct)
    {
        try
        {
            return await TicketNoun.Instance.Read(when).Bind("when", Program, new NamesInQueries(db, Actor.System).Find, ct);
        }
        catch (Invalid)
        {
            return null;
        }
    }

    /// <param name="ticket">With its codes, labels and field values.</param>
    internal async Task<bool> Fit(string when, Ticket ticket, CancellationToken ct) =>
        when.Length == 0 || (await Read(when, ct))(ticket);

    /// <summary>A condition as we would have written it; it names nothing that its writer does not see.</summary>
    /// <exception cref="Invalid">It cannot be read, or names what is not there.</exception>
    internal async Task<string> Normal(string when, Actor writer, CancellationToken ct) =>
        (await TicketNoun.Instance.Read(when).Bind("when", Program, new NamesInQueries(db, writer).Find, ct)).Text;

    /// <summary>Read once for all tickets that are asked about together.</summary>
    private async Task<Func<Ticket, bool>> Read(string when, CancellationToken ct) =>
        _read.TryGetValue(when, out var fits) ? fits : _read[when] = (await Bind(when, ct))?.InMemory() ?? (_ => false);

    private QueryAsker Program => new(null, clock.GetCurrentInstant(), DateTimeZone.Utc);
}
