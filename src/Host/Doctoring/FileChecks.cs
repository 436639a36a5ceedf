using System.Globalization;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Host.Doctoring;

/// <summary>Is the folder of attachments there, and does it hold what the rows name?</summary>
internal static class FileChecks
{
    /// <summary>The newest ones: a folder that is not the right one lacks them.</summary>
    private const int MostLooked = 1_000;

    public static async Task<IReadOnlyList<Check>> All(IServiceProvider services, CancellationToken ct)
    {
        var (folder, files, db) = (services.GetRequiredService<FileFolder>().Path, services.GetRequiredService<FileStore>(), services.GetRequiredService<BridgewatchDb>());
        var named = await db.AllAttachments.AsNoTracking().Where(a => a.Sha256 != "").OrderByDescending(a => a.At).Take(MostLooked).Select(a => a.Sha256).ToListAsync(ct);
        var missing = named.Distinct().Count(sha256 => !files.Has(sha256));
        if (missing == 0) return [Check.Fine("files", folder)];
        return
        [
            Check.Problem("files", string.Create(CultureInfo.InvariantCulture, $"{missing:N0} attachments have no content in {folder}."),
                "Bring the folder back from a backup, or give the right one with BRIDGEWATCH__FILES."),
        ];
    }
}
