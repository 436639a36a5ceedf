using Bridgewatch.Kernel.Seal;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Kernel.Trust;

/// <summary>Somebody with the database's password works behind the program's back; each deed is found and named.</summary>
public class VerifyingTheJournal
{
    [Theory, BothEngines]
    public async Task A_whole_journal_has_no_findings_and_an_unsealed_tail_is_none(Engine engine)
    {
        await using var app = await SealedApp.With(engine, batches: 3);
        var entries = (await app.Seqs()).Count;
        var whole = await app.Verifies(await app.Exports());
        (whole.Entries, whole.Sealed, whole.Unsealed, whole.Erased).ShouldBe((entries, entries, 0, 0));
        whole.Findings.ShouldBeEmpty();
        await app.Records(2);
        var tail = await app.Verifies(await app.Exports());
        (tail.Entries, tail.Findings.Count).ShouldBe((entries + 2, 0));
        (tail.Sealed + tail.Unsealed).ShouldBe(tail.Entries);
    }

    [Theory, BothEngines]
    public async Task Changed_data_is_found(Engine engine)
    {
        await using var app = await SealedApp.With(engine, batches: 3);
        var seq = (await app.Seqs())[^15];
        await app.Tampers($"UPDATE journal SET data = replace(data, 'test-', 'tast-') WHERE seq = {seq}");
        (await app.Verifies()).Findings.ShouldBe([new(FindingKind.Changed, seq)]);
    }

    [Theory, BothEngines]
    public async Task Data_changed_before_it_was_sealed_is_found_too(Engine engine)
    {
        await using var app = await SealedApp.With(engine, batches: 1);
        await app.Records(5);
        var seq = (await app.Seqs())[^2];
        await app.Tampers($"UPDATE journal SET data = '{{}}' WHERE seq = {seq}");
        (await app.Verifies()).Findings.ShouldBe([new(FindingKind.Changed, seq)]);
    }

    /// <summary>SHA-256 does not see where the salt ends and the data begins; its length does.</summary>
    [Theory, BothEngines]
    public async Task A_byte_moved_from_salt_to_data_is_found(Engine engine)
    {
        await using var app = await SealedApp.With(engine, batches: 1);
        var seq = (await app.Seqs())[^5];
        var move = engine == Engine.Postgres
            ? "salt = substring(salt || convert_to(data, 'UTF8') for 17), data = substring(data from 2)"
            : "salt = CAST(salt || substr(data, 1, 1) AS BLOB), data = substr(data, 2)";
        await app.Tampers($"UPDATE journal SET {move} WHERE seq = {seq}");
        (await app.Verifies()).Findings.ShouldBe([new(FindingKind.Changed, seq)]);
    }

    [Theory]
    [BothEngines("actor = 'operator:mallory'")]
    [BothEngines("actor_kind = 'PERSON'")]
    [BothEngines("actor_kind = 'nobody-knows'")]
    [BothEngines("type = 'kernel.setting.changed.v2'")]
    [BothEngines("origin = 'demo'")]
    [BothEngines("subject_id = correlation_id")]
    [BothEngines("digest = salt")]
    public async Task Any_other_column_is_found(Engine engine, string change)
    {
        await using var app = await SealedApp.With(engine, batches: 2);
        var seq = (await app.Seqs())[^3];
        await app.Tampers($"UPDATE journal SET {change} WHERE seq = {seq}");
        (await app.Verifies()).Findings.ShouldBe([new(FindingKind.Altered, seq)]);
    }

    [Theory, BothEngines]
    public async Task An_entry_so_damaged_that_it_cannot_be_read_is_found(Engine engine)
    {
        await using var app = await SealedApp.With(engine, batches: 1);
        var seq = (await app.Seqs())[^3];
        await app.Tampers($"UPDATE journal SET {(engine == Engine.Postgres ? "at = 'infinity'" : "subject_id = x'01'")} WHERE seq = {seq}");
        (await app.Verifies()).Findings.ShouldBe([new(FindingKind.Altered, seq)]);
        app.Complaints.Allow("stumbled"); // a reactor that had not come by yet cannot read it either
    }

    [Theory]
    [BothEngines(15)]
    [BothEngines(1)]
    public async Task A_deleted_entry_is_found_also_the_last_one(Engine engine, int fromEnd)
    {
        await using var app = await SealedApp.With(engine, batches: 3);
        var seq = (await app.Seqs())[^fromEnd];
        await app.Tampers($"DELETE FROM journal WHERE seq = {seq}");
        var result = await app.Verifies();
        result.Findings.ShouldBe([new(FindingKind.Missing, seq)]);
        // What comes later is sealed all the same, and found in order.
        await app.Records(3);
        await app.Seals();
        var later = await app.Verifies();
        later.Findings.ShouldBe([new(FindingKind.Missing, seq)]);
        (later.Entries, later.Unsealed).ShouldBe((result.Entries + 3, 0));
    }

    [Theory, BothEngines]
    public async Task Swapped_entries_are_named_with_each_other(Engine engine)
    {
        await using var app = await SealedApp.With(engine, batches: 3);
        var seqs = await app.Seqs();
        var (one, two) = (seqs[^17], seqs[^4]);
        await app.Tampers($"UPDATE journal SET seq = -1 WHERE seq = {one}");
        await app.Tampers($"UPDATE journal SET seq = {one} WHERE seq = {two}");
        await app.Tampers($"UPDATE journal SET seq = {two} WHERE seq = -1");
        (await app.Verifies()).Findings.Where(f => f.Kind == FindingKind.Swapped).OrderBy(f => f.Seq)
            .ShouldBe([new(FindingKind.Swapped, one, Other: two), new(FindingKind.Swapped, two, Other: one)]);
    }

    [Theory, BothEngines]
    public async Task Swapped_contents_are_named_with_each_other(Engine engine)
    {
        await using var app = await SealedApp.With(engine, batches: 3);
        var seqs = await app.Seqs();
        var (one, two) = (seqs[^17], seqs[^4]);
        await app.Tampers($"""
            UPDATE journal SET data = (SELECT o.data FROM journal o WHERE o.seq = {one} + {two} - journal.seq),
                salt = (SELECT o.salt FROM journal o WHERE o.seq = {one} + {two} - journal.seq) WHERE seq IN ({one}, {two})
            """);
        var findings = (await app.Verifies()).Findings;
        if (engine == Engine.Postgres)
        {
            findings.OrderBy(f => f.Seq).ShouldBe([new(FindingKind.Swapped, one, Other: two), new(FindingKind.Swapped, two, Other: one)]);
        }
        else
        {
            // SQLite updates row by row, so the second took back what the first had got from it: two entries with one content.
            findings.ShouldHaveSingleItem().Seq.ShouldBe(one);
        }
    }

    [Fact]
    public async Task A_moved_transaction_number_is_found()
    {
        await using var app = await SealedApp.With(Engine.Postgres, batches: 3);
        var seq = (await app.Seqs())[^25];
        await app.Tampers($"UPDATE journal SET xid = xid + 2 WHERE seq = {seq}");
        (await app.Verifies()).Findings.ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.Swapped);
    }

    [Theory, BothEngines]
    public async Task An_entry_put_in_among_sealed_ones_is_found(Engine engine)
    {
        await using var app = await SealedApp.With(engine, batches: 2);
        var columns = "at, actor, actor_kind, subject_kind, subject_id, type, data, salt, digest, correlation_id, origin" + (engine == Engine.Postgres ? ", xid" : "");
        var seqs = await app.Seqs();
        await app.Tampers($"INSERT INTO journal (seq, {columns}) SELECT -7, {columns} FROM journal WHERE seq = {seqs[^15]}");
        (await app.Verifies()).Findings.ShouldBe([new(FindingKind.Inserted, -7)]);
    }

    [Fact]
    public async Task An_entry_that_is_there_twice_is_found()
    {
        await using var app = await SealedApp.With(Engine.Postgres, batches: 2);
        var seq = (await app.Seqs())[^5];
        await app.Tampers("""ALTER TABLE journal DROP CONSTRAINT "PK_journal" """);
        await app.Tampers($"INSERT INTO journal SELECT * FROM journal WHERE seq = {seq}");
        (await app.Verifies()).Findings.Select(f => (f.Kind, f.Seq)).ShouldBe([(FindingKind.Duplicate, (long?)seq)]);
    }

    [Theory]
    [BothEngines("root = chain", FindingKind.BatchRoot, FindingKind.BatchChain)]
    [BothEngines("count = count + 1", FindingKind.BatchRoot, FindingKind.BatchChain)]
    [BothEngines("signature = chain", FindingKind.BatchSignature, null)]
    public async Task A_batch_that_was_changed_is_found(Engine engine, string change, FindingKind first, FindingKind? second)
    {
        await using var app = await SealedApp.With(engine, batches: 3);
        await app.Tampers($"UPDATE seal_batch SET {change} WHERE batch = 2");
        FindingKind[] expected = second is { } more ? [first, more] : [first];
        (await app.Verifies()).Findings.ShouldBe(expected.Select(kind => new Finding(kind, Batch: 2)));
    }

    [Theory, BothEngines]
    public async Task A_batch_sealed_at_another_time_than_it_says_is_found(Engine engine)
    {
        await using var app = await SealedApp.With(engine, batches: 3);
        await app.Tampers($"UPDATE seal_batch SET at = {(engine == Engine.Postgres ? "at - interval '1 hour'" : "at - 1")} WHERE batch = 2");
        (await app.Verifies()).Findings.ShouldBe([new(FindingKind.BatchChain, Batch: 2)]);
    }

    [Theory, BothEngines]
    public async Task A_leaf_changed_together_with_its_entry_is_found_by_the_root(Engine engine)
    {
        await using var app = await SealedApp.With(engine, batches: 3);
        var seq = (await app.Seqs())[^15];
        await app.Tampers($"UPDATE seal_leaf SET hash = (SELECT root FROM seal_batch WHERE batch = 1) WHERE seq = {seq}");
        (await app.Verifies()).Findings.Select(f => f.Kind).ShouldBe([FindingKind.Altered, FindingKind.BatchRoot]);
    }

    [Theory, BothEngines]
    public async Task Batches_that_are_gone_are_found(Engine engine)
    {
        await using var app = await SealedApp.With(engine, batches: 4);
        var newest = (await app.Exports())[^1].Batch;
        await app.Tampers("DELETE FROM seal_batch WHERE batch = 2");
        (await app.Verifies()).Findings.ShouldBe([new(FindingKind.BatchMissing, Batch: 2)]);
        await app.Tampers($"DELETE FROM seal_batch WHERE batch = {newest}");
        (await app.Verifies()).Findings.ShouldBe([new(FindingKind.BatchMissing, Batch: 2), new(FindingKind.BatchMissing, Batch: newest)]);
    }

    [Theory, BothEngines]
    public async Task Cutting_off_the_newest_batch_shows_against_roots_that_were_kept(Engine engine)
    {
        await using var app = await SealedApp.With(engine, batches: 3);
        var anchors = await app.Exports();
        var newest = anchors[^1].Batch;
        await app.Tampers($"DELETE FROM journal WHERE seq IN (SELECT seq FROM seal_leaf WHERE batch = {newest})");
        await app.Tampers($"DELETE FROM seal_leaf WHERE batch = {newest}");
        await app.Tampers($"DELETE FROM seal_batch WHERE batch = {newest}");
        (await app.Verifies()).Findings.ShouldBeEmpty();
        (await app.Verifies(anchors)).Findings.ShouldBe([new(FindingKind.AnchorMissing, Batch: newest)]);
        // When the program goes on, another batch has that number.
        await app.Records(3);
        await app.Seals();
        (await app.Verifies(anchors)).Findings.ShouldBe([new(FindingKind.AnchorMismatch, Batch: newest)]);
    }

    [Theory, BothEngines]
    public async Task An_emptied_entry_is_no_erasure(Engine engine)
    {
        await using var app = await SealedApp.With(engine, batches: 2);
        var seq = (await app.Seqs())[^5];
        await app.Tampers($"UPDATE journal SET data = NULL, salt = NULL WHERE seq = {seq}");
        var result = await app.Verifies();
        (result.Erased, result.Findings.ShouldHaveSingleItem()).ShouldBe((1, new(FindingKind.ErasedWithoutEvent, seq)));
    }
}
