using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Catalog;

public class KnowingContacts
{
    [Theory, BothEngines]
    public async Task Somebody_who_writes_for_the_first_time_joins_the_organization_of_their_domain(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var acme = await app.HasOrganization("Acme", "acme.example");
        var first = await app.Send(new EnsureContact("Kim@ACME.example", "Kim Larsen"));
        first.ShouldBe(new EnsuredContact(first.Contact, acme, true));
        (await app.Send(new EnsureContact("kim@acme.example", "Somebody else"))).ShouldBe(new EnsuredContact(first.Contact, acme, false));
        var kim = await Get(app, first.Contact);
        (kim.Name, kim.Addresses.Single()).ShouldBe(("Kim Larsen", "kim@acme.example"));
        kim.Organizations.ShouldHaveSingleItem().ShouldBe(new(acme, "Acme", null, JoinedBy.Domain, RequestSight.Own));
        (await app.JournalTypes()).Count(t => t == "catalog.contact.joined.v1").ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task A_public_mail_domain_and_an_unknown_one_join_nothing(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.HasOrganization("Acme", "acme.example");
        foreach (var address in new[] { "kim@gmail.com", "kim@mail.acme.example", "kim@other.example" })
        {
            var contact = await app.Send(new EnsureContact(address));
            contact.Organization.ShouldBeNull();
            (await Get(app, contact.Contact)).Name.ShouldBe("kim");
        }
        await Should.ThrowAsync<Invalid>(() => app.Send(new EnsureContact("no address")));
    }

    [Theory, BothEngines]
    public async Task Of_many_first_messages_at_once_one_makes_the_contact(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var ensured = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => app.Send(new EnsureContact("kim@acme.example")))));
        ensured.Select(e => e.Contact).Distinct().ShouldHaveSingleItem();
        ensured.Count(e => e.IsNew).ShouldBe(1);
        (await app.Ask((ContactQueries all, CancellationToken ct) => all.List(new(), null, 10, false, ct))).Items.ShouldHaveSingleItem();
        (await app.JournalTypes()).Count(t => t == "catalog.contact.added.v1").ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task At_an_address_one_speaks_for_the_organization_of_its_domain_else_for_the_first(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var first = await app.HasOrganization("First");
        var acme = await app.HasOrganization("Acme", "acme.example");
        var kim = await app.Send(new AddContact("Kim", ["kim@home.example", "KIM@acme.example"], Organizations: [new(first, "Adviser")]));
        (await app.Send(new EnsureContact("kim@acme.example"))).ShouldBe(new(kim, acme, false));
        (await app.Send(new EnsureContact("kim@home.example"))).ShouldBe(new(kim, first, false));
        (await app.Ask((ContactQueries all, CancellationToken ct) => all.ByAddress("Kim@home.example", ct))).ShouldBe(new(kim, "Kim", null, first));
        (await app.Ask((ContactQueries all, CancellationToken ct) => all.ByAddress("ada@home.example", ct))).ShouldBeNull();
    }

    [Theory, BothEngines]
    public async Task An_address_belongs_to_one_contact_and_the_first_is_the_primary_one(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Send(new AddContact("Ada", ["ada@acme.example"]));
        var kim = await app.Send(new AddContact("Kim", ["kim@acme.example", "k@acme.example"]));
        var refusal = await Should.ThrowAsync<Refusal>(() => app.Send(new ChangeContact(kim, Addresses: new(["kim@acme.example", "ADA@acme.example"]))));
        refusal.Name.ShouldBe("address-taken");
        refusal.Message.ShouldNotContain("ada");
        await app.Send(new ChangeContact(kim, Addresses: new(["k@acme.example", "new@acme.example"])));
        var changed = await Get(app, kim);
        changed.Addresses.ShouldBe(["k@acme.example", "new@acme.example"]);
        changed.Version.ShouldBe(2);
        (await app.Send(new AddContact("Third", ["kim@acme.example"]))).ShouldNotBe(kim);
    }

    [Theory, BothEngines]
    public async Task Organizations_are_joined_left_and_roles_changed_each_with_its_fact(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (a, b, c) = (await app.HasOrganization("A"), await app.HasOrganization("B"), await app.HasOrganization("C"));
        var kim = await app.Send(new AddContact("Kim", Organizations: [new(a), new(b, "Buyer")]));
        await app.Send(new ChangeContact(kim, Organizations: new([new(b, "Owner"), new(c)])));
        (await Get(app, kim)).Organizations.Select(o => (o.Name, o.Role)).ShouldBe([("B", "Owner"), ("C", null)]);
        (await app.JournalTypes())[^3..].ShouldBe(["catalog.contact.left.v1", "catalog.contact.role-changed.v1", "catalog.contact.joined.v1"]);
        (await app.Ask((ContactQueries all, CancellationToken ct) => all.List(new(Organization: a), null, 10, false, ct))).Items.ShouldBeEmpty();
        (await app.Ask((ContactQueries all, CancellationToken ct) => all.List(new(Organization: c), null, 10, false, ct))).Items.ShouldHaveSingleItem();
    }

    [Theory, BothEngines]
    public async Task An_archived_contact_who_writes_again_is_back(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var kim = await app.Send(new AddContact("Kim", ["kim@acme.example"]));
        await app.Send(new ArchiveContact(kim));
        (await app.Ask((ContactQueries all, CancellationToken ct) => all.List(new(), null, 10, false, ct))).Items.ShouldBeEmpty();
        (await app.Send(new EnsureContact("kim@acme.example"))).Contact.ShouldBe(kim);
        (await Get(app, kim)).Archived.ShouldBeNull();
    }

    [Theory, BothEngines]
    public async Task Names_from_mail_headers_are_taken_as_far_as_they_can_be_stored(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        foreach (var (name, kept) in new[] { ("K\0i\u0007m\ud800", "Kim\ufffd"), ("  ", "k2"), (new string('x', 199) + "😀", new string('x', 199)) })
        {
            var contact = await app.Send(new EnsureContact($"k{name.Length}@acme.example", name));
            (await Get(app, contact.Contact)).Name.ShouldBe(kept);
        }
        (await Should.ThrowAsync<Invalid>(() => app.Send(new AddContact("K\0m", ["x"], Phone: "call me", Language: "German")))).Errors.Keys.Order()
            .ShouldBe(["addresses", "language", "name", "phone"]);
    }

    [Theory, BothEngines]
    public async Task Whoever_reads_masked_sees_no_address_and_finds_by_none(Engine engine)
    {
        var (auditor, agent) = (new Caller(ActorKind.Person, Guid.CreateVersion7()), new Caller(ActorKind.Person, Guid.CreateVersion7()));
        await using var app = await CatalogDoor.With(engine, new()
        {
            [auditor.Id] = [CatalogDoor.May(GrantScope.Everything, masked: true)],
            [agent.Id] = [CatalogDoor.May(GrantScope.OwnTeams)],
        });
        var acme = await app.HasOrganization("Acme");
        await app.Send(new ChangeOrganization(acme, Note: "Pays late"));
        var kim = await app.Send(new AddContact("Kim", ["larsen@acme.example"], "+45 1234"));
        var masked = await app.Ask((ContactQueries all, CancellationToken ct) => all.Get(kim, ct), auditor);
        (masked.Name, masked.Addresses.Single(), masked.Phone).ShouldBe(("Kim", "l•••@acme.example", "•••"));
        (await app.Ask((OrganizationQueries all, CancellationToken ct) => all.Get(acme, ct), auditor)).Note.ShouldBe("•••");
        (await Find(auditor)).ShouldBeEmpty();
        (await Find(agent)).ShouldHaveSingleItem().Addresses.ShouldBe(["larsen@acme.example"]);

        async Task<IReadOnlyList<ContactResource>> Find(Caller who) =>
            (await app.Ask((ContactQueries all, CancellationToken ct) => all.List(new("larsen"), null, 10, false, ct), who)).Items;
    }

    [Theory, BothEngines]
    public async Task Rights_in_an_organization_or_a_region_reach_those_and_no_others(Engine engine)
    {
        var (manager, regional, stranger) = (Person(), Person(), Person());
        var grants = new Dictionary<Guid, Grant[]> { [stranger.Id] = [], [regional.Id] = [CatalogDoor.May(GrantScope.Region, region: "EU")] };
        await using var app = await CatalogDoor.With(engine, grants);
        var acme = await app.HasOrganization("Acme", "acme.example");
        var euro = (await app.Send(new AddOrganization("Euro", Region: "EU", Domains: ["euro.example"]))).Id;
        grants[manager.Id] = [CatalogDoor.May(GrantScope.Organization, held: acme.Value)];
        var kim = (await app.Send(new EnsureContact("kim@acme.example"))).Contact;
        var una = (await app.Send(new EnsureContact("una@euro.example"))).Contact;
        var loner = (await app.Send(new EnsureContact("loner@other.example"))).Contact;

        (await Seen(manager)).ShouldBe(["kim"]);
        (await Seen(regional)).ShouldBe(["una"]);
        await Should.ThrowAsync<Forbidden>(() => Seen(stranger));
        await app.As(manager, new ChangeContact(kim, Name: "Kim Larsen"));
        (await Get(app, kim)).Name.ShouldBe("Kim Larsen", "and it is kept");
        await Should.ThrowAsync<NotVisible>(() => app.As(manager, new ChangeContact(una, Name: "X")));
        await Should.ThrowAsync<NotVisible>(() => app.As(manager, new ChangeContact(loner, Name: "X")));
        await Should.ThrowAsync<NotVisible>(() => app.As(regional, new ChangeOrganization(acme, Name: "X")));
        await app.As(regional, new ChangeOrganization(euro, Name: "Europa"));
        await Should.ThrowAsync<Forbidden>(() => app.As(regional, new ChangeOrganization(euro, Region: "US")));
        await Should.ThrowAsync<Forbidden>(() => app.As(manager, new AddContact("Nobody's")));
        await Should.ThrowAsync<Invalid>(() => app.As(manager, new ChangeContact(kim, Organizations: new([new(euro)]))));

        static Caller Person() => new(ActorKind.Person, Guid.CreateVersion7());
        async Task<string[]> Seen(Caller who) =>
            [.. (await app.Ask((ContactQueries all, CancellationToken ct) => all.List(new(), null, 10, false, ct), who)).Items.Select(c => c.Name.ToLowerInvariant())];
    }

    [Theory, BothEngines]
    public async Task An_erased_contact_leaves_a_row_that_tells_nothing(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var acme = await app.HasOrganization("Acme", "acme.example");
        await app.Send(new ChangeOrganization(acme, Note: "Talk to kim larsen (KIM@acme.example) first"));
        var kim = await app.Send(new AddContact("Kim Larsen", ["kim@acme.example", "kim@home.example"], "+45 1234", Organizations: [new(acme, "Boss")]));
        var done = await app.Send(new Bridgewatch.Kernel.Erasure.ErasePerson("kim@home.example"));
        (done.Stores["catalog.contacts"], done.Stores["catalog.notes"]).ShouldBe((1, 1));
        var erased = await Get(app, kim);
        (erased.Name, erased.Addresses.Count, erased.Phone, erased.Erased).ShouldBe(("", 0, null, app.Now));
        erased.Organizations.ShouldHaveSingleItem().Role.ShouldBeNull();
        (await app.Organization(acme)).Note.ShouldBe("Talk to ••• (•••) first");
        (await Should.ThrowAsync<Refusal>(() => app.Send(new ChangeContact(kim, Name: "Kim")))).Name.ShouldBe("erased");
        (await app.Send(new EnsureContact("kim@acme.example"))).Contact.ShouldNotBe(kim);
    }

    private static Task<ContactResource> Get(RunningApp app, ContactId id) => app.Ask((ContactQueries all, CancellationToken ct) => all.Get(id, ct));
}
