using System.Text.RegularExpressions;
using Bridgewatch.Catalog;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Queues;

/// <summary>Makes a queue for a team.</summary>
/// <param name="Slug">Lower-case letters, digits and hyphens; unique.</param>
[Requires(DeskPermissions.ManageQueues)]
public sealed record MakeQueue(string Name, string Slug, TeamId? Team = null) : ICommand<QueueResource>;

/// <summary>A queue on the wire.</summary>
public sealed record QueueResource(QueueId Id, string Name, string Slug, TeamId? Team, bool IsDefault, bool Archived, long Version)
{
    internal static QueueResource Of(Queue q) => new(q.Id, q.Name, q.Slug, q.Team, q.IsDefault, q.Archived, q.Version);
}

internal sealed partial class MakeQueueValidator : AbstractValidator<MakeQueue>
{
    public MakeQueueValidator()
    {
        RuleFor(c => c.Name).NotEmpty().WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.give-it-a-name")).MaximumLength(Queue.LongestName);
        RuleFor(c => c.Slug).MaximumLength(Queue.LongestName).Must(s => Slug().IsMatch(s ?? ""))
            .WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.slug"));
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Slug();
}

internal sealed class MakeQueueHandler(BridgewatchDb db, Actor actor) : ICommandHandler<MakeQueue, QueueResource>
{
    public async ValueTask<QueueResource> Handle(MakeQueue command, CancellationToken ct)
    {
        actor.MustHold(new(Team: command.Team));
        if (await db.Queues.AnyAsync(q => q.Slug == command.Slug, ct)) throw QueueRefusals.SlugTaken(command.Slug);
        if (command.Team is { } team && !await db.Teams.AnyAsync(t => t.Id == team, ct)) throw new Invalid("team", "There is no such team.");
        var queue = Queue.Make(command.Name, command.Slug, command.Team, isDefault: false);
        db.AllQueues.Add(queue);
        return QueueResource.Of(queue);
    }
}

internal static class QueueEndpoints
{
    public sealed record Body(Given<string> Name, Given<TeamId?> Team, Given<bool> Archived);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/queues", async (string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((QueueQueries q, CancellationToken c) => q.All(c), ct), limit, cursor, count)));
        api.MapGet("/queues/{slug}", async (string slug, Reads reads, CancellationToken ct) =>
        {
            var queue = await reads.From((QueueQueries q, CancellationToken c) => q.One(slug, c), ct);
            return Tagged.Ok(queue, queue.Version);
        });
        api.MapPost("/queues", async (MakeQueue body, Commands commands, CancellationToken ct) =>
        {
            var queue = await commands.Send(body, ct);
            return TypedResults.Created($"/api/v1/queues/{queue.Slug}", queue);
        });
        api.MapPatch("/queues/{slug}", async (string slug, Body body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ChangeQueue(slug, body.Name, body.Team, body.Archived), ct);
            return TypedResults.NoContent();
        });
    }
}
