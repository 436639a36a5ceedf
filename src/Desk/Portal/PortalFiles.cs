using Bridgewatch.Desk.Attachments;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Bridgewatch.Desk.Portal;

/// <summary>Takes the files of a customer's plain form. What is wrong with them is a finding on the form, which keeps what was typed.</summary>
internal sealed class PortalFiles(Uploads uploads, Reads reads)
{
    /// <summary>The name of the field.</summary>
    public const string Field = "files";

    /// <summary>A form holds so many of the largest size: the whole of it is read before anything can be said about it.</summary>
    private const int LargestAtOnce = 4;

    /// <summary>Bytes of all files of one form.</summary>
    public static long LargestTogether(AttachmentSettings settings) => settings.LargestFile * LargestAtOnce;

    /// <summary>Lets a form with files in, which is larger than others.</summary>
    /// <param name="around">Bytes of everything else in a form.</param>
    public static async Task Expect(HttpContext http, Reads reads, long around)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || http.Request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) != true) return;
        var settings = await reads.From((PortalFileQueries q, CancellationToken ct) => q.Limits(ct), http.RequestAborted);
        // Also what is up to twice too large is read, so that the answer can be the form with everything that was typed.
        var most = (LargestTogether(settings) * 2) + around;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = most;
        http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { MultipartBodyLengthLimit = most }));
    }

    /// <summary>What somebody chose: a field that was left empty is sent as a file without name and content.</summary>
    public static IEnumerable<IFormFile> Chosen(IFormFileCollection files) =>
        files.Where(f => f.Name == Field && (f.Length > 0 || !string.IsNullOrEmpty(f.FileName)));

    /// <exception cref="Invalid">With all that is wrong.</exception>
    public async Task<IReadOnlyList<BroughtFile>> Keep(IFormFileCollection files, CancellationToken ct)
    {
        var chosen = Chosen(files).ToList();
        if (chosen.Count == 0) return [];
        var settings = await reads.From((PortalFileQueries q, CancellationToken c) => q.Limits(c), ct);
        if (chosen.Count > settings.MostOfMessage) throw Wrong(RuleTexts.Of<DeskTexts>("rule.files-most", settings.MostOfMessage));
        var findings = new List<string>();
        foreach (var file in chosen)
        {
            if (file.Length == 0) findings.Add(RuleTexts.Of<DeskTexts>("portal.rule.file-empty", FileName.Clean(file.FileName)));
            else if (file.Length > settings.LargestFile)
                findings.Add(RuleTexts.Of<DeskTexts>("portal.rule.file-large", FileName.Clean(file.FileName), Bytes.Say(settings.LargestFile)));
        }
        if (findings.Count == 0 && chosen.Sum(f => f.Length) > LargestTogether(settings))
            findings.Add(RuleTexts.Of<DeskTexts>("portal.rule.files-large", Bytes.Say(LargestTogether(settings))));
        if (findings.Count > 0) throw Wrong([.. findings]);
        var kept = new List<BroughtFile>();
        foreach (var file in chosen)
        {
            await using var content = file.OpenReadStream();
            try
            {
                kept.Add(await uploads.Keep(FileName.Clean(file.FileName), content, settings, ct));
            }
            catch (Invalid refused)
            {
                findings.AddRange(refused.Errors.SelectMany(e => e.Value));
            }
        }
        return findings.Count == 0 ? kept : throw Wrong([.. findings]);
    }

    private static Invalid Wrong(params string[] findings) => new(Field, string.Join(" ", findings));
}
