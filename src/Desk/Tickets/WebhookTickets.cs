using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using Bridgewatch.Kernel.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Which tickets the query of a webhook asks for. A program asks, so nobody is me, and days are those of UTC.</summary>
internal static class WebhookTickets
{
    private const string Parameter = "query";

    public static WebhookFilter Filter { get; } = new("ticket", Read, Fits, Complete);

    /// <summary>Read by who writes it: it names nothing that this person does not see.</summary>
    private static async Task<string> Read(IServiceProvider scope, string query, CancellationToken ct) =>
        (await TicketNoun.Instance.Read(query).Bind(Parameter, Program(scope), scope.GetRequiredService<NamesInQueries>().Find, ct)).Text;

    private static async Task<bool> Fits(IServiceProvider scope, string query, Guid id, CancellationToken ct)
    {
        var (db, ticket) = (scope.GetRequiredService<BridgewatchDb>(), new TicketId(id));
        var bound = await TicketNoun.Instance.Read(query).Bind(Parameter, Program(scope), new NamesInQueries(db, Actor.System).Find, ct);
        return await bound.On(db.Tickets.Where(t => t.Id == ticket), db.Database.IsNpgsql()).AnyAsync(ct);
    }

    private static Task<QueryCompletion> Complete(IServiceProvider scope, string text, int caret, CancellationToken ct) =>
        scope.GetRequiredService<TicketQuestions>().Complete(text, caret, ct);

    private static QueryAsker Program(IServiceProvider scope) => new(null, scope.GetRequiredService<IClock>().GetCurrentInstant(), DateTimeZone.Utc);
}
