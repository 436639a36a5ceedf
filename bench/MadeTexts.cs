using System.Globalization;

namespace Bridgewatch.Bench;

/// <summary>Words, sentences and codes as skewed as those of a help desk: few are everywhere, most are rare. The same in every run.</summary>
internal sealed class MadeTexts
{
    public const int Sentences = 5_000;

    private const int Words = 20_000, Codes = 2_000, CodeSlots = 10_000, WordsInSentence = 12, WordsInSubject = 5;

    private static readonly string[] Known =
    [
        "payment", "order", "since", "customer", "page", "error", "the", "shipment", "label", "webhook", "stays", "carrier", "refund", "settlement", "account", "status",
        "export", "invoice", "address", "delivery", "tracking", "login", "timeout", "missing", "twice", "morning", "release", "checkout", "currency", "report", "import",
        "warehouse", "printer", "parcel", "return", "balance", "token", "certificate", "declined", "duplicate", "password", "document", "customs", "declaration", "weight",
        "column", "amount", "statement", "transfer", "merchant", "terminal", "receipt", "subscription", "reminder", "calendar", "language", "template", "attachment", "browser",
        "firewall", "gateway", "response", "latency", "backlog", "schedule", "pickup", "courier", "dispute", "chargeback", "ledger", "mandate", "rounding", "discount", "voucher",
    ];

    private static readonly string[] Products = ["PAY", "TRK", "CUS", "RTE", "LBL", "ADR", "CAR", "EDI", "API", "SSO"];

    private readonly Random _random = new(20_261_129);

    public MadeTexts()
    {
        var words = Vocabulary();
        var sentences = Enumerable.Range(0, Sentences).Select(_ => Some(words, WordsInSentence)).ToList();
        Text = [.. sentences.Select(s => (Upper(string.Join(' ', Some(words, WordsInSubject))), Upper(string.Join(' ', s)) + "."))];
        Phrases = [.. sentences.Take(200).Select(s => string.Join(' ', s.Skip(4).Take(3)))];
        var uses = sentences.SelectMany(s => s).CountBy(w => w).ToList();
        Rare = [.. uses.Where(u => u.Value == 1).Select(u => u.Key).Take(200)];
        Common = [.. uses.OrderByDescending(u => u.Value).Select(u => u.Key).Take(20)];
        Usual = [.. uses.Where(u => u.Value is >= 5 and < 50 && u.Key.Length >= 7).Select(u => u.Key).Take(200)];
        CodeOfSlot = [.. Enumerable.Range(0, CodeSlots).Select(s => Code((int)Math.Exp((double)s / CodeSlots * Math.Log(Codes)) - 1))];
    }

    /// <summary>A subject and a sentence each.</summary>
    public IReadOnlyList<(string Subject, string Sentence)> Text { get; }

    /// <summary>The code that a ticket has whose die shows this.</summary>
    public IReadOnlyList<string> CodeOfSlot { get; }

    /// <summary>Each in one sentence of 5,000.</summary>
    public IReadOnlyList<string> Rare { get; }

    /// <summary>Those in most sentences.</summary>
    public IReadOnlyList<string> Common { get; }

    /// <summary>Long ones in 5 to 50 sentences.</summary>
    public IReadOnlyList<string> Usual { get; }

    /// <summary>Three words that stand side by side.</summary>
    public IReadOnlyList<string> Phrases { get; }

    /// <summary>The word with two letters in the middle exchanged.</summary>
    public static string Mistyped(string word) => string.Concat(word.AsSpan(0, 3), word.AsSpan(4, 1), word.AsSpan(3, 1), word.AsSpan(5));

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Code(int rank) => string.Create(CultureInfo.InvariantCulture, $"{Products[rank % Products.Length]}-{1_000 + rank * 7 % 9_000}");

    private string[] Vocabulary()
    {
        string[] begin = ["b", "br", "d", "f", "g", "gr", "k", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v", "w", "z"], vowel = ["a", "e", "i", "o", "u", "ei", "au"], end = ["", "l", "n", "r", "s", "t"];
        string Syllable() => begin[_random.Next(begin.Length)] + vowel[_random.Next(vowel.Length)] + end[_random.Next(end.Length)];
        var words = new HashSet<string>(Known);
        while (words.Count < Words) words.Add(Syllable() + Syllable() + Syllable());
        return [.. words];
    }

    /// <summary>The word of rank n comes half as often as that of rank n / 2.</summary>
    private string[] Some(string[] words, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => words[(int)Math.Exp(_random.NextDouble() * Math.Log(words.Length)) - 1])];
}
