using Bridgewatch.Kernel;

namespace Bridgewatch.Tests.Kernel.Ids;

public class MakingIds
{
    [Fact]
    public void Ids_that_are_made_one_after_the_other_grow()
    {
        var ids = Enumerable.Range(0, 20_000).Select(_ => MessageId.New()).ToList();
        ids.ShouldBe(ids.OrderBy(id => id.Value));
        ids.Select(id => id.Value.Version).Distinct().ShouldBe([7]);
        ids.Select(id => id.Value.Variant >> 2).Distinct().ShouldBe([0b10]);
    }

    [Fact]
    public async Task Ids_that_many_make_at_once_are_all_different()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 20_000).Select(_ => MessageId.New()).ToList())));
        ids.SelectMany(some => some).Distinct().Count().ShouldBe(160_000);
    }
}
