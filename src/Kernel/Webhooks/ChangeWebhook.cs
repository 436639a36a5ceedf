using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>Changes what is given of a webhook and leaves the rest. What happens while it is paused it is never told.</summary>
[Requires(KernelPermissions.ManageWebhooks)]
public sealed record ChangeWebhook(
    WebhookId Webhook, Given<string> Name = default, Given<string> Url = default, Given<IReadOnlyList<string>> Events = default,
    Given<string?> Query = default, Given<bool> Paused = default) : ICommand;

internal sealed class ChangeWebhookValidator : AbstractValidator<ChangeWebhook>
{
    public ChangeWebhookValidator(WebhookRules rules)
    {
        When(c => c.Name.IsGiven, () => WebhookRules.Name(RuleFor(c => c.Name.Value)).OverridePropertyName("Name"));
        When(c => c.Url.IsGiven, () => rules.Url(RuleFor(c => c.Url.Value)).OverridePropertyName("Url"));
        When(c => c.Events.IsGiven, () => rules.Events(RuleFor(c => c.Events.Value)).OverridePropertyName("Events"));
        When(c => c.Query.IsGiven, () => RuleFor(c => c.Query.Value).MaximumLength(Webhook.LongestQuery).OverridePropertyName("Query"));
    }
}

internal sealed class ChangeWebhookHandler(BridgewatchDb db, Envelope envelope, WebhookFilters filters) : ICommandHandler<ChangeWebhook>
{
    public async ValueTask<Unit> Handle(ChangeWebhook command, CancellationToken ct)
    {
        var webhook = await db.ExpectWebhook(command.Webhook, ct);
        if (command.Name.Is(out var name)) webhook.Rename(name.Trim());
        if (command.Url.Is(out var url)) webhook.Move(url);
        if (command.Events.Is(out var events)) webhook.Tell([.. events.Distinct()]);
        if (command.Query.Is(out var query)) webhook.TellOnlyOf(await filters.Read(query, ct));
        if (command.Paused.Is(out var paused))
        {
            if (paused) webhook.Pause(envelope.At);
            else webhook.Resume(envelope.At);
        }
        return default;
    }
}

internal static class ChangeWebhookEndpoint
{
    public sealed record Body(Given<string> Name, Given<string> Url, Given<IReadOnlyList<string>> Events, Given<string?> Query, Given<bool> Paused);

    public static void Map(IEndpointRouteBuilder api) => api.MapPatch("/webhooks/{webhook}",
        async (WebhookId webhook, Body body, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var changed = await commands.Send(new ChangeWebhook(webhook, body.Name, body.Url, body.Events, body.Query, body.Paused),
                _ => reads.From((WebhookQueries q, CancellationToken c) => q.One(webhook, c), ct), ct);
            return Tagged.Ok(changed, changed.Version);
        });
}
