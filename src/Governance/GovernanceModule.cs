using Bridgewatch.Governance.Audit;
using Bridgewatch.Governance.Practices;
using Bridgewatch.Governance.Seal;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Ui;
using FluentValidation;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Governance;

/// <summary>All that the module adds to the system: the practices board, the journal and its seal, and what runs behind.</summary>
public sealed class GovernanceModule : Module
{
    public override string Name => "governance";

    public override IReadOnlyList<Permission> Permissions => GovernancePermissions.All;

    private static IReadOnlyList<NavItem> Items { get; } =
    [
        new("/practices", "nav.practices", "board", 1000, "g p", GovernancePermissions.ReadPractices),
        Below("/admin/deliveries", "nav.deliveries", "send", 300, KernelPermissions.ManageDeliveries),
        Below("/settings/webhooks", "nav.webhooks", "link", 305, KernelPermissions.ManageWebhooks),
        Below("/admin/reactors", "nav.reactors", "run", 310, KernelPermissions.ManageReactors),
        Below("/admin/journal", "nav.journal", "history", 320, GovernancePermissions.ReadJournal),
        Below("/admin/seal", "nav.seal", "lock", 330, GovernancePermissions.ReadJournal),
        Below("/admin/erase", "nav.erase", "trash", 340, KernelPermissions.ErasePeople),
    ];

    public override void BuildModel(ModelBuilder model, bool postgres) => PracticeTables.Build(model);

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<JournalQueries>();
        services.AddScoped<JournalSearch>();
        services.AddScoped<NameFinder>();
        AddPractices(services);
        services.AddScoped<SealQueries>();
        services.AddSingleton<VerificationRuns>();
        foreach (var item in Items) services.AddSingleton(item with { Texts = typeof(GovernanceTexts) });
    }

    private static void AddPractices(IServiceCollection services)
    {
        services.AddScoped<PracticeJudge>().AddScoped<PracticeBook>().AddScoped<PracticeWords>();
        services.AddScoped<PracticeQueries>().AddScoped<PracticeHistory>().AddScoped<PracticeSamples>();
        services.AddScoped<IDutyThings, PracticeThings>();
        services.AddReactor<PracticeWishes>(PracticeWishes.Name, livesNow: true);
        services.AddScoped<IApprovable>(sp => sp.GetRequiredService<PracticeWishes>());
        services.AddScoped<IErases, PracticeErasure>();
        services.AddSingleton(JudgePractices.Handler);
        services.AddSingleton<IValidator<SetPracticeAside>, SetPracticeAsideValidator>();
        services.AddSingleton<IValidator<ReturnPractice>, ReturnPracticeValidator>();
        services.AddSingleton<IValidator<ChangePracticeTarget>, ChangePracticeTargetValidator>();
    }

    public override void MapApi(IEndpointRouteBuilder api)
    {
        JournalEndpoint.Map(api);
        JournalSearchEndpoints.Map(api);
        PracticeEndpoints.Map(api);
        SealEndpoints.Map(api);
    }

    private static NavItem Below(string href, string name, string icon, int order, string permission) =>
        new(href, name, icon, order, Permission: permission) { Place = NavPlace.Settings, GroupKey = "nav.operation" };
}
