using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Bridgewatch.Bench;

/// <summary>Multiplies the solved tickets of a demonstration by SQL on the database, which no server holds meanwhile: a million through the
/// door would take an hour. What is made so has no entries in the journal.</summary>
/// <remarks>The statements are the same for both databases. What they write differently stands in the functions <c>bench_…</c>, which like
/// the tables <c>bench_…</c> are gone in the end. The text of every ticket is made of 5,000 sentences, and of a reference that no other has.</remarks>
internal sealed class ManyTickets(DbConnection connection, MadeTexts texts)
{
    private const int Organizations = 2_000, Components = 300;

    private const long Second = 1_000_000, Day = 86_400 * Second, Years = 730 * Day, Never = 253_402_214_400_000_000;

    /// <summary>What tells apart the ids of one instant.</summary>
    private const int OfOrganization = 1, OfContact = 2, OfComponent = 3, OfTicket = 4, OfQuestion = 5, OfReply = 6, OfNote = 7;

    private static readonly string[] Helpers =
        ["bench_row", "bench_template", "bench_organization", "bench_contact", "bench_component", "bench_person", "bench_code", "bench_text", "bench_label"];

    private bool IsPostgres => connection is not SqliteConnection;

    /// <param name="count">So many more.</param>
    /// <param name="now">In microseconds since 1970.</param>
    public async Task Make(int count, long now)
    {
        if (connection is SqliteConnection sqlite) Teach(sqlite);
        else await Do(PostgresFunctions);
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await Customers(now);
            await Words();
            var people = await Slots("person", "SELECT DISTINCT person AS id FROM team_member");
            await Do($"CREATE TABLE bench_template AS SELECT row_number() OVER (ORDER BY number) - 1 AS slot, t.* FROM ticket t WHERE is_solved", Index("template"));
            var templates = await Number("SELECT count(*) FROM bench_template");
            await Rows(count, now, people, templates);
            await Tickets(now);
            await Messages(now);
            var last = await Number("SELECT max(number) FROM ticket");
            await Do(IsPostgres ? $"SELECT setval('number_ticket', {last})" : $"UPDATE number SET next = {last + 1} WHERE kind = 'ticket'");
            foreach (var table in Helpers) await Do($"DROP TABLE {table}");
            await transaction.CommitAsync();
        }
        if (IsPostgres) await Do("DROP FUNCTION bench_dice, bench_id, bench_at, bench_micros, bench_moved");
        // What an installation has that grew to this size: autovacuum does it there, the program here.
        await Do(IsPostgres ? "VACUUM ANALYZE" : "PRAGMA optimize=0x10002");
    }

    /// <summary>A tenth of a percent of them has a tenth of all tickets, and so on: a die times a die.</summary>
    private async Task Customers(long now)
    {
        await Copy("organization", "parent IS NULL", Organizations, OfOrganization, now, new()
        {
            ["name"] = "'Customer ' || (10000 + s.n)",
            ["sort_key"] = "'customer ' || (10000 + s.n)",
        });
        await Slots("organization", "SELECT id FROM organization WHERE name LIKE 'Customer 1%'");
        await Copy("contact", "erased_at IS NULL", Organizations, OfContact, now, new()
        {
            ["name"] = "'Contact ' || (10000 + s.n)",
            ["sort_key"] = "'contact ' || (10000 + s.n)",
        });
        await Slots("contact", "SELECT id FROM contact WHERE name LIKE 'Contact 1%'");
        await Do(
            "INSERT INTO contact_address (address, contact, rank) SELECT 'contact' || slot || '@customer.example', id, 0 FROM bench_contact",
            """
            INSERT INTO contact_organization (contact, organization, role, "by", sees, rank)
            SELECT c.id, o.id, NULL, 'hand', 'own', 0 FROM bench_contact c JOIN bench_organization o ON o.slot = c.slot
            """);
        await Copy("component", "kind = 'component'", Components, OfComponent, now, new()
        {
            ["name"] = "t.name || ' ' || (1000 + s.n)",
            ["slug"] = "t.slug || '-' || (1000 + s.n)",
            ["source"] = "NULL",
        });
        await Slots("component", "SELECT id FROM component WHERE kind = 'component'");
    }

    private async Task Words()
    {
        await Do("CREATE TABLE bench_text (slot bigint PRIMARY KEY, subject text, sentence text)", "CREATE TABLE bench_code (slot bigint PRIMARY KEY, code text)",
            "CREATE TABLE bench_label (slot bigint PRIMARY KEY, label text)");
        await Fill("bench_text", texts.Text.Select((t, i) => $"({i}, '{t.Subject}', '{t.Sentence}')"));
        await Fill("bench_code", texts.CodeOfSlot.Select((c, i) => $"({i}, '{c}')"));
        string[] labels = ["documentation", "regression", "contract", "onboarding", "follow-up", "duplicate-suspected", "printer", "migration", "vip", "escalated"];
        await Fill("bench_label", Enumerable.Range(0, 100).Select(i => $"({i}, '{labels[(int)Math.Exp(i / 100.0 * Math.Log(labels.Length)) - 1]}')"));
    }

    /// <summary>What is thrown for each ticket, once for all tables. 3 % are unsolved, most of them among the newest tenth.</summary>
    private Task Rows(int count, long now, long people, long templates) => Do($"""
        CREATE TABLE bench_row AS WITH RECURSIVE series(n) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT n + 1 FROM series WHERE n < {count}),
        dated AS (SELECT n, {now - Years - Day} + n * {Years / count} AS opened, bench_dice(n, 1, 1000) < CASE WHEN n > {count - count / 10} THEN 200 ELSE 11 END AS unsolved FROM series)
        SELECT n, (SELECT max(number) FROM ticket) + n AS number, opened, bench_id(opened, n, {OfTicket}) AS id, unsolved,
            bench_dice(n, 2, {templates}) AS template,
            bench_dice(n, 3, {Organizations}) * bench_dice(n, 4, {Organizations}) / {Organizations} AS organization,
            bench_dice(n, 5, {Components}) * bench_dice(n, 6, {Components}) / {Components} AS component,
            CASE WHEN unsolved AND bench_dice(n, 7, 100) < 30 THEN -1 ELSE bench_dice(n, 8, {people}) END AS person,
            CASE WHEN bench_dice(n, 9, 100) < 35 THEN -1 ELSE bench_dice(n, 10, {texts.CodeOfSlot.Count}) END AS code,
            CASE WHEN bench_dice(n, 11, 100) < 70 THEN -1 ELSE bench_dice(n, 12, 100) END AS label,
            bench_dice(n, 13, {MadeTexts.Sentences}) AS subject, bench_dice(n, 14, {MadeTexts.Sentences}) AS text, bench_dice(n, 15, {MadeTexts.Sentences}) AS answer,
            {Choice("bench_dice(n, 16, 100)", ("P1", 2), ("P2", 12), ("P3", 50), ("P4", 100))} AS priority,
            {Choice("bench_dice(n, 17, 100)", ("new", 15), ("open", 50), ("waiting-on-customer", 80), ("waiting-on-engineering", 95), ("on-hold", 100))} AS status
        FROM dated
        """, "CREATE UNIQUE INDEX bench_row_n ON bench_row (n)");

    private async Task Tickets(long now)
    {
        const string rests = "r.status NOT IN ('new', 'open')";
        var columns = new Dictionary<string, string>
        {
            ["id"] = "r.id",
            ["number"] = "r.number",
            ["subject"] = "x.subject || CASE WHEN c.code IS NULL THEN '' ELSE ' ' || c.code END",
            ["organization"] = "o.id",
            ["requester"] = "k.id",
            ["component"] = "m.id",
            ["assignee"] = "p.id",
            ["priority"] = "r.priority",
            ["peak_priority"] = "r.priority",
            ["status"] = "CASE WHEN r.unsolved THEN r.status ELSE t.status END",
            ["is_solved"] = "NOT r.unsolved",
            ["awaits_reply"] = "r.unsolved AND r.status = 'new'",
            ["rank_at"] = $"bench_at(CASE WHEN NOT r.unsolved OR {rests} THEN {Never} ELSE r.opened + CASE r.priority WHEN 'P1' THEN {Day / 24} WHEN 'P2' THEN {Day / 3} WHEN 'P3' THEN {3 * Day} ELSE {10 * Day} END END)",
            ["rank_term"] = $"CASE WHEN NOT r.unsolved THEN 'solved' WHEN {rests} THEN 'waiting' ELSE 'patience' END",
            ["resolved_by"] = "CASE WHEN r.unsolved THEN NULL ELSE p.id END",
            ["resolution_by"] = "CASE WHEN r.unsolved THEN NULL ELSE p.id END",
            ["resolution_note"] = "NULL",
            ["follows"] = "NULL",
            ["merged_into"] = "NULL",
            // Promised for from four hours ago to five days from now; one in fifty was late once.
            ["due_at"] = $"CASE WHEN NOT r.unsolved OR {rests} THEN NULL ELSE bench_at({now} + (bench_dice(r.n, 18, 7440) - 240) * {Day / 1440}) END",
            ["due_target"] = $"CASE WHEN NOT r.unsolved OR {rests} THEN NULL ELSE 'resolution' END",
            ["breached_at"] = $"CASE WHEN bench_dice(r.n, 19, 50) > 0 THEN NULL ELSE bench_at(CASE WHEN r.opened + {Day / 3} < {now} THEN r.opened + {Day / 3} ELSE {now} END) END",
        };
        foreach (var time in (string[])["first_reply_at", "last_reply_at", "last_inbound_at", "opened_at", "updated_at", "resolved_at", "snoozed_until", "status_since", "closure_at", "diagnosis_at", "resolution_at", "merge_at", "priority_override_at"])
            columns[time] = $"bench_moved(t.{time}, r.opened - bench_micros(t.opened_at), {now})";
        // What belongs to the end of a ticket, an unsolved one has not.
        foreach (var end in (string[])["resolved_at", "closure_at", "closure_by", "closure_reason", "diagnosis_at", "diagnosis_by", "diagnosis_cause", "diagnosis_component", "final_route_component", "final_route_queue", "final_route_tier", "resolution_at", "resolution_code", "resolution_severity"])
            columns[end] = $"CASE WHEN r.unsolved THEN NULL ELSE {columns.GetValueOrDefault(end, "t." + end)} END";
        var all = await Columns("ticket");
        await Do(
            $"""
            INSERT INTO ticket ({Quoted(all)}) SELECT {string.Join(", ", all.Select(c => columns.GetValueOrDefault(c, $"t.\"{c}\"")))}
            FROM bench_row r JOIN bench_template t ON t.slot = r.template JOIN bench_organization o ON o.slot = r.organization JOIN bench_contact k ON k.slot = r.organization
                JOIN bench_component m ON m.slot = r.component JOIN bench_text x ON x.slot = r.subject LEFT JOIN bench_person p ON p.slot = r.person LEFT JOIN bench_code c ON c.slot = r.code
            ORDER BY r.n
            """,
            "INSERT INTO ticket_code (ticket, code, opened_at) SELECT r.id, c.code, bench_at(r.opened) FROM bench_row r JOIN bench_code c ON c.slot = r.code ORDER BY r.n",
            "INSERT INTO ticket_label (ticket, label) SELECT r.id, l.label FROM bench_row r JOIN bench_label l ON l.slot = r.label ORDER BY r.n");
    }

    /// <summary>A question each, an answer where it is no new ticket, a note on every third.</summary>
    private Task Messages(long now)
    {
        string Of(int kind, string words, string by, string body, string which, long after) => $"""
            INSERT INTO message (id, ticket, kind, purpose, channel, person, contact, body, at, erased)
            SELECT bench_id(r.opened, r.n, {kind}), r.id, {words}, {by}, {body}, bench_moved(bench_at(r.opened), {after}, {now}), {(IsPostgres ? "false" : "0")}
            FROM bench_row r JOIN bench_text x ON x.slot = r.text JOIN bench_text y ON y.slot = r.answer JOIN bench_contact k ON k.slot = r.organization
                JOIN bench_person p ON p.slot = CASE WHEN r.person < 0 THEN 0 ELSE r.person END LEFT JOIN bench_code c ON c.slot = r.code
            WHERE {which} ORDER BY r.n
            """;
        return Do(
            Of(OfQuestion, "'inbound', 'none', 'email'", "NULL, k.id", "x.sentence || CASE WHEN c.code IS NULL THEN '' ELSE ' It says ' || c.code || '.' END || ' ' || y.sentence || ' Our reference is NL' || (10000000 + r.number) || '.'", "true", 0),
            Of(OfReply, "'reply', 'none', 'email'", "p.id, NULL", "'Thank you. ' || y.sentence", "NOT r.unsolved OR r.status <> 'new'", Day / 24),
            Of(OfNote, "'note', 'none', 'form'", "p.id, NULL", "'Seen before: ' || x.sentence", "bench_dice(r.n, 18, 3) = 0", Day / 12));
    }

    private async Task Copy(string table, string which, int count, int kind, long now, Dictionary<string, string> columns)
    {
        columns["id"] = $"bench_id({now}, s.n, {kind})";
        var all = await Columns(table);
        var originals = await Number($"SELECT count(*) FROM {table} WHERE {which}");
        await Do(
            $"CREATE TABLE bench_template AS SELECT row_number() OVER (ORDER BY id) - 1 AS slot, t.* FROM {table} t WHERE {which}",
            $"""
            INSERT INTO {table} ({Quoted(all)})
            WITH RECURSIVE s(n) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT n + 1 FROM s WHERE n < {count})
            SELECT {string.Join(", ", all.Select(c => columns.GetValueOrDefault(c, $"t.\"{c}\"")))} FROM s JOIN bench_template t ON t.slot = s.n % {originals}
            """,
            "DROP TABLE bench_template");
    }

    /// <summary>Numbers from 0 beside ids, so that a die finds one.</summary>
    private async Task<long> Slots(string name, string ids)
    {
        await Do($"CREATE TABLE bench_{name} AS SELECT row_number() OVER (ORDER BY id) - 1 AS slot, id FROM ({ids}) x", Index(name));
        return await Number($"SELECT count(*) FROM bench_{name}");
    }

    private static string Index(string name) => $"CREATE UNIQUE INDEX bench_{name}_slot ON bench_{name} (slot)";

    private static string Choice(string die, params (string Word, int Below)[] words) =>
        $"CASE {string.Join(' ', words.Select(w => $"WHEN {die} < {w.Below} THEN '{w.Word}'"))} END";

    private static string Quoted(IEnumerable<string> columns) => string.Join(", ", columns.Select(c => $"\"{c}\""));

    private async Task Fill(string table, IEnumerable<string> rows)
    {
        foreach (var some in rows.Chunk(500)) await Do($"INSERT INTO {table} VALUES {string.Join(", ", some)}");
    }

    private async Task<IReadOnlyList<string>> Columns(string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} LIMIT 0";
        await using var reader = await command.ExecuteReaderAsync();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    private async Task<long> Number(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private async Task Do(params string[] statements)
    {
        foreach (var sql in statements)
        {
            await using var command = connection.CreateCommand();
            (command.CommandText, command.CommandTimeout) = (sql, 0);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static void Teach(SqliteConnection sqlite)
    {
        sqlite.CreateFunction("bench_dice", (long n, long salt, long sides) => (long)(Mixed((ulong)n * 64 + (ulong)salt) % (ulong)sides), isDeterministic: true);
        sqlite.CreateFunction("bench_id", (long at, long n, long kind) => Convert.FromHexString($"{at / 1_000:x12}7{kind:x3}8{n:x15}"), isDeterministic: true);
        sqlite.CreateFunction("bench_at", (long at) => at, isDeterministic: true);
        sqlite.CreateFunction("bench_micros", (long at) => at, isDeterministic: true);
        sqlite.CreateFunction("bench_moved", (long? at, long by, long latest) => at is { } known ? Math.Min(known + by, latest) : (long?)null, isDeterministic: true);
        using var pragmas = sqlite.CreateCommand();
        pragmas.CommandText = "PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA temp_store = MEMORY";
        pragmas.ExecuteNonQuery();
    }

    /// <summary>SplitMix64.</summary>
    private static ulong Mixed(ulong n)
    {
        n += 0x9E37_79B9_7F4A_7C15;
        n = (n ^ (n >> 30)) * 0xBF58_476D_1CE4_E5B9;
        n = (n ^ (n >> 27)) * 0x94D0_49BB_1331_11EB;
        return n ^ (n >> 31);
    }

    private const string PostgresFunctions = """
        CREATE FUNCTION bench_dice(n bigint, salt bigint, sides bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
            'SELECT (hashint8extended(n, salt) & 9223372036854775807) % sides';
        CREATE FUNCTION bench_id(micros bigint, n bigint, kind bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
            $$SELECT (lpad(to_hex(micros / 1000), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid$$;
        CREATE FUNCTION bench_at(micros bigint) RETURNS timestamptz LANGUAGE sql STABLE AS
            $$SELECT '1970-01-01T00:00:00Z'::timestamptz + micros / 1000000 * interval '1 second' + micros % 1000000 * interval '1 microsecond'$$;
        CREATE FUNCTION bench_micros(moment timestamptz) RETURNS bigint LANGUAGE sql STABLE AS
            'SELECT (extract(epoch FROM moment) * 1000000)::bigint';
        CREATE FUNCTION bench_moved(moment timestamptz, shift bigint, latest bigint) RETURNS timestamptz LANGUAGE sql STABLE AS
            'SELECT CASE WHEN moment IS NULL THEN NULL ELSE bench_at(CASE WHEN bench_micros(moment) + shift < latest THEN bench_micros(moment) + shift ELSE latest END) END';
        """;
}
