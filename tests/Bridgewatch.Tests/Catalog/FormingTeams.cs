using Bridgewatch.Catalog.Brands;
using Bridgewatch.Catalog.Teams;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Tests.Catalog;

public class FormingTeams
{
    [Theory, BothEngines]
    public async Task Only_colleagues_join_and_only_a_member_leads(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var ada = await Colleague(app, "ada@bridgewatch.example", "Ada");
        var kim = await Colleague(app, "kim@bridgewatch.example", "Kim");
        (await Should.ThrowAsync<Invalid>(() => app.Send(new AddTeam("Operations", Members: [PersonId.New()])))).Errors.Keys.ShouldBe(["members"]);
        (await Should.ThrowAsync<Refusal>(() => app.Send(new AddTeam("Operations", Members: [ada], Lead: kim)))).Name.ShouldBe("lead-is-no-member");
        var team = await app.Send(new AddTeam("Operations", Members: [ada, kim, ada], Lead: kim));
        (await TeamsOf(app, ada)).ShouldBe([team]);
        await app.Send(new ChangeTeam(team, Members: new([ada])));
        var changed = await app.Ask((TeamQueries all, CancellationToken ct) => all.Get("operations", ct));
        (changed.Lead, changed.Members.Single()).ShouldBe((null, ada));
        (await TeamsOf(app, kim)).ShouldBeEmpty();
        await app.Send(new ArchiveTeam(team));
        (await TeamsOf(app, ada)).ShouldBeEmpty();
    }

    [Theory, BothEngines]
    public async Task A_short_name_is_made_from_the_name_and_given_once(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Send(new AddTeam("Core"));
        var second = await app.Send(new AddTeam("Core!"));
        (await app.Ask((TeamQueries all, CancellationToken ct) => all.Get(second.ToString(), ct))).Slug.ShouldBe("core-2");
        (await Should.ThrowAsync<Refusal>(() => app.Send(new AddTeam("Other", "core")))).Name.ShouldBe("slug-taken");
        (await app.Ask((TeamQueries all, CancellationToken ct) => all.Find("core-2", ct))).ShouldBe(second);
    }

    [Theory, BothEngines]
    public async Task The_default_brand_is_there_from_the_start_and_stays(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        (await app.Ask((BrandQueries all, CancellationToken ct) => all.Find(null, ct))).ShouldBe(Brand.Default);
        (await app.Ask((BrandQueries all, CancellationToken ct) => all.List(false, null, 10, false, ct))).Items.ShouldHaveSingleItem().IsDefault.ShouldBeTrue();
        (await Should.ThrowAsync<Refusal>(() => app.Send(new ArchiveBrand(Brand.Default)))).Name.ShouldBe("default-brand-stays");
        await app.Send(new ChangeBrand(Brand.Default, Name: "Acme Support"));
        (await Should.ThrowAsync<Refusal>(() => app.Send(new AddBrand("Default")))).Name.ShouldBe("slug-taken");
        var second = await app.Send(new AddBrand("Zweite"));
        await app.Send(new ArchiveBrand(second.Id));
        (await app.Ask((BrandQueries all, CancellationToken ct) => all.Find("zweite", ct))).ShouldBeNull();
    }

    private static async Task<PersonId> Colleague(RunningApp app, string email, string name) =>
        (await app.Send(new Bridgewatch.Access.People.InvitePerson(email, name))).Id;

    private static async Task<IReadOnlyCollection<TeamId>> TeamsOf(RunningApp app, PersonId person)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var facts = scope.ServiceProvider.GetServices<IActorFacts>();
        var teams = new List<TeamId>();
        foreach (var fact in facts) teams.AddRange((await fact.Of(scope.ServiceProvider.GetRequiredService<BridgewatchDb>(), person, default)).Teams);
        return teams;
    }
}
