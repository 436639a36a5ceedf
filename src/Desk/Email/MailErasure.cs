using System.Text;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Email;

/// <summary>Mails as they came that name a person. Their words may be encoded, so all that are kept are read.</summary>
internal sealed class MailErasure(BridgewatchDb db, FileStore files, Envelope envelope) : IErases
{
    public string Store => "desk.raw-mail";

    public IReadOnlyList<string> Tables => ["raw_mail"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) => (await Found(subject, ct)).Count;

    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) =>
        [.. (await Found(subject, ct)).Select(m => new { m.Raw.ReceivedAt, m.Words })];

    /// <summary>The whole mail goes: a part of it would not be what was sent. One that still waits is not taken in any more.</summary>
    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var found = await Found(subject, ct);
        foreach (var (raw, _) in found)
        {
            await db.RawMails.Where(r => r.Id == raw.Id).ExecuteDeleteAsync(ct);
            db.Add(RemoveContent.Promise(raw.Sha256, envelope.At));
        }
        return found.Count;
    }

    private async Task<List<(RawMail Raw, string Words)>> Found(ErasureSubject subject, CancellationToken ct)
    {
        var found = new List<(RawMail, string)>();
        await foreach (var raw in db.RawMails.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            var words = WordsOf(raw);
            if (subject.Traces.Any(trace => words.Contains(trace, StringComparison.OrdinalIgnoreCase))) found.Add((raw, words));
        }
        return found;
    }

    /// <summary>Head and bytes, and what is read in them. Read without waiting: within a transaction of SQLite a command stays on its thread.</summary>
    private string WordsOf(RawMail raw)
    {
        var words = new StringBuilder().AppendLine(raw.Sender).AppendLine(raw.Subject).AppendLine(raw.Problem);
        using var content = files.Open(raw.Sha256);
        if (content is null) return words.ToString();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        words.Append(Encoding.UTF8.GetString(bytes.ToArray()));
        try
        {
            var mail = MailParser.Parse(bytes.ToArray());
            words.AppendLine().AppendLine(mail.Subject).AppendLine(mail.Text).AppendJoin('\n', mail.To.Concat(mail.Cc).Append(mail.From).Select(p => $"{p?.Name} {p?.Email}"));
        }
        catch (UnreadableMail)
        {
            // Its bytes were looked at.
        }
        return words.ToString();
    }
}
