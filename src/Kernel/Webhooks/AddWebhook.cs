using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>Has another program told what happens.</summary>
/// <param name="Events">Types of the journal, or their beginnings with a star: <c>desk.ticket.*</c>.</param>
/// <param name="Query">Of which tickets it is told, in the query language: <c>priority:P1</c>. Then it is told of nothing but tickets.</param>
[Requires(KernelPermissions.ManageWebhooks)]
public sealed record AddWebhook(string Name, string Url, IReadOnlyList<string> Events, string? Query = null) : ICommand<AddedWebhook>;

/// <param name="Secret">Signs what is sent. Shown now and never again.</param>
public sealed record AddedWebhook(WebhookId Id, string Secret);

internal sealed class AddWebhookValidator : AbstractValidator<AddWebhook>
{
    public AddWebhookValidator(WebhookRules rules)
    {
        WebhookRules.Name(RuleFor(c => c.Name));
        rules.Url(RuleFor(c => c.Url));
        rules.Events(RuleFor(c => c.Events));
        RuleFor(c => c.Query).MaximumLength(Webhook.LongestQuery);
    }
}

internal sealed class AddWebhookHandler(BridgewatchDb db, Envelope envelope, Settings settings, WebhookFilters filters) : ICommandHandler<AddWebhook, AddedWebhook>
{
    public async ValueTask<AddedWebhook> Handle(AddWebhook command, CancellationToken ct)
    {
        var secret = Webhook.NewSecret();
        var webhook = Webhook.Add(command.Name.Trim(), command.Url, [.. command.Events.Distinct()], await filters.Read(command.Query, ct), settings.Close(new(secret)).Value, envelope.At);
        db.Add(webhook);
        return new(webhook.Id, secret);
    }
}

internal static class AddWebhookEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/webhooks", async (AddWebhook body, Commands commands, Door door, CancellationToken ct) =>
    {
        WebhookRules.RefuseKey(door);
        var added = await commands.Send(body, ct);
        return TypedResults.Created($"/api/v1/webhooks/{added.Id}", added);
    });
}
