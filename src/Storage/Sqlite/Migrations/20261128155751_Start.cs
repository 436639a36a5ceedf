using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Bridgewatch.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Start : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "alert",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    integration = table.Column<byte[]>(type: "BLOB", nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    group_key = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    severity = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    labels = table.Column<string>(type: "TEXT", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: true),
                    unlisted = table.Column<bool>(type: "INTEGER", nullable: false),
                    said_at = table.Column<long>(type: "INTEGER", nullable: false),
                    component = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ticket = table.Column<byte[]>(type: "BLOB", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alert_group",
                columns: table => new
                {
                    integration = table.Column<byte[]>(type: "BLOB", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ticket = table.Column<byte[]>(type: "BLOB", nullable: true),
                    last_body_at = table.Column<long>(type: "INTEGER", nullable: false),
                    truncated = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_group", x => new { x.integration, x.key });
                });

            migrationBuilder.CreateTable(
                name: "api_token_use",
                columns: table => new
                {
                    token = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_token_use", x => x.token);
                });

            migrationBuilder.CreateTable(
                name: "brand",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    sort_key = table.Column<string>(type: "TEXT", maxLength: 133, nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    archived_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_brand", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "contact",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    sort_key = table.Column<string>(type: "TEXT", maxLength: 133, nullable: false),
                    phone = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    language = table.Column<string>(type: "TEXT", maxLength: 35, nullable: true),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false),
                    origin = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    archived_at = table.Column<long>(type: "INTEGER", nullable: true),
                    erased_at = table.Column<long>(type: "INTEGER", nullable: true),
                    parts = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contact", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "credential",
                columns: table => new
                {
                    person = table.Column<byte[]>(type: "BLOB", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    stamp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    password_set_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_sign_in_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_credential", x => x.person);
                });

            migrationBuilder.CreateTable(
                name: "delivery",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    subject_kind = table.Column<string>(type: "TEXT", nullable: false),
                    subject_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    next_at = table.Column<long>(type: "INTEGER", nullable: false),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    last_error = table.Column<string>(type: "TEXT", nullable: true),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    dropped_because = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_delivery", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "due",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    subject = table.Column<byte[]>(type: "BLOB", nullable: false),
                    next_at = table.Column<long>(type: "INTEGER", nullable: false),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    last_error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_due", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "first_set_up",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    administrator = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    questions_seen = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_first_set_up", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "idempotency",
                columns: table => new
                {
                    actor = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    request = table.Column<byte[]>(type: "BLOB", nullable: false),
                    response = table.Column<string>(type: "TEXT", nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotency", x => new { x.actor, x.key });
                });

            migrationBuilder.CreateTable(
                name: "integration",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    secret_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    earlier_secret_hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    earlier_secret_until = table.Column<long>(type: "INTEGER", nullable: true),
                    service = table.Column<byte[]>(type: "BLOB", nullable: true),
                    resolves_tickets = table.Column<bool>(type: "INTEGER", nullable: false),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false),
                    archived_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_integration", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    actor_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: true),
                    salt = table.Column<byte[]>(type: "BLOB", nullable: true),
                    digest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    correlation_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    origin = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_journal", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "lease",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    holder = table.Column<string>(type: "TEXT", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lease", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "message",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ticket = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    person = table.Column<byte[]>(type: "BLOB", nullable: true),
                    contact = table.Column<byte[]>(type: "BLOB", nullable: true),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    mail_id = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    erased = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_message", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notification",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    person = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ticket = table.Column<byte[]>(type: "BLOB", nullable: false),
                    by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "number",
                columns: table => new
                {
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    next = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_number", x => x.kind);
                });

            migrationBuilder.CreateTable(
                name: "one_time_link",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    person = table.Column<byte[]>(type: "BLOB", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_one_time_link", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "organization",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    sort_key = table.Column<string>(type: "TEXT", maxLength: 133, nullable: false),
                    region = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 10000, nullable: true),
                    owner = table.Column<byte[]>(type: "BLOB", nullable: true),
                    parent = table.Column<byte[]>(type: "BLOB", nullable: true),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false),
                    origin = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    archived_at = table.Column<long>(type: "INTEGER", nullable: true),
                    parts = table.Column<int>(type: "INTEGER", nullable: false),
                    tier = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    revenue_amount = table.Column<long>(type: "INTEGER", precision: 18, scale: 4, nullable: true),
                    revenue_as_of = table.Column<string>(type: "TEXT", nullable: true),
                    revenue_currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
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
                name: "person",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    email_key = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    name_key = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    handle = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    tier = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    zone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    locale = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    notifications_on_assignment = table.Column<bool>(type: "INTEGER", nullable: false),
                    notifications_on_mention = table.Column<bool>(type: "INTEGER", nullable: false),
                    notifications_on_reply = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "protection_key",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    xml = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_protection_key", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "queue",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    team = table.Column<byte[]>(type: "BLOB", nullable: true),
                    is_default = table.Column<bool>(type: "INTEGER", nullable: false),
                    archived = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_queue", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "raw_message",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    integration = table.Column<byte[]>(type: "BLOB", nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false),
                    headers = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    size = table.Column<int>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    processed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    problem = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_raw_message", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reactor",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    xid = table.Column<long>(type: "INTEGER", nullable: false),
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reactor", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "reactor_poison",
                columns: table => new
                {
                    reactor = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    position = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    error = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    skipped_because = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reactor_poison", x => new { x.reactor, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "role",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    permission_list = table.Column<string>(type: "TEXT", nullable: false),
                    is_built_in = table.Column<bool>(type: "INTEGER", nullable: false),
                    masked = table.Column<bool>(type: "INTEGER", nullable: false),
                    longest_days = table.Column<int>(type: "INTEGER", nullable: true),
                    usually = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    last_taken_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_role", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "schema_info",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    lowest_version = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_schema_info", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "seal_batch",
                columns: table => new
                {
                    batch = table.Column<long>(type: "INTEGER", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false),
                    root = table.Column<byte[]>(type: "BLOB", nullable: false),
                    chain = table.Column<byte[]>(type: "BLOB", nullable: false),
                    signature = table.Column<byte[]>(type: "BLOB", nullable: false),
                    key_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seal_batch", x => x.batch);
                });

            migrationBuilder.CreateTable(
                name: "seal_key",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    public_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seal_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "seal_leaf",
                columns: table => new
                {
                    batch = table.Column<long>(type: "INTEGER", nullable: false),
                    index = table.Column<int>(type: "INTEGER", nullable: false),
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seal_leaf", x => new { x.batch, x.index });
                });

            migrationBuilder.CreateTable(
                name: "setting",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_setting", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_attempt",
                columns: table => new
                {
                    address = table.Column<byte[]>(type: "BLOB", nullable: false),
                    failed = table.Column<int>(type: "INTEGER", nullable: false),
                    paused_until = table.Column<long>(type: "INTEGER", nullable: false),
                    last_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sign_in_attempt", x => x.address);
                });

            migrationBuilder.CreateTable(
                name: "team",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    sort_key = table.Column<string>(type: "TEXT", maxLength: 133, nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    lead = table.Column<byte[]>(type: "BLOB", nullable: true),
                    parts = table.Column<int>(type: "INTEGER", nullable: false),
                    origin = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    archived_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_team", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ticket",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    queue = table.Column<byte[]>(type: "BLOB", nullable: false),
                    team = table.Column<byte[]>(type: "BLOB", nullable: true),
                    tier = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    assignee = table.Column<byte[]>(type: "BLOB", nullable: true),
                    pulled_from = table.Column<int>(type: "INTEGER", nullable: true),
                    first_reply_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_reply_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_inbound_at = table.Column<long>(type: "INTEGER", nullable: true),
                    awaits_reply = table.Column<bool>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    origin = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    requester = table.Column<byte[]>(type: "BLOB", nullable: true),
                    organization = table.Column<byte[]>(type: "BLOB", nullable: true),
                    region = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    brand = table.Column<byte[]>(type: "BLOB", nullable: false),
                    component = table.Column<byte[]>(type: "BLOB", nullable: true),
                    language = table.Column<string>(type: "TEXT", maxLength: 35, nullable: true),
                    follows = table.Column<long>(type: "INTEGER", nullable: true),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    fields = table.Column<string>(type: "TEXT", nullable: false),
                    severity = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    workaround = table.Column<bool>(type: "INTEGER", nullable: true),
                    affected = table.Column<int>(type: "INTEGER", nullable: true),
                    recurrences = table.Column<int>(type: "INTEGER", nullable: false),
                    impact = table.Column<string>(type: "TEXT", nullable: false),
                    impact_points = table.Column<int>(type: "INTEGER", nullable: false),
                    known_factors = table.Column<int>(type: "INTEGER", nullable: false),
                    priority = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    peak_priority = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    was_overridden = table.Column<bool>(type: "INTEGER", nullable: false),
                    rank_at = table.Column<long>(type: "INTEGER", nullable: false),
                    rank_term = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    resolved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    resolved_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    reopened = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    status_since = table.Column<long>(type: "INTEGER", nullable: false),
                    is_solved = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_spam = table.Column<bool>(type: "INTEGER", nullable: false),
                    closure_at = table.Column<long>(type: "INTEGER", nullable: true),
                    closure_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    closure_reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    diagnosis_at = table.Column<long>(type: "INTEGER", nullable: true),
                    diagnosis_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    diagnosis_cause = table.Column<byte[]>(type: "BLOB", nullable: true),
                    diagnosis_component = table.Column<byte[]>(type: "BLOB", nullable: true),
                    final_route_component = table.Column<byte[]>(type: "BLOB", nullable: true),
                    final_route_queue = table.Column<byte[]>(type: "BLOB", nullable: true),
                    final_route_tier = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    first_route_component = table.Column<byte[]>(type: "BLOB", nullable: true),
                    first_route_queue = table.Column<byte[]>(type: "BLOB", nullable: false),
                    first_route_tier = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    priority_override_at = table.Column<long>(type: "INTEGER", nullable: true),
                    priority_override_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    priority_override_priority = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    priority_override_reason = table.Column<byte[]>(type: "BLOB", nullable: true),
                    resolution_at = table.Column<long>(type: "INTEGER", nullable: true),
                    resolution_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    resolution_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    resolution_note = table.Column<byte[]>(type: "BLOB", nullable: true),
                    resolution_severity = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ticket", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tree_guard",
                columns: table => new
                {
                    tree = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    moves = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tree_guard", x => x.tree);
                });

            migrationBuilder.CreateTable(
                name: "visit",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ticket = table.Column<byte[]>(type: "BLOB", nullable: false),
                    person = table.Column<byte[]>(type: "BLOB", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    corrected = table.Column<int>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "contact_address",
                columns: table => new
                {
                    address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    contact = table.Column<byte[]>(type: "BLOB", nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false)
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
                name: "contact_organization",
                columns: table => new
                {
                    contact = table.Column<byte[]>(type: "BLOB", nullable: false),
                    organization = table.Column<byte[]>(type: "BLOB", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    by = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false)
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
                    domain = table.Column<string>(type: "TEXT", maxLength: 253, nullable: false),
                    organization = table.Column<byte[]>(type: "BLOB", nullable: false)
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
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    person = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ending = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    scopes = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    requests_per_minute = table.Column<int>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
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
                name: "role_grant",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    person = table.Column<byte[]>(type: "BLOB", nullable: false),
                    role = table.Column<byte[]>(type: "BLOB", nullable: false),
                    scope = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    @in = table.Column<byte[]>(name: "in", type: "BLOB", nullable: true),
                    region = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    held_in = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
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
                name: "component",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    owning_team = table.Column<byte[]>(type: "BLOB", nullable: true),
                    development_team = table.Column<byte[]>(type: "BLOB", nullable: true),
                    lifecycle = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    description = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    link = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    source = table.Column<string>(type: "TEXT", maxLength: 250, nullable: true),
                    origin = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    archived_at = table.Column<long>(type: "INTEGER", nullable: true),
                    parts = table.Column<int>(type: "INTEGER", nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    parent = table.Column<byte[]>(type: "BLOB", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
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
                    team = table.Column<byte[]>(type: "BLOB", nullable: false),
                    person = table.Column<byte[]>(type: "BLOB", nullable: false)
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
                name: "ticket_code",
                columns: table => new
                {
                    ticket = table.Column<byte[]>(type: "BLOB", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false)
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
                name: "ticket_label",
                columns: table => new
                {
                    ticket = table.Column<byte[]>(type: "BLOB", nullable: false),
                    label = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false)
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
                name: "component_alias",
                columns: table => new
                {
                    alias = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    component = table.Column<byte[]>(type: "BLOB", nullable: false)
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
                    component = table.Column<byte[]>(type: "BLOB", nullable: false),
                    depends_on = table.Column<byte[]>(type: "BLOB", nullable: false)
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
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    sort_key = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    organization = table.Column<byte[]>(type: "BLOB", nullable: false),
                    service = table.Column<byte[]>(type: "BLOB", nullable: false),
                    region = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    service_version = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    from = table.Column<string>(type: "TEXT", nullable: false),
                    until = table.Column<string>(type: "TEXT", nullable: false),
                    origin = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    archived_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
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

            migrationBuilder.InsertData(
                table: "brand",
                columns: new[] { "id", "archived_at", "name", "slug", "sort_key", "version" },
                values: new object[] { new byte[] { 0, 0, 0, 0, 0, 0, 112, 0, 128, 0, 0, 0, 0, 0, 0, 1 }, null, "Default", "default", "default	00000000000070008000000000000001", 1L });

            migrationBuilder.InsertData(
                table: "tree_guard",
                columns: new[] { "tree", "moves" },
                values: new object[,]
                {
                    { "components", 0L },
                    { "organizations", 0L }
                });

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
                name: "IX_delivery_subject_id",
                table: "delivery",
                column: "subject_id");

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
                name: "IX_idempotency_at",
                table: "idempotency",
                column: "at");

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
                name: "IX_message_mail_id",
                table: "message",
                column: "mail_id",
                filter: "mail_id IS NOT NULL");

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
                name: "IX_person_email_key",
                table: "person",
                column: "email_key",
                unique: true);

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
                name: "IX_queue_slug",
                table: "queue",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_queue_team",
                table: "queue",
                column: "team");

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
                name: "ticket_open",
                table: "ticket",
                columns: new[] { "rank_at", "number" },
                filter: "is_solved = 0");

            migrationBuilder.CreateIndex(
                name: "ticket_open_assignee",
                table: "ticket",
                columns: new[] { "assignee", "rank_at", "number" },
                filter: "assignee IS NOT NULL AND is_solved = 0");

            migrationBuilder.CreateIndex(
                name: "ticket_open_component",
                table: "ticket",
                columns: new[] { "component", "rank_at", "number" },
                filter: "is_solved = 0");

            migrationBuilder.CreateIndex(
                name: "ticket_open_organization",
                table: "ticket",
                columns: new[] { "organization", "rank_at", "number" },
                filter: "is_solved = 0");

            migrationBuilder.CreateIndex(
                name: "ticket_open_queue",
                table: "ticket",
                columns: new[] { "queue", "rank_at", "number" },
                filter: "is_solved = 0");

            migrationBuilder.CreateIndex(
                name: "ticket_open_status",
                table: "ticket",
                columns: new[] { "status", "status_since", "number" },
                filter: "is_solved = 0");

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
                name: "IX_ticket_label_label",
                table: "ticket_label",
                column: "label");

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
                name: "alert");

            migrationBuilder.DropTable(
                name: "alert_group");

            migrationBuilder.DropTable(
                name: "api_token");

            migrationBuilder.DropTable(
                name: "api_token_use");

            migrationBuilder.DropTable(
                name: "brand");

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
                name: "due");

            migrationBuilder.DropTable(
                name: "first_set_up");

            migrationBuilder.DropTable(
                name: "idempotency");

            migrationBuilder.DropTable(
                name: "integration");

            migrationBuilder.DropTable(
                name: "journal");

            migrationBuilder.DropTable(
                name: "lease");

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
                name: "protection_key");

            migrationBuilder.DropTable(
                name: "queue");

            migrationBuilder.DropTable(
                name: "raw_message");

            migrationBuilder.DropTable(
                name: "reactor");

            migrationBuilder.DropTable(
                name: "reactor_poison");

            migrationBuilder.DropTable(
                name: "role_grant");

            migrationBuilder.DropTable(
                name: "schema_info");

            migrationBuilder.DropTable(
                name: "seal_batch");

            migrationBuilder.DropTable(
                name: "seal_key");

            migrationBuilder.DropTable(
                name: "seal_leaf");

            migrationBuilder.DropTable(
                name: "setting");

            migrationBuilder.DropTable(
                name: "sign_in_attempt");

            migrationBuilder.DropTable(
                name: "subscription");

            migrationBuilder.DropTable(
                name: "team_member");

            migrationBuilder.DropTable(
                name: "ticket_code");

            migrationBuilder.DropTable(
                name: "ticket_label");

            migrationBuilder.DropTable(
                name: "tree_guard");

            migrationBuilder.DropTable(
                name: "visit");

            migrationBuilder.DropTable(
                name: "contact");

            migrationBuilder.DropTable(
                name: "person");

            migrationBuilder.DropTable(
                name: "role");

            migrationBuilder.DropTable(
                name: "component");

            migrationBuilder.DropTable(
                name: "organization");

            migrationBuilder.DropTable(
                name: "ticket");

            migrationBuilder.DropTable(
                name: "team");
        }
    }
}
