using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Catalog;

/// <summary>A contact of two customers, and an account manager of one of these.</summary>
public class HoldingARightAtOneCustomer
{
    private readonly Caller _manager = new(ActorKind.Person, Guid.CreateVersion7());
    private readonly Dictionary<Guid, Grant[]> _grants = [];

    [Theory, BothEngines]
    public async Task Where_a_contact_of_two_customers_reads_mail_is_not_for_the_manager_of_one(Engine engine)
    {
        await using var app = await CatalogDoor.With(engine, _grants);
        var (acme, beta) = await Manages(app);
        var kim = await app.Send(new AddContact("Kim", ["kim@acme.example", "k@acme.example"], Organizations: [new(acme), new(beta)]));
        foreach (string[] addresses in new string[][] { ["kim@acme.example", "k@acme.example", "manager@ours.example"], ["kim@acme.example"], ["k@acme.example", "kim@acme.example"], [] })
            await Should.ThrowAsync<Forbidden>(() => app.As(_manager, new ChangeContact(kim, Addresses: addresses)));
        await app.As(_manager, new ChangeContact(kim, Name: "Kim Ito", Addresses: new(["KIM@acme.example", "k@acme.example"]), Phone: "+45 1234"));
        var changed = await Get(app, kim);
        (changed.Name, changed.Phone, string.Join(' ', changed.Addresses)).ShouldBe(("Kim Ito", "+45 1234", "kim@acme.example k@acme.example"));

        var lee = await app.Send(new AddContact("Lee", ["lee@acme.example"], Organizations: [new(acme)]));
        await app.As(_manager, new ChangeContact(lee, Addresses: new(["lee@acme.example", "l@acme.example"])));
        (await Get(app, lee)).Addresses.Count.ShouldBe(2);
        _grants[_manager.Id] = [At(acme), At(beta)];
        await app.As(_manager, new ChangeContact(kim, Addresses: new(["kim@acme.example"])));
        (await Get(app, kim)).Addresses.ShouldBe(["kim@acme.example"]);
    }

    [Theory, BothEngines]
    public async Task A_contact_of_two_customers_is_merged_and_parted_by_who_holds_the_right_at_both(Engine engine)
    {
        await using var app = await CatalogDoor.With(engine, _grants);
        var (acme, beta) = await Manages(app);
        var kim = await app.Send(new AddContact("Kim", ["kim@acme.example"], Organizations: [new(acme), new(beta)]));
        var own = await app.Send(new AddContact("Own", ["manager@ours.example"], Organizations: [new(acme)]));
        var other = await app.Send(new AddContact("Other", ["other@acme.example"], Organizations: [new(acme)]));
        await Should.ThrowAsync<Forbidden>(() => app.As(_manager, new MergeContact(own, kim)));
        await Should.ThrowAsync<Forbidden>(() => app.As(_manager, new MergeContact(kim, own)));
        await app.As(_manager, new MergeContact(own, other));
        await app.As(_manager, new UndoContactMerge(own));

        await app.Send(new MergeContact(own, kim));
        await Should.ThrowAsync<Forbidden>(() => app.As(_manager, new UndoContactMerge(own)));
        (await Get(app, kim)).Addresses.ShouldBe(["kim@acme.example", "manager@ours.example"]);
        _grants[_manager.Id] = [At(acme), At(beta)];
        await app.As(_manager, new UndoContactMerge(own));
        await app.As(_manager, new MergeContact(kim, own));
        (await Get(app, kim)).Id.ShouldBe(own);
    }

    [Theory, BothEngines]
    public async Task A_membership_that_one_does_not_see_stays_when_the_form_sends_the_others(Engine engine)
    {
        await using var app = await CatalogDoor.With(engine, _grants);
        var (acme, beta) = await Manages(app);
        var kim = await app.Send(new AddContact("Kim", ["kim@acme.example"], Organizations: [new(beta, "Adviser", RequestSight.All), new(acme)]));
        var shown = await app.Ask((ContactQueries all, CancellationToken ct) => all.Get(kim, ct), _manager);
        SpeaksFor[] sent = [.. shown.Organizations.Select(o => new SpeaksFor(o.Organization, "Buyer", o.Sees))];
        sent.ShouldHaveSingleItem().Organization.ShouldBe(acme);
        await app.As(_manager, new ChangeContact(kim, "Kim", new(shown.Addresses), "+45 1234", Organizations: sent));
        (await Get(app, kim)).Organizations.Select(o => (o.Name, o.Role, o.Sees)).ShouldBe([("Beta", "Adviser", RequestSight.All), ("Acme", "Buyer", RequestSight.Own)]);
        (await app.JournalTypes()).ShouldNotContain("catalog.contact.left.v1");

        // Nor is it changed by who guesses it.
        await Should.ThrowAsync<Invalid>(() => app.As(_manager, new ChangeContact(kim, Organizations: new([new(acme), new(beta, "Boss")]))));
        await app.As(_manager, new ChangeContact(kim, Organizations: new([])));
        (await Get(app, kim)).Organizations.Select(o => o.Name).ShouldBe(["Beta"]);
    }

    [Theory, BothEngines]
    public async Task A_membership_that_one_sees_and_may_not_edit_neither_begins_nor_ends_nor_changes(Engine engine)
    {
        await using var app = await CatalogDoor.With(engine, _grants);
        var (acme, beta) = await Manages(app);
        _grants[_manager.Id] = [At(acme), CatalogDoor.May(GrantScope.Everything, permissions: CatalogPermissions.Read)];
        var kim = await app.Send(new AddContact("Kim", Organizations: [new(acme), new(beta, "Adviser")]));
        var lee = await app.Send(new AddContact("Lee", Organizations: [new(acme)]));
        await Should.ThrowAsync<Forbidden>(() => app.As(_manager, new ChangeContact(kim, Organizations: new([new(acme)]))));
        await Should.ThrowAsync<Forbidden>(() => app.As(_manager, new ChangeContact(kim, Organizations: new([new(acme), new(beta, "Adviser", RequestSight.All)]))));
        await Should.ThrowAsync<Forbidden>(() => app.As(_manager, new ChangeContact(lee, Organizations: new([new(acme), new(beta)]))));
        await Should.ThrowAsync<Forbidden>(() => app.As(_manager, new AddContact("Mia", Organizations: [new(acme), new(beta, Sees: RequestSight.All)])));
        await app.As(_manager, new ChangeContact(kim, Organizations: new([new(acme, "Buyer", RequestSight.All), new(beta, "Adviser")])));
        (await Get(app, kim)).Organizations.Select(o => (o.Name, o.Role, o.Sees)).ShouldBe([("Acme", "Buyer", RequestSight.All), ("Beta", "Adviser", RequestSight.Own)]);
    }

    private static Grant At(OrganizationId organization) => CatalogDoor.May(GrantScope.Organization, held: organization.Value);

    /// <summary>Two customers, of whom the manager has the first.</summary>
    private async Task<(OrganizationId Acme, OrganizationId Beta)> Manages(RunningApp app)
    {
        var (acme, beta) = (await app.HasOrganization("Acme"), await app.HasOrganization("Beta"));
        _grants[_manager.Id] = [At(acme)];
        return (acme, beta);
    }

    private static Task<ContactResource> Get(RunningApp app, ContactId id) => app.Ask((ContactQueries all, CancellationToken ct) => all.Get(id, ct));
}
