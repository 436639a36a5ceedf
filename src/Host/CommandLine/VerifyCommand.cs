using System.CommandLine;
using System.Globalization;
using Bridgewatch.Kernel.Seal;

namespace Bridgewatch.Host.CommandLine;

/// <summary>`verify`: checks the whole journal against its seal, beside a running server or without one.</summary>
internal static class VerifyCommand
{
    private static readonly Option<string?> Anchors = new("--anchors")
    {
        Description = "Signed roots that were kept elsewhere: from 'seal export', the anchor file, or a mail.",
    };

    public static Command Make()
    {
        var command = new Command("verify", "Checks the journal against its seal.") { Anchors };
        command.SetAction(Verify);
        return command;
    }

    private static async Task<int> Verify(ParseResult parsed, CancellationToken ct)
    {
        var anchors = parsed.GetValue(Anchors);
        if (anchors is not null && !File.Exists(anchors)) throw new InvalidDataException($"There is no file {anchors}.");
        var roots = anchors is null ? [] : SignedRoot.ReadAll(anchors);
        await using var offline = await Offline.Open(DataOptions.Read(parsed), ct);
        var result = await offline.Ask((Verification verification, CancellationToken c) => verification.Run(roots, c), ct);
        parsed.Print(result);
        Explain(parsed, result);
        if (roots.Count > 0)
        {
            parsed.Say(string.Create(CultureInfo.InvariantCulture,
                $"Compared with {roots.Count:N0} signed roots, the newest that of batch {roots.Max(r => r.Batch)}: of later batches the file says nothing."));
        }
        return result.Findings.Count == 0 ? BridgewatchCommand.Fine : BridgewatchCommand.Found;
    }

    public static void Explain(ParseResult parsed, VerificationResult result)
    {
        parsed.Say(string.Create(CultureInfo.InvariantCulture,
            $"{result.Entries:N0} entries: {result.Sealed:N0} sealed, {result.Unsealed:N0} not sealed yet, {result.Erased:N0} erased."));
        foreach (var finding in result.Findings) parsed.Say(InWords(finding));
        if (result.LeftOff > 0) parsed.Say(string.Create(CultureInfo.InvariantCulture, $"And {result.LeftOff:N0} more."));
        if (result.Findings.Count == 0) parsed.Say("The journal is whole.");
    }

    private static string InWords(Finding finding) => finding.Kind switch
    {
        FindingKind.Changed => $"Entry {finding.Seq}: its data was changed after it was written.",
        FindingKind.Altered => $"Entry {finding.Seq} is not the one that was sealed.",
        FindingKind.Missing => $"Entry {finding.Seq} was sealed and is gone.",
        FindingKind.Inserted => $"Entry {finding.Seq} was put in among sealed ones.",
        FindingKind.Duplicate => $"Entry {finding.Seq} of batch {finding.Batch} is there twice.",
        FindingKind.Swapped => $"Entry {finding.Seq} has changed places with entry {finding.Other}.",
        FindingKind.ErasedWithoutEvent => $"Entry {finding.Seq} is empty, and no signed erasure names it.",
        FindingKind.BatchRoot => $"Batch {finding.Batch}: its leaves do not give its root.",
        FindingKind.BatchChain => $"Batch {finding.Batch} does not continue the chain.",
        FindingKind.BatchSignature => $"Batch {finding.Batch}: the signature is not that of its key.",
        FindingKind.BatchMissing => finding.To is { } to ? $"Batches {finding.Batch} to {to} are gone." : $"Batch {finding.Batch} is gone.",
        FindingKind.UnknownKey => $"Batch {finding.Batch} and others are signed by the key {finding.Key}, which is not trusted here: neither this node's key file nor the anchors know it.",
        FindingKind.AnchorMismatch => $"Batch {finding.Batch} is not the one that was kept elsewhere: the journal was rewritten and sealed anew.",
        _ => $"Batch {finding.Batch} was kept elsewhere and is gone here: the end of the journal was cut off.",
    };
}
