using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Bridgewatch.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Start : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "journal_seq",
                incrementBy: 200);

            migrationBuilder.CreateSequence(
                name: "number_ticket",
                incrementBy: 20);

            migrationBuilder.CreateTable(
                name: "absence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    first_day = table.Column<LocalDate>(type: "date", nullable: false),
                    last_day = table.Column<LocalDate>(type: "date", nullable: false),
                    from = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    note = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    ended_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_absence", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "access_log",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    what = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_log", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "alert",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    integration = table.Column<Guid>(type: "uuid", nullable: false),
                    fingerprint = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    group_key = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    severity = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "character varying(250)", maxLength: 250, nullable: false),
                    labels = table.Column<string>(type: "text", nullable: false),
                    starts_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    unlisted = table.Column<bool>(type: "boolean", nullable: false),
                    said_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    component = table.Column<Guid>(type: "uuid", nullable: true),
                    ticket = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alert_group",
                columns: table => new
                {
                    integration = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    ticket = table.Column<Guid>(type: "uuid", nullable: true),
                    last_body_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    truncated = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_group", x => new { x.integration, x.key });
                });

            migrationBuilder.CreateTable(
                name: "api_token_use",
                columns: table => new
                {
                    token = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_token_use", x => x.token);
                });

            migrationBuilder.CreateTable(
                name: "approval",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    content = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    proposal = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    thing_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    thing_id = table.Column<Guid>(type: "uuid", nullable: true),
                    author = table.Column<Guid>(type: "uuid", nullable: false),
                    permission = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    queue = table.Column<Guid>(type: "uuid", nullable: true),
                    afterwards = table.Column<bool>(type: "boolean", nullable: false),
                    asked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    due = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    due_key = table.Column<string>(type: "character varying(48)", maxLength: 48, nullable: false, collation: "C"),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    lateness = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    origin = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    decision_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    decision_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decision_comment = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_approval", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attachment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    message = table.Column<Guid>(type: "uuid", nullable: true),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    @for = table.Column<string>(name: "for", type: "character varying(40)", maxLength: 40, nullable: true),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    width = table.Column<int>(type: "integer", nullable: true),
                    height = table.Column<int>(type: "integer", nullable: true),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    erased = table.Column<bool>(type: "boolean", nullable: false),
                    redacted_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    redacted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    redacted_reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attachment", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "authenticator",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    secret = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    last_step = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_authenticator", x => x.person);
                });

            migrationBuilder.CreateTable(
                name: "brand",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    sort_key = table.Column<string>(type: "character varying(133)", maxLength: 133, nullable: false, collation: "C"),
                    slug = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false, collation: "C"),
                    archived_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    accent = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: true),
                    sender = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    logo = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_brand", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "browser_session",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    device = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    provider = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    provider_token = table.Column<string>(type: "text", nullable: true),
                    started_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_browser_session", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "calendar",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    sort_key = table.Column<string>(type: "character varying(133)", maxLength: 133, nullable: false, collation: "C"),
                    slug = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false, collation: "C"),
                    zone = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    archived_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_calendar", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "contact",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    sort_key = table.Column<string>(type: "character varying(133)", maxLength: 133, nullable: false, collation: "C"),
                    phone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    language = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: true),
                    added_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    origin = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    archived_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    erased_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    parts = table.Column<int>(type: "integer", nullable: false),
                    merged_into = table.Column<Guid>(type: "uuid", nullable: true),
                    merge_archived_before = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    merge_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    merge_by = table.Column<Guid>(type: "uuid", nullable: true),
                    merge_into = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contact", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "credential",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    stamp = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    password_set_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    last_sign_in_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_credential", x => x.person);
                });

            migrationBuilder.CreateTable(
                name: "delivery",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    subject_kind = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    next_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    lease_until = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    last_error = table.Column<string>(type: "text", nullable: true),
                    sent_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    dropped_because = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_delivery", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "desk_trigger",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<double>(type: "double precision", nullable: false),
                    mode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    since = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    archived = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_trigger", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "digest",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<LocalDate>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_digest", x => x.person);
                });

            migrationBuilder.CreateTable(
                name: "directory_group",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    name_key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    external_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    parts = table.Column<int>(type: "integer", nullable: false),
                    since = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_directory_group", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "draft",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_draft", x => new { x.person, x.ticket, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "due",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: false),
                    next_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    lease_until = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    last_error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_due", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "first_set_up",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    administrator = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    questions_seen = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_first_set_up", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "idempotency",
                columns: table => new
                {
                    actor = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    request = table.Column<byte[]>(type: "bytea", nullable: false),
                    response = table.Column<string>(type: "text", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotency", x => new { x.actor, x.key });
                });

            migrationBuilder.CreateTable(
                name: "import_run",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    source = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    started_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    report = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_import_run", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "imported_thing",
                columns: table => new
                {
                    source = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    old_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    stamp = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_imported_thing", x => new { x.source, x.kind, x.old_id });
                });

            migrationBuilder.CreateTable(
                name: "imported_ticket",
                columns: table => new
                {
                    source = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    mark = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    stamp = table.Column<byte[]>(type: "bytea", nullable: false),
                    updated_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    messages = table.Column<string>(type: "text", nullable: false),
                    files = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_imported_ticket", x => new { x.source, x.number });
                });

            migrationBuilder.CreateTable(
                name: "integration",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    secret_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    earlier_secret_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    earlier_secret_until = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    service = table.Column<Guid>(type: "uuid", nullable: true),
                    resolves_tickets = table.Column<bool>(type: "boolean", nullable: false),
                    added_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    archived_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_integration", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    actor_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    data = table.Column<string>(type: "text", nullable: true),
                    salt = table.Column<byte[]>(type: "bytea", nullable: true),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    correlation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    origin = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    xid = table.Column<long>(type: "bigint", nullable: false, defaultValueSql: "(pg_current_xact_id()::text)::bigint")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_journal", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "lease",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    holder = table.Column<string>(type: "text", nullable: false),
                    until = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lease", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "left_request",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    brand = table.Column<Guid>(type: "uuid", nullable: false),
                    address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    subject = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    answers = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_left_request", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "macro",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    body = table.Column<string>(type: "character varying(100000)", maxLength: 100000, nullable: false),
                    then = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    add_labels = table.Column<string>(type: "text", nullable: false),
                    remove_labels = table.Column<string>(type: "text", nullable: false),
                    team = table.Column<Guid>(type: "uuid", nullable: true),
                    archived_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_macro", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mailbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    addresses = table.Column<string[]>(type: "text[]", nullable: false),
                    queue = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    language = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: true),
                    signature = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    secret_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    thread_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    added_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    archived_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mailbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mailbox_position",
                columns: table => new
                {
                    mailbox = table.Column<Guid>(type: "uuid", nullable: false),
                    validity = table.Column<long>(type: "bigint", nullable: false),
                    last_uid = table.Column<long>(type: "bigint", nullable: false),
                    fetched_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    problem = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    problem_since = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mailbox_position", x => x.mailbox);
                });

            migrationBuilder.CreateTable(
                name: "message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    purpose = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    contact = table.Column<Guid>(type: "uuid", nullable: true),
                    body = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: true),
                    mail_id = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    split_from = table.Column<Guid>(type: "uuid", nullable: true),
                    held_until = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    erased = table.Column<bool>(type: "boolean", nullable: false),
                    redacted_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    redacted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    redacted_reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_message", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notification",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "number",
                columns: table => new
                {
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    next = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_number", x => x.kind);
                });

            migrationBuilder.CreateTable(
                name: "one_time_link",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    expires_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_one_time_link", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "organization",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    sort_key = table.Column<string>(type: "character varying(133)", maxLength: 133, nullable: false, collation: "C"),
                    region = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    note = table.Column<string>(type: "character varying(10000)", maxLength: 10000, nullable: true),
                    owner = table.Column<Guid>(type: "uuid", nullable: true),
                    parent = table.Column<Guid>(type: "uuid", nullable: true),
                    added_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    origin = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    archived_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    parts = table.Column<int>(type: "integer", nullable: false),
                    merged_into = table.Column<Guid>(type: "uuid", nullable: true),
                    tier = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    merge_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    merge_by = table.Column<Guid>(type: "uuid", nullable: true),
                    merge_into = table.Column<Guid>(type: "uuid", nullable: true),
                    revenue_amount = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    revenue_as_of = table.Column<LocalDate>(type: "date", nullable: true),
                    revenue_currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organization", x => x.id);
                    table.ForeignKey(
                        name: "FK_organization_organization_parent",
                        column: x => x.parent,
                        principalTable: "organization",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "passkey",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1023, nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    sign_count = table.Column<long>(type: "bigint", nullable: false),
                    transports = table.Column<string>(type: "text", nullable: false),
                    is_backup_eligible = table.Column<bool>(type: "boolean", nullable: false),
                    is_backed_up = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_passkey", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "person",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    email_key = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    name_key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    handle = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    tier = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    zone = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    locale = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    since = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    user_name = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    user_name_key = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    external_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    given_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    family_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    told_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    notifications_digest = table.Column<bool>(type: "boolean", nullable: false),
                    notifications_on_assignment = table.Column<bool>(type: "boolean", nullable: false),
                    notifications_on_mention = table.Column<bool>(type: "boolean", nullable: false),
                    notifications_on_reply = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "portal_link",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    contact = table.Column<Guid>(type: "uuid", nullable: true),
                    request = table.Column<Guid>(type: "uuid", nullable: true),
                    brand = table.Column<Guid>(type: "uuid", nullable: false),
                    path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    made_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_portal_link", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "portal_session",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    contact = table.Column<Guid>(type: "uuid", nullable: false),
                    brand = table.Column<Guid>(type: "uuid", nullable: false),
                    expires_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_portal_session", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "practice_decision",
                columns: table => new
                {
                    practice = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    approval = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    review_on = table.Column<LocalDate>(type: "date", nullable: true),
                    part = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    before = table.Column<decimal>(type: "numeric", nullable: true),
                    target = table.Column<decimal>(type: "numeric", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_practice_decision", x => new { x.practice, x.ordinal });
                });

            migrationBuilder.CreateTable(
                name: "practice_spell",
                columns: table => new
                {
                    practice = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    because = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    from = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    counted = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_practice_spell", x => new { x.practice, x.ordinal });
                });

            migrationBuilder.CreateTable(
                name: "practice_standing",
                columns: table => new
                {
                    number = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    since = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    spells = table.Column<int>(type: "integer", nullable: false),
                    decisions = table.Column<int>(type: "integer", nullable: false),
                    set_aside_approval = table.Column<Guid>(type: "uuid", nullable: true),
                    set_aside_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    set_aside_by = table.Column<Guid>(type: "uuid", nullable: true),
                    set_aside_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    set_aside_review_on = table.Column<LocalDate>(type: "date", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_practice_standing", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "protection_key",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    xml = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_protection_key", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "provider_link",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    provider = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    issuer = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    subject = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    since = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_provider_link", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "push_turn",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    turn = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_push_turn", x => x.person);
                });

            migrationBuilder.CreateTable(
                name: "queue",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    push = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    capacity = table.Column<int>(type: "integer", nullable: true),
                    calendar = table.Column<Guid>(type: "uuid", nullable: true),
                    debt_reserve = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    slug = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    team = table.Column<Guid>(type: "uuid", nullable: true),
                    is_default = table.Column<bool>(type: "boolean", nullable: false),
                    archived = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_queue", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "raw_mail",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    mailbox = table.Column<Guid>(type: "uuid", nullable: false),
                    received_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    source_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    processed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    problem = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    sender = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: true),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    thread = table.Column<byte[]>(type: "bytea", nullable: true),
                    ticket = table.Column<Guid>(type: "uuid", nullable: true),
                    message = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_raw_mail", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "raw_message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    integration = table.Column<Guid>(type: "uuid", nullable: false),
                    received_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    headers = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    size = table.Column<int>(type: "integer", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    processed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    problem = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_raw_message", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reactor",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    xid = table.Column<long>(type: "bigint", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reactor", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "reactor_poison",
                columns: table => new
                {
                    reactor = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    error = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    skipped_because = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reactor_poison", x => new { x.reactor, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "recovery_code",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recovery_code", x => new { x.person, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "role",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    permission_list = table.Column<string>(type: "text", nullable: false),
                    is_built_in = table.Column<bool>(type: "boolean", nullable: false),
                    masked = table.Column<bool>(type: "boolean", nullable: false),
                    longest_days = table.Column<int>(type: "integer", nullable: true),
                    usually = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    last_taken_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    archived_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_role", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "routing_rule",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    when = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    set = table.Column<string>(type: "text", nullable: false),
                    stop = table.Column<bool>(type: "boolean", nullable: false),
                    place = table.Column<double>(type: "double precision", nullable: false),
                    on = table.Column<bool>(type: "boolean", nullable: false),
                    archived = table.Column<bool>(type: "boolean", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_routing_rule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rule",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    mode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rule", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "rule_stop",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    thing_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    thing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    at_key = table.Column<string>(type: "character varying(48)", maxLength: 48, nullable: false, collation: "C"),
                    origin = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rule_stop", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "saved_view",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    query = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    sort = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    columns = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    sharing = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    team = table.Column<Guid>(type: "uuid", nullable: true),
                    dropped = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_saved_view", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "schema_info",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    lowest_version = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_schema_info", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "seal_batch",
                columns: table => new
                {
                    batch = table.Column<long>(type: "bigint", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    root = table.Column<byte[]>(type: "bytea", nullable: false),
                    chain = table.Column<byte[]>(type: "bytea", nullable: false),
                    signature = table.Column<byte[]>(type: "bytea", nullable: false),
                    key_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seal_batch", x => x.batch);
                });

            migrationBuilder.CreateTable(
                name: "seal_key",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    since = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seal_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "seal_leaf",
                columns: table => new
                {
                    batch = table.Column<long>(type: "bigint", nullable: false),
                    index = table.Column<int>(type: "integer", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seal_leaf", x => new { x.batch, x.index });
                });

            migrationBuilder.CreateTable(
                name: "seen_mail",
                columns: table => new
                {
                    identity = table.Column<byte[]>(type: "bytea", nullable: false),
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seen_mail", x => x.identity);
                });

            migrationBuilder.CreateTable(
                name: "setting",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    value = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_setting", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_attempt",
                columns: table => new
                {
                    address = table.Column<byte[]>(type: "bytea", nullable: false),
                    failed = table.Column<int>(type: "integer", nullable: false),
                    paused_until = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    last_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sign_in_attempt", x => x.address);
                });

            migrationBuilder.CreateTable(
                name: "sla_policy",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    archived_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sla_policy", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "staff_skills",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    skill_list = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_skills", x => x.person);
                });

            migrationBuilder.CreateTable(
                name: "task",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    details = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    thing_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    thing_id = table.Column<Guid>(type: "uuid", nullable: true),
                    owner = table.Column<Guid>(type: "uuid", nullable: false),
                    given_by = table.Column<Guid>(type: "uuid", nullable: true),
                    given_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    due = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    due_key = table.Column<string>(type: "character varying(48)", maxLength: 48, nullable: false, collation: "C"),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    lateness = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    origin = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    receipt_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    receipt_by = table.Column<Guid>(type: "uuid", nullable: true),
                    settlement_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    settlement_by = table.Column<Guid>(type: "uuid", nullable: true),
                    settlement_note = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_task", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "team",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    sort_key = table.Column<string>(type: "character varying(133)", maxLength: 133, nullable: false, collation: "C"),
                    slug = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false, collation: "C"),
                    lead = table.Column<Guid>(type: "uuid", nullable: true),
                    parts = table.Column<int>(type: "integer", nullable: false),
                    origin = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    archived_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_team", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ticket",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    queue = table.Column<Guid>(type: "uuid", nullable: false),
                    team = table.Column<Guid>(type: "uuid", nullable: true),
                    tier = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    assignee = table.Column<Guid>(type: "uuid", nullable: true),
                    had_it = table.Column<Guid>(type: "uuid", nullable: true),
                    nobody_since = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    pulled_from = table.Column<int>(type: "integer", nullable: true),
                    first_reply_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    last_reply_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    last_inbound_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    awaits_reply = table.Column<bool>(type: "boolean", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    subject = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    origin = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    requester = table.Column<Guid>(type: "uuid", nullable: true),
                    organization = table.Column<Guid>(type: "uuid", nullable: true),
                    region = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    brand = table.Column<Guid>(type: "uuid", nullable: false),
                    component = table.Column<Guid>(type: "uuid", nullable: true),
                    language = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: true),
                    follows = table.Column<long>(type: "bigint", nullable: true),
                    opened_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    debt_link = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    fields = table.Column<string>(type: "text", nullable: false),
                    severity = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    workaround = table.Column<bool>(type: "boolean", nullable: true),
                    affected = table.Column<int>(type: "integer", nullable: true),
                    recurrences = table.Column<int>(type: "integer", nullable: false),
                    impact = table.Column<string>(type: "text", nullable: false),
                    impact_points = table.Column<int>(type: "integer", nullable: false),
                    known_factors = table.Column<int>(type: "integer", nullable: false),
                    priority = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    peak_priority = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    routed_priority = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    was_overridden = table.Column<bool>(type: "boolean", nullable: false),
                    rank_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    rank_term = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    due_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    due_target = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    breached_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    merged_into = table.Column<long>(type: "bigint", nullable: true),
                    resolved_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    resolved_by = table.Column<Guid>(type: "uuid", nullable: true),
                    reopened = table.Column<int>(type: "integer", nullable: false),
                    snoozed_until = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    status_since = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    is_solved = table.Column<bool>(type: "boolean", nullable: false),
                    is_spam = table.Column<bool>(type: "boolean", nullable: false),
                    closure_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    closure_by = table.Column<Guid>(type: "uuid", nullable: true),
                    closure_reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    diagnosis_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    diagnosis_by = table.Column<Guid>(type: "uuid", nullable: true),
                    diagnosis_cause = table.Column<Guid>(type: "uuid", nullable: true),
                    diagnosis_component = table.Column<Guid>(type: "uuid", nullable: true),
                    final_route_component = table.Column<Guid>(type: "uuid", nullable: true),
                    final_route_queue = table.Column<Guid>(type: "uuid", nullable: true),
                    final_route_tier = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    first_route_component = table.Column<Guid>(type: "uuid", nullable: true),
                    first_route_queue = table.Column<Guid>(type: "uuid", nullable: false),
                    first_route_tier = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    merge_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    merge_before = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    merge_by = table.Column<Guid>(type: "uuid", nullable: true),
                    merge_into = table.Column<long>(type: "bigint", nullable: true),
                    priority_override_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    priority_override_by = table.Column<Guid>(type: "uuid", nullable: true),
                    priority_override_priority = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    priority_override_reason = table.Column<Guid>(type: "uuid", nullable: true),
                    resolution_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    resolution_by = table.Column<Guid>(type: "uuid", nullable: true),
                    resolution_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    resolution_note = table.Column<Guid>(type: "uuid", nullable: true),
                    resolution_severity = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ticket", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ticket_field",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    definition = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    added_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    retired_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ticket_field", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tree_guard",
                columns: table => new
                {
                    tree = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    moves = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tree_guard", x => x.tree);
                });

            migrationBuilder.CreateTable(
                name: "visit",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    started_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    corrected = table.Column<int>(type: "integer", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "webhook",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    events = table.Column<string[]>(type: "text[]", nullable: false),
                    query = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    secret = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    earlier_secret = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    earlier_secret_until = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    paused_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    is_gone = table.Column<bool>(type: "boolean", nullable: false),
                    told_since = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    added_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    archived_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "brand_logo",
                columns: table => new
                {
                    brand = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_brand_logo", x => x.brand);
                    table.ForeignKey(
                        name: "FK_brand_logo_brand_brand",
                        column: x => x.brand,
                        principalTable: "brand",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "calendar_version",
                columns: table => new
                {
                    calendar = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<LocalDate>(type: "date", nullable: false),
                    definition = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_calendar_version", x => new { x.calendar, x.number });
                    table.ForeignKey(
                        name: "FK_calendar_version_calendar_calendar",
                        column: x => x.calendar,
                        principalTable: "calendar",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "contact_address",
                columns: table => new
                {
                    address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false, collation: "C"),
                    contact = table.Column<Guid>(type: "uuid", nullable: false),
                    rank = table.Column<int>(type: "integer", nullable: false),
                    dead_since = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    came_from = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contact_address", x => x.address);
                    table.ForeignKey(
                        name: "FK_contact_address_contact_contact",
                        column: x => x.contact,
                        principalTable: "contact",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "directory_member",
                columns: table => new
                {
                    group = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_directory_member", x => new { x.group, x.person });
                    table.ForeignKey(
                        name: "FK_directory_member_directory_group_group",
                        column: x => x.group,
                        principalTable: "directory_group",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "contact_organization",
                columns: table => new
                {
                    contact = table.Column<Guid>(type: "uuid", nullable: false),
                    organization = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    sees = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    rank = table.Column<int>(type: "integer", nullable: false),
                    came_from = table.Column<Guid>(type: "uuid", nullable: true),
                    narrowed_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contact_organization", x => new { x.contact, x.organization });
                    table.ForeignKey(
                        name: "FK_contact_organization_contact_contact",
                        column: x => x.contact,
                        principalTable: "contact",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_contact_organization_organization_organization",
                        column: x => x.organization,
                        principalTable: "organization",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "organization_domain",
                columns: table => new
                {
                    domain = table.Column<string>(type: "character varying(253)", maxLength: 253, nullable: false, collation: "C"),
                    organization = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organization_domain", x => x.domain);
                    table.ForeignKey(
                        name: "FK_organization_domain_organization_organization",
                        column: x => x.organization,
                        principalTable: "organization",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "api_token",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    ending = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    scopes = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    requests_per_minute = table.Column<int>(type: "integer", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_token", x => x.id);
                    table.ForeignKey(
                        name: "FK_api_token_person_person",
                        column: x => x.person,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "practice_target",
                columns: table => new
                {
                    practice = table.Column<string>(type: "character varying(8)", nullable: false),
                    part = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    target = table.Column<decimal>(type: "numeric", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_practice_target", x => new { x.practice, x.part });
                    table.ForeignKey(
                        name: "FK_practice_target_practice_standing_practice",
                        column: x => x.practice,
                        principalTable: "practice_standing",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "role_grant",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<Guid>(type: "uuid", nullable: false),
                    scope = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    @in = table.Column<Guid>(name: "in", type: "uuid", nullable: true),
                    region = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    held_in = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    from = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    provider = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_role_grant", x => x.id);
                    table.ForeignKey(
                        name: "FK_role_grant_person_person",
                        column: x => x.person,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_role_grant_role_role",
                        column: x => x.role,
                        principalTable: "role",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "routing_rule_revision",
                columns: table => new
                {
                    rule = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_routing_rule_revision", x => new { x.rule, x.number });
                    table.ForeignKey(
                        name: "FK_routing_rule_revision_routing_rule_rule",
                        column: x => x.rule,
                        principalTable: "routing_rule",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "rule_change",
                columns: table => new
                {
                    rule = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    to = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rule_change", x => new { x.rule, x.number });
                    table.ForeignKey(
                        name: "FK_rule_change_rule_rule",
                        column: x => x.rule,
                        principalTable: "rule",
                        principalColumn: "name",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sla_policy_version",
                columns: table => new
                {
                    policy = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    promise = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sla_policy_version", x => new { x.policy, x.number });
                    table.ForeignKey(
                        name: "FK_sla_policy_version_sla_policy_policy",
                        column: x => x.policy,
                        principalTable: "sla_policy",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "task_step",
                columns: table => new
                {
                    task = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    deed = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_task_step", x => new { x.task, x.number });
                    table.ForeignKey(
                        name: "FK_task_step_task_task",
                        column: x => x.task,
                        principalTable: "task",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "component",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    owning_team = table.Column<Guid>(type: "uuid", nullable: true),
                    development_team = table.Column<Guid>(type: "uuid", nullable: true),
                    lifecycle = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    description = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    link = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    source = table.Column<string>(type: "character varying(250)", maxLength: 250, nullable: true),
                    origin = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    archived_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    parts = table.Column<int>(type: "integer", nullable: false),
                    slug = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false, collation: "C"),
                    parent = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_component", x => x.id);
                    table.ForeignKey(
                        name: "FK_component_component_parent",
                        column: x => x.parent,
                        principalTable: "component",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_component_team_development_team",
                        column: x => x.development_team,
                        principalTable: "team",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_component_team_owning_team",
                        column: x => x.owning_team,
                        principalTable: "team",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "team_member",
                columns: table => new
                {
                    team = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_team_member", x => new { x.team, x.person });
                    table.ForeignKey(
                        name: "FK_team_member_team_team",
                        column: x => x.team,
                        principalTable: "team",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ended_promise",
                columns: table => new
                {
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    target = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cycle = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    first_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    first = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    revised = table.Column<int>(type: "integer", nullable: false),
                    by_macro = table.Column<bool>(type: "boolean", nullable: false),
                    policy = table.Column<Guid>(type: "uuid", nullable: true),
                    priority = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    queue = table.Column<Guid>(type: "uuid", nullable: false),
                    organization = table.Column<Guid>(type: "uuid", nullable: true),
                    counted_seconds = table.Column<long>(type: "bigint", nullable: false),
                    customer_seconds = table.Column<long>(type: "bigint", nullable: false),
                    engineering_seconds = table.Column<long>(type: "bigint", nullable: false),
                    hold_seconds = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ended_promise", x => new { x.ticket, x.target, x.cycle });
                    table.ForeignKey(
                        name: "FK_ended_promise_ticket_ticket",
                        column: x => x.ticket,
                        principalTable: "ticket",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "routed_ticket",
                columns: table => new
                {
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    opened_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    set = table.Column<string>(type: "text", nullable: false),
                    because = table.Column<string>(type: "text", nullable: false),
                    whole = table.Column<bool>(type: "boolean", nullable: false),
                    rerouted_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    wrong_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    wrong_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_routed_ticket", x => x.ticket);
                    table.ForeignKey(
                        name: "FK_routed_ticket_ticket_ticket",
                        column: x => x.ticket,
                        principalTable: "ticket",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_clock",
                columns: table => new
                {
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    target = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cycle = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    started_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    due_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    met_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    breached_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    by_reclassification = table.Column<bool>(type: "boolean", nullable: false),
                    remaining_seconds = table.Column<long>(type: "bigint", nullable: false),
                    target_seconds = table.Column<long>(type: "bigint", nullable: false),
                    policy = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    passed = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ticket_clock", x => new { x.ticket, x.target });
                    table.ForeignKey(
                        name: "FK_ticket_clock_ticket_ticket",
                        column: x => x.ticket,
                        principalTable: "ticket",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_code",
                columns: table => new
                {
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C"),
                    opened_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ticket_code", x => new { x.ticket, x.code });
                    table.ForeignKey(
                        name: "FK_ticket_code_ticket_ticket",
                        column: x => x.ticket,
                        principalTable: "ticket",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_copy",
                columns: table => new
                {
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    contact = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ticket_copy", x => new { x.ticket, x.contact });
                    table.ForeignKey(
                        name: "FK_ticket_copy_ticket_ticket",
                        column: x => x.ticket,
                        principalTable: "ticket",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_field_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    from = table.Column<string>(type: "text", nullable: true),
                    to = table.Column<string>(type: "text", nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ticket_field_change", x => x.id);
                    table.ForeignKey(
                        name: "FK_ticket_field_change_ticket_ticket",
                        column: x => x.ticket,
                        principalTable: "ticket",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_field_value",
                columns: table => new
                {
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    value = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    size = table.Column<double>(type: "double precision", nullable: true),
                    informative = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ticket_field_value", x => new { x.ticket, x.name });
                    table.ForeignKey(
                        name: "FK_ticket_field_value_ticket_ticket",
                        column: x => x.ticket,
                        principalTable: "ticket",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_follower",
                columns: table => new
                {
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    since = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    ended = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ticket_follower", x => new { x.ticket, x.person });
                    table.ForeignKey(
                        name: "FK_ticket_follower_ticket_ticket",
                        column: x => x.ticket,
                        principalTable: "ticket",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_label",
                columns: table => new
                {
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    label = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ticket_label", x => new { x.ticket, x.label });
                    table.ForeignKey(
                        name: "FK_ticket_label_ticket_ticket",
                        column: x => x.ticket,
                        principalTable: "ticket",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_link",
                columns: table => new
                {
                    from = table.Column<Guid>(type: "uuid", nullable: false),
                    to = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ticket_link", x => new { x.from, x.to });
                    table.ForeignKey(
                        name: "FK_ticket_link_ticket_from",
                        column: x => x.from,
                        principalTable: "ticket",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ticket_link_ticket_to",
                        column: x => x.to,
                        principalTable: "ticket",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_pull",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    queue = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    debt = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ticket_pull", x => x.id);
                    table.ForeignKey(
                        name: "FK_ticket_pull_ticket_ticket",
                        column: x => x.ticket,
                        principalTable: "ticket",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "trigger_look",
                columns: table => new
                {
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    @event = table.Column<string>(name: "event", type: "character varying(40)", maxLength: 40, nullable: false),
                    said = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_trigger_look", x => new { x.ticket, x.seq });
                    table.ForeignKey(
                        name: "FK_trigger_look_ticket_ticket",
                        column: x => x.ticket,
                        principalTable: "ticket",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "trigger_run",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    trigger = table.Column<Guid>(type: "uuid", nullable: false),
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    at_key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    cause = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    @event = table.Column<string>(name: "event", type: "character varying(40)", maxLength: 40, nullable: true),
                    since = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    correlation = table.Column<Guid>(type: "uuid", nullable: false),
                    root_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    depth = table.Column<int>(type: "integer", nullable: false),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    stop = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    took = table.Column<string>(type: "text", nullable: false),
                    wrote_to = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_trigger_run", x => x.id);
                    table.ForeignKey(
                        name: "FK_trigger_run_ticket_ticket",
                        column: x => x.ticket,
                        principalTable: "ticket",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "component_alias",
                columns: table => new
                {
                    alias = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    component = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_component_alias", x => x.alias);
                    table.ForeignKey(
                        name: "FK_component_alias_component_component",
                        column: x => x.component,
                        principalTable: "component",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "component_dependency",
                columns: table => new
                {
                    component = table.Column<Guid>(type: "uuid", nullable: false),
                    depends_on = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_component_dependency", x => new { x.component, x.depends_on });
                    table.ForeignKey(
                        name: "FK_component_dependency_component_component",
                        column: x => x.component,
                        principalTable: "component",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_component_dependency_component_depends_on",
                        column: x => x.depends_on,
                        principalTable: "component",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "subscription",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sort_key = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    organization = table.Column<Guid>(type: "uuid", nullable: false),
                    service = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    service_version = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    from = table.Column<LocalDate>(type: "date", nullable: false),
                    until = table.Column<LocalDate>(type: "date", nullable: false),
                    origin = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    archived_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_subscription", x => x.id);
                    table.ForeignKey(
                        name: "FK_subscription_component_service",
                        column: x => x.service,
                        principalTable: "component",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_subscription_organization_organization",
                        column: x => x.organization,
                        principalTable: "organization",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "routed_by_rule",
                columns: table => new
                {
                    ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    rule = table.Column<Guid>(type: "uuid", nullable: false),
                    opened_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    shadowed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_routed_by_rule", x => new { x.ticket, x.rule });
                    table.ForeignKey(
                        name: "FK_routed_by_rule_routed_ticket_ticket",
                        column: x => x.ticket,
                        principalTable: "routed_ticket",
                        principalColumn: "ticket",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "brand",
                columns: new[] { "id", "accent", "archived_at", "logo", "name", "sender", "slug", "sort_key", "version" },
                values: new object[] { new Guid("00000000-0000-7000-8000-000000000001"), null, null, null, "Default", null, "default", "default	00000000000070008000000000000001", 1L });

            migrationBuilder.InsertData(
                table: "tree_guard",
                columns: new[] { "tree", "moves" },
                values: new object[,]
                {
                    { "components", 0L },
                    { "organizations", 0L }
                });

            migrationBuilder.CreateIndex(
                name: "IX_absence_person_until",
                table: "absence",
                columns: new[] { "person", "until" });

            migrationBuilder.CreateIndex(
                name: "IX_absence_until_person",
                table: "absence",
                columns: new[] { "until", "person" });

            migrationBuilder.CreateIndex(
                name: "IX_access_log_at",
                table: "access_log",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_access_log_person_seq",
                table: "access_log",
                columns: new[] { "person", "seq" });

            migrationBuilder.CreateIndex(
                name: "IX_access_log_subject_seq",
                table: "access_log",
                columns: new[] { "subject", "seq" });

            migrationBuilder.CreateIndex(
                name: "alert_firing",
                table: "alert",
                columns: new[] { "integration", "group_key" },
                filter: "status = 'firing'");

            migrationBuilder.CreateIndex(
                name: "IX_alert_integration_fingerprint",
                table: "alert",
                columns: new[] { "integration", "fingerprint" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_alert_integration_said_at",
                table: "alert",
                columns: new[] { "integration", "said_at" });

            migrationBuilder.CreateIndex(
                name: "IX_alert_ticket",
                table: "alert",
                column: "ticket");

            migrationBuilder.CreateIndex(
                name: "IX_api_token_hash",
                table: "api_token",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_api_token_person",
                table: "api_token",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_approval_author_due_key",
                table: "approval",
                columns: new[] { "author", "due_key" });

            migrationBuilder.CreateIndex(
                name: "IX_approval_state_due_key",
                table: "approval",
                columns: new[] { "state", "due_key" });

            migrationBuilder.CreateIndex(
                name: "IX_approval_thing_id_kind",
                table: "approval",
                columns: new[] { "thing_id", "kind" });

            migrationBuilder.CreateIndex(
                name: "IX_attachment_sha256",
                table: "attachment",
                column: "sha256");

            migrationBuilder.CreateIndex(
                name: "IX_attachment_ticket_message",
                table: "attachment",
                columns: new[] { "ticket", "message" });

            migrationBuilder.CreateIndex(
                name: "IX_brand_logo",
                table: "brand",
                column: "logo",
                filter: "logo IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_brand_slug",
                table: "brand",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_brand_sort_key",
                table: "brand",
                column: "sort_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_browser_session_last_seen_at",
                table: "browser_session",
                column: "last_seen_at");

            migrationBuilder.CreateIndex(
                name: "IX_browser_session_person",
                table: "browser_session",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_calendar_slug",
                table: "calendar",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_calendar_sort_key",
                table: "calendar",
                column: "sort_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_component_development_team_slug",
                table: "component",
                columns: new[] { "development_team", "slug" });

            migrationBuilder.CreateIndex(
                name: "IX_component_kind_slug",
                table: "component",
                columns: new[] { "kind", "slug" });

            migrationBuilder.CreateIndex(
                name: "IX_component_owning_team_slug",
                table: "component",
                columns: new[] { "owning_team", "slug" });

            migrationBuilder.CreateIndex(
                name: "IX_component_parent",
                table: "component",
                column: "parent");

            migrationBuilder.CreateIndex(
                name: "IX_component_slug",
                table: "component",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_component_source",
                table: "component",
                column: "source",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_component_alias_component",
                table: "component_alias",
                column: "component");

            migrationBuilder.CreateIndex(
                name: "IX_component_dependency_depends_on",
                table: "component_dependency",
                column: "depends_on");

            migrationBuilder.CreateIndex(
                name: "IX_contact_merged_into",
                table: "contact",
                column: "merged_into");

            migrationBuilder.CreateIndex(
                name: "IX_contact_sort_key",
                table: "contact",
                column: "sort_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contact_address_contact_rank",
                table: "contact_address",
                columns: new[] { "contact", "rank" });

            migrationBuilder.CreateIndex(
                name: "IX_contact_organization_organization",
                table: "contact_organization",
                column: "organization");

            migrationBuilder.CreateIndex(
                name: "IX_delivery_key",
                table: "delivery",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_delivery_state_created_at_key",
                table: "delivery",
                columns: new[] { "state", "created_at", "key" });

            migrationBuilder.CreateIndex(
                name: "IX_delivery_state_next_at",
                table: "delivery",
                columns: new[] { "state", "next_at" });

            migrationBuilder.CreateIndex(
                name: "IX_delivery_subject_id_created_at_key",
                table: "delivery",
                columns: new[] { "subject_id", "created_at", "key" });

            migrationBuilder.CreateIndex(
                name: "IX_desk_trigger_name",
                table: "desk_trigger",
                column: "name",
                unique: true,
                filter: "NOT archived");

            migrationBuilder.CreateIndex(
                name: "IX_directory_group_external_id",
                table: "directory_group",
                column: "external_id");

            migrationBuilder.CreateIndex(
                name: "IX_directory_group_name_key",
                table: "directory_group",
                column: "name_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_directory_member_person",
                table: "directory_member",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_draft_at",
                table: "draft",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_draft_ticket",
                table: "draft",
                column: "ticket");

            migrationBuilder.CreateIndex(
                name: "IX_due_kind_subject",
                table: "due",
                columns: new[] { "kind", "subject" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_due_next_at",
                table: "due",
                column: "next_at");

            migrationBuilder.CreateIndex(
                name: "IX_ended_promise_at_ticket",
                table: "ended_promise",
                columns: new[] { "at", "ticket" });

            migrationBuilder.CreateIndex(
                name: "IX_ended_promise_organization_at",
                table: "ended_promise",
                columns: new[] { "organization", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_idempotency_at",
                table: "idempotency",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_import_run_started_at",
                table: "import_run",
                column: "started_at");

            migrationBuilder.CreateIndex(
                name: "IX_imported_ticket_mark",
                table: "imported_ticket",
                column: "mark",
                filter: "mark IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_imported_ticket_number",
                table: "imported_ticket",
                column: "number");

            migrationBuilder.CreateIndex(
                name: "IX_imported_ticket_ticket",
                table: "imported_ticket",
                column: "ticket");

            migrationBuilder.CreateIndex(
                name: "IX_integration_key",
                table: "integration",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_journal_subject_id_seq",
                table: "journal",
                columns: new[] { "subject_id", "seq" });

            migrationBuilder.CreateIndex(
                name: "IX_journal_type_seq",
                table: "journal",
                columns: new[] { "type", "seq" });

            migrationBuilder.CreateIndex(
                name: "IX_journal_xid_seq",
                table: "journal",
                columns: new[] { "xid", "seq" });

            migrationBuilder.CreateIndex(
                name: "IX_left_request_address_at",
                table: "left_request",
                columns: new[] { "address", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_left_request_expires_at",
                table: "left_request",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_mailbox_key",
                table: "mailbox",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_message_mail_id",
                table: "message",
                column: "mail_id",
                filter: "mail_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_message_split_from",
                table: "message",
                column: "split_from",
                unique: true,
                filter: "split_from IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_message_ticket_at",
                table: "message",
                columns: new[] { "ticket", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_notification_person_seen_at_at",
                table: "notification",
                columns: new[] { "person", "seen_at", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_one_time_link_expires_at",
                table: "one_time_link",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_one_time_link_person",
                table: "one_time_link",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_organization_merged_into",
                table: "organization",
                column: "merged_into",
                filter: "merged_into IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_organization_owner_sort_key",
                table: "organization",
                columns: new[] { "owner", "sort_key" });

            migrationBuilder.CreateIndex(
                name: "IX_organization_parent_sort_key",
                table: "organization",
                columns: new[] { "parent", "sort_key" });

            migrationBuilder.CreateIndex(
                name: "IX_organization_region_sort_key",
                table: "organization",
                columns: new[] { "region", "sort_key" });

            migrationBuilder.CreateIndex(
                name: "IX_organization_sort_key",
                table: "organization",
                column: "sort_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_organization_tier_sort_key",
                table: "organization",
                columns: new[] { "tier", "sort_key" });

            migrationBuilder.CreateIndex(
                name: "IX_organization_domain_organization",
                table: "organization_domain",
                column: "organization");

            migrationBuilder.CreateIndex(
                name: "IX_passkey_credential_id",
                table: "passkey",
                column: "credential_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_passkey_person",
                table: "passkey",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_person_email_key",
                table: "person",
                column: "email_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_person_external_id",
                table: "person",
                column: "external_id");

            migrationBuilder.CreateIndex(
                name: "IX_person_handle",
                table: "person",
                column: "handle",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_person_name_key_id",
                table: "person",
                columns: new[] { "name_key", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_person_user_name_key",
                table: "person",
                column: "user_name_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_portal_link_contact_made_at",
                table: "portal_link",
                columns: new[] { "contact", "made_at" });

            migrationBuilder.CreateIndex(
                name: "IX_portal_link_expires_at",
                table: "portal_link",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_portal_session_contact",
                table: "portal_session",
                column: "contact");

            migrationBuilder.CreateIndex(
                name: "IX_portal_session_expires_at",
                table: "portal_session",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_portal_session_hash",
                table: "portal_session",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_provider_link_issuer_subject",
                table: "provider_link",
                columns: new[] { "issuer", "subject" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_provider_link_person_issuer",
                table: "provider_link",
                columns: new[] { "person", "issuer" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_queue_slug",
                table: "queue",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_queue_team",
                table: "queue",
                column: "team");

            migrationBuilder.CreateIndex(
                name: "IX_raw_mail_sha256",
                table: "raw_mail",
                column: "sha256");

            migrationBuilder.CreateIndex(
                name: "raw_mail_message",
                table: "raw_mail",
                column: "message",
                filter: "message IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "raw_mail_received",
                table: "raw_mail",
                columns: new[] { "mailbox", "received_at" });

            migrationBuilder.CreateIndex(
                name: "raw_mail_sender",
                table: "raw_mail",
                columns: new[] { "sender", "processed_at" },
                filter: "sender IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "raw_mail_source",
                table: "raw_mail",
                columns: new[] { "mailbox", "source_key" },
                unique: true,
                filter: "source_key IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "raw_mail_thread",
                table: "raw_mail",
                column: "thread",
                filter: "thread IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "raw_mail_waiting",
                table: "raw_mail",
                columns: new[] { "mailbox", "received_at" },
                filter: "state = 'waiting'");

            migrationBuilder.CreateIndex(
                name: "raw_message_received",
                table: "raw_message",
                columns: new[] { "integration", "received_at" });

            migrationBuilder.CreateIndex(
                name: "raw_message_waiting",
                table: "raw_message",
                columns: new[] { "integration", "received_at" },
                filter: "state = 'waiting'");

            migrationBuilder.CreateIndex(
                name: "IX_role_code",
                table: "role",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_role_grant_person_role_held_in",
                table: "role_grant",
                columns: new[] { "person", "role", "held_in" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_role_grant_role",
                table: "role_grant",
                column: "role");

            migrationBuilder.CreateIndex(
                name: "IX_routed_by_rule_rule_opened_at_shadowed",
                table: "routed_by_rule",
                columns: new[] { "rule", "opened_at", "shadowed" });

            migrationBuilder.CreateIndex(
                name: "IX_routing_rule_name",
                table: "routing_rule",
                column: "name",
                unique: true,
                filter: "NOT archived");

            migrationBuilder.CreateIndex(
                name: "IX_rule_stop_rule_at_key",
                table: "rule_stop",
                columns: new[] { "rule", "at_key" });

            migrationBuilder.CreateIndex(
                name: "IX_rule_stop_rule_outcome_at_key",
                table: "rule_stop",
                columns: new[] { "rule", "outcome", "at_key" });

            migrationBuilder.CreateIndex(
                name: "IX_rule_stop_thing_id_rule",
                table: "rule_stop",
                columns: new[] { "thing_id", "rule" });

            migrationBuilder.CreateIndex(
                name: "IX_saved_view_owner",
                table: "saved_view",
                column: "owner");

            migrationBuilder.CreateIndex(
                name: "IX_saved_view_sharing",
                table: "saved_view",
                column: "sharing");

            migrationBuilder.CreateIndex(
                name: "IX_seal_leaf_seq",
                table: "seal_leaf",
                column: "seq",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_attempt_last_at",
                table: "sign_in_attempt",
                column: "last_at");

            migrationBuilder.CreateIndex(
                name: "IX_subscription_organization_sort_key",
                table: "subscription",
                columns: new[] { "organization", "sort_key" });

            migrationBuilder.CreateIndex(
                name: "IX_subscription_region_sort_key",
                table: "subscription",
                columns: new[] { "region", "sort_key" });

            migrationBuilder.CreateIndex(
                name: "IX_subscription_service_from_until_organization",
                table: "subscription",
                columns: new[] { "service", "from", "until", "organization" });

            migrationBuilder.CreateIndex(
                name: "IX_subscription_sort_key",
                table: "subscription",
                column: "sort_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_task_due_key",
                table: "task",
                column: "due_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_task_given_by_state_due_key",
                table: "task",
                columns: new[] { "given_by", "state", "due_key" });

            migrationBuilder.CreateIndex(
                name: "IX_task_owner_state_due_key",
                table: "task",
                columns: new[] { "owner", "state", "due_key" });

            migrationBuilder.CreateIndex(
                name: "IX_task_thing_id_due_key",
                table: "task",
                columns: new[] { "thing_id", "due_key" });

            migrationBuilder.CreateIndex(
                name: "IX_team_slug",
                table: "team",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_team_sort_key",
                table: "team",
                column: "sort_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_team_member_person",
                table: "team_member",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_ticket_number",
                table: "ticket",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ticket_assignee_updated",
                table: "ticket",
                columns: new[] { "assignee", "updated_at", "number" },
                filter: "assignee IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ticket_breached",
                table: "ticket",
                columns: new[] { "breached_at", "number" },
                filter: "breached_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ticket_merged",
                table: "ticket",
                column: "merged_into",
                filter: "merged_into IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ticket_open",
                table: "ticket",
                columns: new[] { "rank_at", "number" },
                filter: "NOT is_solved");

            migrationBuilder.CreateIndex(
                name: "ticket_open_assignee",
                table: "ticket",
                columns: new[] { "assignee", "rank_at", "number" },
                filter: "assignee IS NOT NULL AND NOT is_solved");

            migrationBuilder.CreateIndex(
                name: "ticket_open_component",
                table: "ticket",
                columns: new[] { "component", "rank_at", "number" },
                filter: "NOT is_solved");

            migrationBuilder.CreateIndex(
                name: "ticket_open_due",
                table: "ticket",
                columns: new[] { "due_at", "number" },
                filter: "due_at IS NOT NULL AND NOT is_solved");

            migrationBuilder.CreateIndex(
                name: "ticket_open_organization",
                table: "ticket",
                columns: new[] { "organization", "rank_at", "number" },
                filter: "NOT is_solved");

            migrationBuilder.CreateIndex(
                name: "ticket_open_queue",
                table: "ticket",
                columns: new[] { "queue", "rank_at", "number" },
                filter: "NOT is_solved");

            migrationBuilder.CreateIndex(
                name: "ticket_open_status",
                table: "ticket",
                columns: new[] { "status", "status_since", "number" },
                filter: "NOT is_solved");

            migrationBuilder.CreateIndex(
                name: "ticket_opened",
                table: "ticket",
                columns: new[] { "opened_at", "number", "origin", "is_spam", "known_factors", "was_overridden", "pulled_from" });

            migrationBuilder.CreateIndex(
                name: "ticket_organization_opened",
                table: "ticket",
                columns: new[] { "organization", "opened_at", "number" });

            migrationBuilder.CreateIndex(
                name: "ticket_queue_updated",
                table: "ticket",
                columns: new[] { "queue", "updated_at", "number" });

            migrationBuilder.CreateIndex(
                name: "ticket_requester_opened",
                table: "ticket",
                columns: new[] { "requester", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "ticket_resolved_by",
                table: "ticket",
                columns: new[] { "resolved_by", "resolved_at", "number" },
                filter: "resolved_by IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ticket_updated",
                table: "ticket",
                columns: new[] { "updated_at", "number" });

            migrationBuilder.CreateIndex(
                name: "IX_ticket_code_code_opened_at_ticket",
                table: "ticket_code",
                columns: new[] { "code", "opened_at", "ticket" });

            migrationBuilder.CreateIndex(
                name: "IX_ticket_copy_contact",
                table: "ticket_copy",
                column: "contact");

            migrationBuilder.CreateIndex(
                name: "IX_ticket_field_key",
                table: "ticket_field",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ticket_field_change_ticket_at",
                table: "ticket_field_change",
                columns: new[] { "ticket", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_ticket_field_value_name_ticket",
                table: "ticket_field_value",
                columns: new[] { "name", "ticket" });

            migrationBuilder.CreateIndex(
                name: "IX_ticket_follower_person",
                table: "ticket_follower",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_ticket_label_label",
                table: "ticket_label",
                column: "label");

            migrationBuilder.CreateIndex(
                name: "IX_ticket_link_to",
                table: "ticket_link",
                column: "to");

            migrationBuilder.CreateIndex(
                name: "IX_ticket_pull_queue_at_debt",
                table: "ticket_pull",
                columns: new[] { "queue", "at", "debt" });

            migrationBuilder.CreateIndex(
                name: "IX_ticket_pull_ticket",
                table: "ticket_pull",
                column: "ticket");

            migrationBuilder.CreateIndex(
                name: "IX_trigger_look_at",
                table: "trigger_look",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_trigger_run_ticket_at",
                table: "trigger_run",
                columns: new[] { "ticket", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_trigger_run_ticket_trigger_cause",
                table: "trigger_run",
                columns: new[] { "ticket", "trigger", "cause" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_trigger_run_trigger_at_key",
                table: "trigger_run",
                columns: new[] { "trigger", "at_key" });

            migrationBuilder.CreateIndex(
                name: "IX_trigger_run_wrote_to_at",
                table: "trigger_run",
                columns: new[] { "wrote_to", "at" },
                filter: "wrote_to IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_visit_person_started_at",
                table: "visit",
                columns: new[] { "person", "started_at" });

            migrationBuilder.CreateIndex(
                name: "IX_visit_ticket_started_at",
                table: "visit",
                columns: new[] { "ticket", "started_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "absence");

            migrationBuilder.DropTable(
                name: "access_log");

            migrationBuilder.DropTable(
                name: "alert");

            migrationBuilder.DropTable(
                name: "alert_group");

            migrationBuilder.DropTable(
                name: "api_token");

            migrationBuilder.DropTable(
                name: "api_token_use");

            migrationBuilder.DropTable(
                name: "approval");

            migrationBuilder.DropTable(
                name: "attachment");

            migrationBuilder.DropTable(
                name: "authenticator");

            migrationBuilder.DropTable(
                name: "brand_logo");

            migrationBuilder.DropTable(
                name: "browser_session");

            migrationBuilder.DropTable(
                name: "calendar_version");

            migrationBuilder.DropTable(
                name: "component_alias");

            migrationBuilder.DropTable(
                name: "component_dependency");

            migrationBuilder.DropTable(
                name: "contact_address");

            migrationBuilder.DropTable(
                name: "contact_organization");

            migrationBuilder.DropTable(
                name: "credential");

            migrationBuilder.DropTable(
                name: "delivery");

            migrationBuilder.DropTable(
                name: "desk_trigger");

            migrationBuilder.DropTable(
                name: "digest");

            migrationBuilder.DropTable(
                name: "directory_member");

            migrationBuilder.DropTable(
                name: "draft");

            migrationBuilder.DropTable(
                name: "due");

            migrationBuilder.DropTable(
                name: "ended_promise");

            migrationBuilder.DropTable(
                name: "first_set_up");

            migrationBuilder.DropTable(
                name: "idempotency");

            migrationBuilder.DropTable(
                name: "import_run");

            migrationBuilder.DropTable(
                name: "imported_thing");

            migrationBuilder.DropTable(
                name: "imported_ticket");

            migrationBuilder.DropTable(
                name: "integration");

            migrationBuilder.DropTable(
                name: "journal");

            migrationBuilder.DropTable(
                name: "lease");

            migrationBuilder.DropTable(
                name: "left_request");

            migrationBuilder.DropTable(
                name: "macro");

            migrationBuilder.DropTable(
                name: "mailbox");

            migrationBuilder.DropTable(
                name: "mailbox_position");

            migrationBuilder.DropTable(
                name: "message");

            migrationBuilder.DropTable(
                name: "notification");

            migrationBuilder.DropTable(
                name: "number");

            migrationBuilder.DropTable(
                name: "one_time_link");

            migrationBuilder.DropTable(
                name: "organization_domain");

            migrationBuilder.DropTable(
                name: "passkey");

            migrationBuilder.DropTable(
                name: "portal_link");

            migrationBuilder.DropTable(
                name: "portal_session");

            migrationBuilder.DropTable(
                name: "practice_decision");

            migrationBuilder.DropTable(
                name: "practice_spell");

            migrationBuilder.DropTable(
                name: "practice_target");

            migrationBuilder.DropTable(
                name: "protection_key");

            migrationBuilder.DropTable(
                name: "provider_link");

            migrationBuilder.DropTable(
                name: "push_turn");

            migrationBuilder.DropTable(
                name: "queue");

            migrationBuilder.DropTable(
                name: "raw_mail");

            migrationBuilder.DropTable(
                name: "raw_message");

            migrationBuilder.DropTable(
                name: "reactor");

            migrationBuilder.DropTable(
                name: "reactor_poison");

            migrationBuilder.DropTable(
                name: "recovery_code");

            migrationBuilder.DropTable(
                name: "role_grant");

            migrationBuilder.DropTable(
                name: "routed_by_rule");

            migrationBuilder.DropTable(
                name: "routing_rule_revision");

            migrationBuilder.DropTable(
                name: "rule_change");

            migrationBuilder.DropTable(
                name: "rule_stop");

            migrationBuilder.DropTable(
                name: "saved_view");

            migrationBuilder.DropTable(
                name: "schema_info");

            migrationBuilder.DropTable(
                name: "seal_batch");

            migrationBuilder.DropTable(
                name: "seal_key");

            migrationBuilder.DropTable(
                name: "seal_leaf");

            migrationBuilder.DropTable(
                name: "seen_mail");

            migrationBuilder.DropTable(
                name: "setting");

            migrationBuilder.DropTable(
                name: "sign_in_attempt");

            migrationBuilder.DropTable(
                name: "sla_policy_version");

            migrationBuilder.DropTable(
                name: "staff_skills");

            migrationBuilder.DropTable(
                name: "subscription");

            migrationBuilder.DropTable(
                name: "task_step");

            migrationBuilder.DropTable(
                name: "team_member");

            migrationBuilder.DropTable(
                name: "ticket_clock");

            migrationBuilder.DropTable(
                name: "ticket_code");

            migrationBuilder.DropTable(
                name: "ticket_copy");

            migrationBuilder.DropTable(
                name: "ticket_field");

            migrationBuilder.DropTable(
                name: "ticket_field_change");

            migrationBuilder.DropTable(
                name: "ticket_field_value");

            migrationBuilder.DropTable(
                name: "ticket_follower");

            migrationBuilder.DropTable(
                name: "ticket_label");

            migrationBuilder.DropTable(
                name: "ticket_link");

            migrationBuilder.DropTable(
                name: "ticket_pull");

            migrationBuilder.DropTable(
                name: "tree_guard");

            migrationBuilder.DropTable(
                name: "trigger_look");

            migrationBuilder.DropTable(
                name: "trigger_run");

            migrationBuilder.DropTable(
                name: "visit");

            migrationBuilder.DropTable(
                name: "webhook");

            migrationBuilder.DropTable(
                name: "brand");

            migrationBuilder.DropTable(
                name: "calendar");

            migrationBuilder.DropTable(
                name: "contact");

            migrationBuilder.DropTable(
                name: "directory_group");

            migrationBuilder.DropTable(
                name: "practice_standing");

            migrationBuilder.DropTable(
                name: "person");

            migrationBuilder.DropTable(
                name: "role");

            migrationBuilder.DropTable(
                name: "routed_ticket");

            migrationBuilder.DropTable(
                name: "routing_rule");

            migrationBuilder.DropTable(
                name: "rule");

            migrationBuilder.DropTable(
                name: "sla_policy");

            migrationBuilder.DropTable(
                name: "component");

            migrationBuilder.DropTable(
                name: "organization");

            migrationBuilder.DropTable(
                name: "task");

            migrationBuilder.DropTable(
                name: "ticket");

            migrationBuilder.DropTable(
                name: "team");

            migrationBuilder.DropSequence(
                name: "journal_seq");

            migrationBuilder.DropSequence(
                name: "number_ticket");
        }
    }
}
