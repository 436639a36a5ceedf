using System.IO.Compression;

namespace Bridgewatch.Catalog.Import;

/// <summary>An architecture as it comes by upload: one YAML file, or a zip of a folder of them.</summary>
internal static class ArchitectureArchive
{
    private const long LargestUnpacked = 100_000_000;

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
    };

    /// <summary>Reads it in a folder of its own that is gone afterwards.</summary>
    public static BackstageCatalog Read(ImportedFile file)
    {
        var folder = Directory.CreateTempSubdirectory("bridgewatch-import-");
        try
        {
            var fault = file.Content is [(byte)'P', (byte)'K', ..] ? Unpack(file, folder.FullName) : null;
            if (fault is { } f) return new([], [], [new(FindingWeight.Error, f, file.Name, null)]);
            if (file.Content is not [(byte)'P', (byte)'K', ..]) File.WriteAllBytes(Path.Combine(folder.FullName, "catalog-info.yaml"), file.Content);
            return BackstageCatalog.Read(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Packs the YAML files of a folder, so that a folder and an upload take the same way.</summary>
    public static ImportedFile Pack(string folder)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", Everything).Where(IsYaml).Order(StringComparer.Ordinal))
            {
                zip.CreateEntryFromFile(path, Path.GetRelativePath(folder, path).Replace('\\', '/'));
            }
        }
        return new(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), packed.ToArray());
    }

    private static ImportFault? Unpack(ImportedFile file, string folder)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file.Content));
            var entries = zip.Entries.Where(e => IsYaml(e.FullName)).ToList();
            if (entries.Count > BackstageFolder.MostFiles) return ImportFault.TooManyFiles;
            var left = LargestUnpacked;
            foreach (var entry in entries)
            {
                var path = Path.GetFullPath(Path.Combine(folder, entry.FullName));
                if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return ImportFault.PathLeavesFolder;
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                if ((left -= CopyAtMost(entry, path, left)) < 0) return ImportFault.FileTooLarge;
            }
            return null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            return ImportFault.FileUnreadable;
        }
    }

    /// <summary>What an entry says of its length may be a lie, so the bytes are counted.</summary>
    private static long CopyAtMost(ZipArchiveEntry entry, string path, long most)
    {
        using var from = entry.Open();
        using var to = File.Create(path);
        var buffer = new byte[81_920];
        long copied = 0;
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            if ((copied += read) > most) return most + 1;
            to.Write(buffer, 0, read);
        }
        return copied;
    }

    private static bool IsYaml(string path) => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml";
}
