using System.Text.RegularExpressions;

namespace Bridgewatch.Desk.Email;

/// <summary>Knows the lines that mail programs put before what they quote: <c>On … wrote:</c>, blocks of From, Sent and Subject, and
/// <c>Original Message</c>, in the languages that mail programs speak.</summary>
/// <remarks>No pattern can backtrack, and none sees more than <see cref="Longest"/> characters.</remarks>
internal static class QuoteHeaders
{
    private const int Longest = 600;

    /// <summary>Mail programs wrap their line at most so often.</summary>
    private const int MostLines = 4;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex s_wrote = new(
        @"(?:^|[\s>)""”])(?:wrote|writes|schrieb|geschrieben|a écrit|a ecrit|ha scritto|scrisse|escribió|escribio|escreveu|schreef|geschreven|"
        + @"napisał(?:\(a\)|a)?|pisze|napsal(?:\(a\)|a)?|napísal(?:\(a\)|a)?|skrev|kirjoitti|написал(?:\(а\)|а)?|пишет|написав(?:\(ла\))?|пише|írta|"
        + @"yazdı|şunu yazdı|a scris|έγραψε|написа|је написао|napisao(?:\/la)?|je napisao|kirjutas|rašė|rakstīja|đã viết|menulis|"
        + @"님이 작성|작성|書きました|のメール|写道|寫道|כתב(?:ה)?|كتب)(?:[\s:：,.(]|$)", Options);

    /// <summary>How such a line begins, which a line that was wrapped is known by.</summary>
    private static readonly Regex s_begins = new(
        @"^\s*(?:[-–—]{2,}\s*)?(?:(?:On|Am|Le|Il|In data|El|Em|No dia|Op|W dniu|Dnia|Den|Dne|Dňa|În|La|Στις|На|Вт|Vào|Pada|ב)\b.{2,}|"
        + @"\p{L}{2,10}[.,]{0,2}\s+\d{1,2}\b.*|\d{1,4}\s?[./年-]\s?\d{1,2}.*|\d{1,2}[:.]\d{2}.*)$", Options);

    private static readonly Regex s_originalMessage = new(
        @"^\s*[-_=*—–]{2,}\s*(?:original message|original appointment|ursprüngliche nachricht|ursprüngliche mail|originalnachricht|message d['’]origine|"
        + @"message original|oprindelig besked|oprindelig meddelelse|opprinnelig melding|originalmeddelande|ursprungligt meddelande|alkuperäinen viesti|"
        + @"mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|origineel bericht|oryginalna wiadomość|wiadomość oryginalna|"
        + @"původní zpráva|původní e-mail|eredeti üzenet|исходное сообщение|оригинальное сообщение|пересылаемое сообщение|пересланное сообщение|orijinal mesaj|"
        + @"mesaj original|αρχικό μήνυμα|forwarded message|weitergeleitete nachricht|message transféré|messaggio inoltrato|doorgestuurd bericht|"
        + @"mensaje reenviado|mensagem encaminhada|videresendt (?:besked|melding)|vidarebefordrat meddelande|edelleenlähetetty viesti|"
        + @"wiadomość przekazana|元のメッセージ|转发的邮件|原始邮件|原始郵件|원본 메시지)\s*[-_=*—–]{2,}\s*$", Options);

    private static readonly Regex s_beginForwarded = new(
        @"^\s*(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message (?:transféré|réexpédié)|inizio messaggio inoltrato|"
        + @"inicio del mensaje reenviado|begin doorgestuurd bericht|início da mensagem encaminhada|vidarebefordrat brev|start på videresendt besked)\s*:\s*$", Options);

    /// <summary>What ticket systems ask people to write above.</summary>
    private static readonly Regex s_replyAbove = new(
        @"^.{0,20}(?:(?:please )?(?:type|write|enter) your (?:reply|response|answer) above this line|reply above this line|antwort(?:en sie)? bitte (?:ober|über)).{0,20}$", Options);

    private static readonly Regex s_label = new(@"^\s*[*_]{0,2}\s*(?<label>[\p{L}][\p{L} '’-]{0,24}?)\s*[*_]{0,2}\s*[:：]", Options);

    private static readonly Dictionary<string, Label> s_labels = Labels();

    private enum Label { From, Date, To, Copy, Subject }

    /// <summary>How many lines from this one on say who wrote what is quoted; 0 for none. Quoted text stands below, or nothing but it does.</summary>
    public static int AttributionAt(IReadOnlyList<string> lines, int at)
    {
        var joined = "";
        for (var count = 1; count <= MostLines && at + count <= lines.Count; count++)
        {
            var line = Begin(lines[at + count - 1]).Trim();
            if (line.Length == 0 || line[0] == '>' && count == 1) return 0;
            joined = count == 1 ? line : $"{joined} {line}";
            if (joined.Length > Longest) return 0;
            if (IsAttribution(joined, wrapped: count > 1)) return count;
            if (!s_begins.IsMatch(joined)) return 0;
        }
        return 0;
    }

    private static bool IsAttribution(string line, bool wrapped)
    {
        var dashed = line.EndsWith("--", StringComparison.Ordinal);
        var end = line.TrimEnd('-', ' ', '*', '_');
        var ends = end.EndsWith(':') || end.EndsWith('：');
        var digits = Numbers(end);
        var hasAddress = end.Contains('@');
        var begins = s_begins.IsMatch(end);
        if (s_wrote.IsMatch(end))
        {
            if (ends) return begins ? digits > 0 || hasAddress : !wrapped && (digits >= 2 || hasAddress && digits >= 1);
            // Some leave the colon out, and end with the word.
            return begins && digits >= 2 && (dashed || hasAddress) && s_wroteAtTheEnd.IsMatch(end);
        }
        // A date, a name and an address, and no word at all.
        return ends && hasAddress && digits >= 3 && (begins || !wrapped);
    }

    private static readonly Regex s_wroteAtTheEnd = new(@"(?:wrote|schrieb|a écrit|ha scritto|escribió|escreveu|schreef|skrev)$", Options);

    /// <summary>Everything from here on is somebody else's earlier mail, marked by no sign at the beginning of its lines.</summary>
    public static bool BeginsEarlierMail(IReadOnlyList<string> lines, int at)
    {
        var line = Begin(lines[at]);
        return s_originalMessage.IsMatch(line) || s_beginForwarded.IsMatch(line) || s_replyAbove.IsMatch(line) || BeginsHeaderBlock(lines, at);
    }

    /// <summary>Three labels of a mail's head on neighbouring lines; and, so that somebody's own list of from, to and date is none, a subject
    /// or an address among them.</summary>
    private static bool BeginsHeaderBlock(IReadOnlyList<string> lines, int at)
    {
        if (LabelOf(lines[at]) is not { } first) return false;
        var labels = new HashSet<Label> { first };
        var hasAddress = lines[at].Contains('@');
        for (int next = at + 1, unlabelled = 0; next < lines.Count && next < at + 9 && unlabelled < 2; next++)
        {
            if (string.IsNullOrWhiteSpace(lines[next])) break;
            if (LabelOf(lines[next]) is { } label) labels.Add(label);
            else unlabelled++;
            hasAddress |= lines[next].Contains('@');
        }
        var hasSubject = labels.Contains(Label.Subject);
        return labels.Count >= 3 && (hasSubject || hasAddress) || labels.Count == 2 && labels.Contains(Label.From) && hasSubject && hasAddress;
    }

    private static Label? LabelOf(string line) =>
        s_label.Match(Begin(line)) is { Success: true } match && s_labels.TryGetValue(match.Groups["label"].Value.Trim(), out var label) ? label : null;

    private static Dictionary<string, Label> Labels()
    {
        var labels = new Dictionary<string, Label>(StringComparer.OrdinalIgnoreCase);
        Add(Label.From, "From|De|Von|Van|Da|Fra|Från|Od|Lähettäjä|От|От кого|Від|差出人|发件人|寄件者|보낸 사람|Kimden|Gönderen|Feladó|Από|Expéditeur|Absender|Remitente|Remetente|Nadawca|Odesílatel|Message du|De la|מאת|من|Dari");
        Add(Label.Date, "Sent|Date|Gesendet|Gesendet am|Datum|Verzonden|Verzonden op|Envoyé|Envoyé le|Inviato|Inviato il|Data|Data invio|Fecha|Enviado|Enviado el|Enviada em|Enviado em|Sendt|Dato|Skickat|Lähetetty|Päivämäärä|Päiväys|Wysłano|Odesláno|Odoslané|Dátum|Elküldve|Отправлено|Дата|Надіслано|送信日時|送信日|日付|发送时间|日期|寄件日期|보낸 날짜|날짜|Gönderildi|Tarih|Gönderme Tarihi|Trimis|Ημερομηνία|Στάλθηκε|נשלח|تاريخ");
        Add(Label.To, "To|An|À|A|Aan|Til|Till|Para|Pour|Do|Komu|Кому|Vastaanottaja|宛先|收件人|받는 사람|Kime|Alıcı|Címzett|Προς|Către|אל|إلى|Kepada");
        Add(Label.Copy, "Cc|Kopie|Copie|Copie à|Copia|Kopi|Kopia|DW|Копия|副本|抄送|참조|Bilgi|Másolat|Κοιν");
        Add(Label.Subject, "Subject|Betreff|Objet|Onderwerp|Oggetto|Asunto|Assunto|Emne|Ämne|Aihe|Temat|Předmět|Predmet|Tárgy|Тема|件名|主题|主旨|제목|Konu|Sujet|Subiect|Θέμα|נושא|الموضوع|Subjek");
        return labels;

        void Add(Label label, string words)
        {
            foreach (var word in words.Split('|')) labels.TryAdd(word, label);
        }
    }

    /// <summary>How many groups of digits there are: a date has two or three, and a time more.</summary>
    private static int Numbers(string text)
    {
        var numbers = 0;
        for (var at = 0; at < text.Length; at++)
            if (char.IsAsciiDigit(text[at]) && (at == 0 || !char.IsAsciiDigit(text[at - 1]))) numbers++;
        return numbers;
    }

    private static string Begin(string line) => line.Length > Longest ? line[..Longest] : line;
}
