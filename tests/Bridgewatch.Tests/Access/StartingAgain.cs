using Bridgewatch.Access;
using Bridgewatch.Access.Roles;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Host;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Tests.Access;

public class StartingAgain
{
    [Theory, BothEngines]
    public async Task A_start_writes_nothing_where_everything_is_in_place(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        var first = await AtAStart(database, Entries);
        first.ShouldContain("access.role.made.v1");
        first.ShouldContain("desk.queue.made.v1");
        (await AtAStart(database, Entries)).ShouldBe(first);
    }

    [Theory, BothEngines]
    public async Task A_start_gives_built_in_roles_what_this_version_gives_them(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        var before = await AtAStart(database, async db =>
        {
            var permissions = await Permissions(db);
            await db.Roles.Where(r => r.Code == BuiltInRoles.SupportLead).ExecuteUpdateAsync(s => s.SetProperty(r => r.PermissionList, "desk.read-tickets"));
            return permissions;
        });
        var (after, last) = await AtAStart(database, async db => (await Permissions(db), (await Entries(db))[^1]));
        after.ShouldBe(before);
        last.ShouldBe("access.role.changed.v1");
    }

    [Theory, BothEngines]
    public async Task A_start_makes_the_default_queue_where_it_is_gone(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        await AtAStart(database, db => db.Set<Queue>().ExecuteDeleteAsync());
        (await AtAStart(database, db => db.Set<Queue>().CountAsync(q => q.IsDefault))).ShouldBe(1);
    }

    private static async Task<T> AtAStart<T>(TestDatabase database, Func<BridgewatchDb, Task<T>> look)
    {
        await using var app = await Server.Build(new(database.Data, database.Connection, "http://127.0.0.1:0"));
        await using var scope = app.Services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<BridgewatchDb>());
    }

    private static Task<List<string>> Entries(BridgewatchDb db) => db.Journal.OrderBy(r => r.Seq).Select(r => r.Type).ToListAsync();

    private static Task<string> Permissions(BridgewatchDb db) =>
        db.Roles.AsNoTracking().Where(r => r.Code == BuiltInRoles.SupportLead).Select(r => r.PermissionList).SingleAsync();
}
