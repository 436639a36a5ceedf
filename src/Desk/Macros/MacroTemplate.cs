using System.Collections.Frozen;
using System.Globalization;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Fluid;
using Fluid.Ast;

namespace Bridgewatch.Desk.Macros;

/// <summary>The text of a macro, in Liquid: it names what is known of the ticket, and nothing else.</summary>
internal static class MacroTemplate
{
    /// <summary>More is no text that anybody reads; it keeps a loop from running on.</summary>
    private const int MostSteps = 20_000;

    private static readonly FluidParser Parser = new();

    private static readonly TemplateOptions Options = new() { MaxSteps = MostSteps, MaxRecursion = 20, CultureInfo = CultureInfo.InvariantCulture };

    /// <summary>Filters whose answer is no longer than what they are given.</summary>
    private static readonly FrozenSet<string> Filters =
        FrozenSet.Create("capitalize", "date", "default", "downcase", "first", "join", "last", "size", "strip", "truncate", "truncatewords", "upcase");

    /// <summary>What a template can name, by its first word.</summary>
    public static FrozenDictionary<string, IReadOnlyList<string>> Names { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["ticket"] = ["number", "subject", "status", "priority", "component", "codes"],
        ["requester"] = ["name", "first_name", "email"],
        ["organization"] = ["name"],
        ["agent"] = ["name", "first_name"],
        ["brand"] = ["name"],
    }.ToFrozenDictionary();

    /// <summary>Why a text is no template; null when it is one.</summary>
    public static string? Fault(string body)
    {
        if (!Parser.TryParse(body, out var template, out var error)) return RuleTexts.Of<DeskTexts>("macro.cannot-read", error);
        var reader = new NameReader();
        reader.VisitTemplate(template);
        return reader.Refused is { } refused ? RuleTexts.Of<DeskTexts>("macro.not-here", refused)
            : reader.Unknown is { } unknown ? RuleTexts.Of<DeskTexts>("macro.no-such-name", unknown, string.Join(", ", Names.SelectMany(n => n.Value.Select(v => $"{n.Key}.{v}"))))
            : null;
    }

    /// <summary>What it says for a ticket.</summary>
    /// <param name="agent">Who writes.</param>
    /// <param name="brand">The name under which we speak.</param>
    /// <exception cref="Refusal">It runs on and on, or says more than a message holds.</exception>
    public static string Write(string body, TicketResource ticket, string agent, string brand)
    {
        var context = new TemplateContext(Options);
        context.SetValue("ticket", Of(
            ("number", ticket.Number.ToString()), ("subject", ticket.Subject), ("status", Words.Of(ticket.Status)), ("priority", Words.Of(ticket.Priority)), ("component", ticket.Component),
            ("codes", ticket.ErrorCodes.ToArray())));
        context.SetValue("requester", Of(("name", ticket.Requester?.Name), ("first_name", FirstOf(ticket.Requester?.Name)), ("email", ticket.Requester?.Email)));
        context.SetValue("organization", Of(("name", ticket.Organization?.Name)));
        context.SetValue("agent", Of(("name", agent), ("first_name", FirstOf(agent))));
        context.SetValue("brand", Of(("name", brand)));
        try
        {
            var text = Parser.Parse(body).Render(context, NullEncoder.Default).Trim();
            return text.Length <= Message.LongestBody ? text : throw TooLong();
        }
        catch (InvalidOperationException)
        {
            throw TooLong();
        }
    }

    private static Dictionary<string, object?> Of(params (string Name, object? Value)[] known) => known.ToDictionary(k => k.Name, k => k.Value);

    /// <summary>The part of a name before the first blank; of “Doe, Kim” nobody knows.</summary>
    private static string? FirstOf(string? name) => name is null || name.Contains(',', StringComparison.Ordinal) ? name : name.Split(' ', 2)[0];

    private static Refusal TooLong() => new("macro-too-long", "What this macro says is too long.", "Mend its loops under Settings, Macros.");

    /// <summary>Finds the first name that means nothing, and the first thing that could make a text grow without end: what a template says is to be
    /// as long as the template and what is known of the ticket, and no longer.</summary>
    private sealed class NameReader : AstVisitor
    {
        private readonly HashSet<string> _own = ["forloop"];

        public string? Unknown { get; private set; }

        public string? Refused { get; private set; }

        public override Statement Visit(Statement statement)
        {
            // A loop without an else has none to visit.
            if (statement is null) return null!;
            if (statement is not (TextSpanStatement or OutputStatement or IfStatement or ElseIfStatement or ElseStatement or UnlessStatement or CaseStatement or WhenStatement or ForStatement or CommentStatement or NoOpStatement or RawStatement))
                Refused ??= statement.GetType().Name.Replace("Statement", "", StringComparison.Ordinal).ToLowerInvariant();
            return base.Visit(statement);
        }

        protected override Expression VisitRangeExpression(RangeExpression rangeExpression)
        {
            Refused ??= "(…)";
            return base.VisitRangeExpression(rangeExpression);
        }

        protected override Expression VisitFilterExpression(FilterExpression filterExpression)
        {
            if (!Filters.Contains(filterExpression.Name)) Refused ??= filterExpression.Name;
            return base.VisitFilterExpression(filterExpression);
        }

        protected override Statement VisitForStatement(ForStatement forStatement)
        {
            _own.Add(forStatement.Identifier);
            return base.VisitForStatement(forStatement);
        }

        protected override Expression VisitMemberExpression(MemberExpression memberExpression)
        {
            var names = memberExpression.Segments.OfType<IdentifierSegment>().Select(s => s.Identifier).ToList();
            if (names is [var first, ..] && !_own.Contains(first) && !(Names.TryGetValue(first, out var known) && (names.Count == 1 || known.Contains(names[1])))) Unknown ??= string.Join('.', names);
            return base.VisitMemberExpression(memberExpression);
        }
    }
}
