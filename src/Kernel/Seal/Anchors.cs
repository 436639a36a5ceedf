using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using MimeKit;
using NodaTime;

namespace Bridgewatch.Kernel.Seal;

/// <summary>To whom the newest signed root is mailed, so that it is kept where the database's owner has no control.</summary>
/// <param name="MailTo">An address; empty while nobody is to get it.</param>
/// <param name="Every">Hours between two mails, 1 to 720.</param>
[Setting("kernel.anchors", "access.settings")]
public sealed record Anchors(string MailTo = "", int Every = 24)
{
    /// <summary>What its deliveries are about; the seal has no id.</summary>
    public const string About = "seal";
}

internal sealed class AnchorsValidator : AbstractValidator<Anchors>
{
    public AnchorsValidator()
    {
        RuleFor(a => a.MailTo).Must(a => a.Length == 0 || MailboxAddress.TryParse(a, out _)).WithMessage(_ => RuleTexts.Of<KernelTexts>("rule.this-is-not-an-address"));
        RuleFor(a => a.Every).InclusiveBetween(1, 720);
    }
}

/// <summary>Mails the newest signed root when the time has come and something was sealed since the last mail.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record MailNewestRoot : ICommand
{
    /// <summary>It looks every quarter of an hour; the setting says how often it mails.</summary>
    public static DueHandler Due { get; } = new("kernel.mail-anchor", _ => new MailNewestRoot(), Duration.FromMinutes(15));
}

internal sealed class MailNewestRootHandler(
    BridgewatchDb db, Settings settings, SignedRoots roots, Deliveries deliveries, Envelope envelope, IStringLocalizer<KernelTexts> texts)
    : ICommandHandler<MailNewestRoot>
{
    public async ValueTask<Unit> Handle(MailNewestRoot command, CancellationToken ct)
    {
        var anchors = await settings.Get<Anchors>(ct);
        if (anchors.MailTo.Length == 0 || await roots.Newest(ct) is not { } root) return default;
        var key = $"anchor/{root.Batch}";
        var last = await db.Set<Delivery>().Where(d => d.SubjectId == Guid.Empty && d.SubjectKind == Anchors.About).MaxAsync(d => (Instant?)d.CreatedAt, ct);
        if (last + Duration.FromHours(anchors.Every) > envelope.At || await db.Set<Delivery>().AnyAsync(d => d.Key == key, ct)) return default;
        deliveries.Mail(key, new(Anchors.About, Guid.Empty), new(
            anchors.MailTo, null, texts["anchor.subject", root.Batch], texts["anchor.text", root.At, KernelJson.Write(root)], null,
            $"anchor-{root.Chain[..24]}@bridgewatch", []));
        return default;
    }
}
