using System.Text;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Kernel.Seal;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Tests.Kernel.Trust;

public class ErasingPeople
{
    private const string Address = "canary.3f9a@acme.example";
    private const string Name = "Kim Canary-3f9a";

    [Theory, BothEngines]
    public async Task A_person_is_gone_from_every_store_and_the_chain_still_holds(Engine engine)
    {
        await using var app = await RunningApp.On(engine, replace: Knows);
        var contact = ContactId.New();
        await Populate(app, contact);
        await app.Seals();
        (await Traces(app)).ShouldNotBeEmpty("the canary must be there first");

        var certificate = await Erase(app);
        certificate.Certificate.Stores["kernel.deliveries"].ShouldBe(3);
        certificate.Certificate.Stores["kernel.idempotency"].ShouldBe(1);
        certificate.Certificate.Stores["kernel.journal"].ShouldBe(4);
        app.Services.GetRequiredService<SealKeys>().Trusted([])
            .Signed(certificate.KeyId, Encoding.UTF8.GetBytes(KernelJson.Write(certificate.Certificate)), Convert.FromBase64String(certificate.Signature)).ShouldBeTrue();

        (await Traces(app)).ShouldBeEmpty();
        await app.Seals();
        var verified = await app.Verifies(await app.Exports());
        (verified.Erased, verified.Unsealed).ShouldBe((4, 0));
        verified.Findings.ShouldBeEmpty();
        (await app.JournalTypes()).Count(t => t == PersonErased.Type).ShouldBe(1);
        // What speaks of others stays.
        (await app.Look(db => db.Set<Delivery>().CountAsync(d => d.Payload != "" && d.SubjectKind == "test"))).ShouldBe(1);
        (await app.Look(db => db.Set<Delivery>().CountAsync(d => d.Kind == "scrub"))).ShouldBe(0, "the files were rewritten at once");
    }

    [Theory, BothEngines]
    public async Task An_erasure_that_no_trusted_key_signed_is_tampering(Engine engine)
    {
        await using var app = await RunningApp.On(engine, replace: Knows);
        await Populate(app, ContactId.New());
        await app.Seals();
        await Erase(app);
        await app.Seals();
        File.Delete(Path.Combine(app.Store.Data, "keys", "seal-key.pem"));
        var own = new SealKeys(new(Path.Combine(TestRun.Folder("attacker"), "key.pem")));
        own.Make();
        await using var scope = app.Services.CreateAsyncScope();
        var found = await new Verification(scope.ServiceProvider.GetRequiredService<BridgewatchDb>(), own).Run([], default);
        found.Findings.Count(f => f.Kind == FindingKind.ErasedWithoutEvent).ShouldBe(4);
    }

    [Theory, BothEngines]
    public async Task Before_an_erasure_one_can_look_and_take_along_what_there_is(Engine engine)
    {
        await using var app = await RunningApp.On(engine, replace: Knows);
        await Populate(app, ContactId.New());
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Door>().Caller = new(ActorKind.Operator, Operator: "test");
        var reads = scope.ServiceProvider.GetRequiredService<Reads>();
        var found = await reads.From((PersonQueries people, CancellationToken ct) => people.Find(Address, ct));
        (found.Stores["kernel.deliveries"], found.Stores["kernel.journal"]).ShouldBe((3, 4));
        var export = await reads.From((PersonQueries people, CancellationToken ct) => people.Export(Address, ct));
        KernelJson.Write(export).ShouldContain("Your ticket");
        await Should.ThrowAsync<NotSignedIn>(() => app.As(Caller.Anonymous, new ErasePerson(Address)));
    }

    [Theory, BothEngines]
    public async Task Nobody_is_erased_when_nobody_is_found(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var refusal = await Should.ThrowAsync<Refusal>(() => app.Send(new ErasePerson("nobody@acme.example")));
        refusal.Name.ShouldBe("nobody-found");
    }

    [Fact]
    public void Numbers_are_written_as_ranges() =>
        ErasedEntries.Write([1, 2, 3, 7, 9, 10]).ShouldBe("1-3 7 9-10");

    private static async Task<SignedCertificate> Erase(RunningApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Door>().Caller = new(ActorKind.Operator, Operator: "test");
        return await scope.ServiceProvider.GetRequiredService<Erasures>().Erase(Address, default);
    }

    /// <summary>The person in every store of the kernel, and somebody else beside.</summary>
    private static async Task Populate(RunningApp app, ContactId contact)
    {
        app.Services.GetRequiredService<KnownContact>().Id = contact;
        await app.Records(4, new("contact", contact.Value));
        await app.Records(2);
        var now = app.Now;
        await app.Services.GetRequiredService<OperationalWrites>().Run(db =>
        {
            Delivery Mail(string key, string payload, Guid about, string kind = "test") => new()
            {
                Id = DeliveryId.New(),
                Kind = kind,
                Key = key,
                Payload = payload,
                SubjectKind = "test",
                SubjectId = about,
                CreatedAt = now,
                NextAt = now + Duration.FromDays(1),
            };
            db.AddRange(
                Mail("a", KernelJson.Write(new Mail(Address.ToUpperInvariant(), null, "Your ticket", "It is solved.", null, "a@ours.example", [])), Guid.Empty, Bridgewatch.Kernel.Mail.Kind),
                Mail("b", $"{{\"to\":\"ada@ours.example\",\"text\":\"{Name} wrote something.\"}}", Guid.Empty),
                Mail("c", "{\"to\":\"ada@ours.example\",\"text\":\"what the canary-3f9a wrote\"}", KnownContact.Ticket),
                Mail("d", "{\"to\":\"somebody@else.example\"}", Guid.Empty),
                new IdempotentAnswer { Actor = "x", Key = "k", Request = [1], Response = $"{{\"requester\":\"{Address}\"}}", At = now });
            return Task.FromResult(0);
        }, default);
    }

    private static void Knows(IServiceCollection services) => services
        .AddSingleton<KnownContact>()
        .AddScoped<IKnowsPeople>(sp => sp.GetRequiredService<KnownContact>())
        .AddScoped<IErases>(sp => sp.GetRequiredService<KnownContact>());

    private static Task<List<string>> Traces(RunningApp app) => Canary.Traces(app, "canary.3f9a@", "CANARY.3F9A@", "anary-3f9a");

    /// <summary>A module that knows one contact, and a ticket of theirs.</summary>
    private sealed class KnownContact : IKnowsPeople, IErases
    {
        public static readonly Guid Ticket = Guid.CreateVersion7();

        public ContactId Id { get; set; }

        public string Store => "test.contacts";

        public IReadOnlyList<string> Tables => [];

        public Task<IReadOnlyList<ErasureSubject>> With(string address, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<ErasureSubject>>(address == Address ? [new(Id, null, [Address], [Name])] : []);

        public Task<IReadOnlyList<Concern>> Concerns(ErasureSubject subject, CancellationToken ct) => Task.FromResult<IReadOnlyList<Concern>>([new(Ticket, "T-1")]);

        public Task<int> Find(ErasureSubject subject, CancellationToken ct) => Task.FromResult(1);

        public Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) => Task.FromResult<IReadOnlyList<object>>([new { Name }]);

        public Task<int> Erase(ErasureSubject subject, CancellationToken ct) => Task.FromResult(1);
    }
}
