using YamlDotNet.RepresentationModel;

namespace Bridgewatch.Catalog.Import;

/// <summary>A software catalog in Backstage's format, read from a folder: entities and all that was noticed.</summary>
/// <param name="Entities">In the order in which they were found. No two share a reference.</param>
/// <param name="NotRead">Targets by URL. Nothing is ever fetched.</param>
/// <remarks>
/// Begins at `catalog-info.yaml`, follows the locations that it names, then reads every other YAML file under the
/// folder: what a Backstage server would know from its own configuration is not lost. Documents that describe no entity are
/// passed over. Format: https://backstage.io/docs/features/software-catalog/descriptor-format
/// </remarks>
public sealed record BackstageCatalog(
    IReadOnlyList<BackstageEntity> Entities, IReadOnlyList<LocationNotRead> NotRead,
    IReadOnlyList<ImportFinding> Findings)
{
    /// <summary>Reads a folder. Whatever is in it, the answer is entities and findings, never an exception.</summary>
    public static BackstageCatalog Read(string folder)
    {
        if (BackstageFolder.Open(folder) is not { } files)
            return new([], [], [new(FindingWeight.Error, ImportFault.FolderNotFound, null, null, folder)]);
        var reading = new Reading(files);
        reading.ReadAll();
        return reading.Finish();
    }

    private sealed class Reading(BackstageFolder folder)
    {
        private readonly Dictionary<EntityRef, BackstageEntity> _entities = [];
        private readonly List<LocationNotRead> _notRead = [];
        private readonly List<ImportFinding> _findings = [];
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private readonly Queue<string> _next = [];

        internal void ReadAll()
        {
            if (folder.Files.Count > BackstageFolder.MostFiles)
                _findings.Add(new(FindingWeight.Warning, ImportFault.TooManyFiles, null, null));
            foreach (var first in folder.Files)
                if (first is "catalog-info.yaml" or "catalog-info.yml") Follow(first);
            ReadQueue(named: true);
            foreach (var file in folder.Files.Take(BackstageFolder.MostFiles))
            {
                Follow(file);
                ReadQueue(named: false);
            }
        }

        internal BackstageCatalog Finish()
        {
            var linked = BackstageLinks.Mend([.. _entities.Values], _findings);
            return new(linked, _notRead, _findings);
        }

        private void Follow(string file)
        {
            if (_seen.Add(file)) _next.Enqueue(file);
        }

        /// <param name="named">
        /// False for the first file when nothing refers to it: what is not Backstage's is nobody's fault.
        /// </param>
        private void ReadQueue(bool named)
        {
            while (_next.TryDequeue(out var file))
            {
                ReadFile(file, named);
                named = true;
            }
        }

        private void ReadFile(string file, bool named)
        {
            var (text, unreadable) = folder.Read(file);
            if (unreadable is not null) _findings.Add(unreadable);
            if (text is null) return;
            foreach (var (line, root, finding) in BackstageDocuments.Read(text, file))
                if (finding is not null)
                    _findings.Add(named ? finding : finding with { Weight = FindingWeight.Warning });
                else if (root.Text("apiVersion")?.Contains("backstage.io/", StringComparison.OrdinalIgnoreCase) is true)
                    Take(root!, file, line + (int)root!.Start.Line - 1);
                else if (named)
                    _findings.Add(new(FindingWeight.Note, ImportFault.NotAnEntity, file, line));
        }

        private void Take(YamlNode root, string file, int line)
        {
            var (kind, name) = (root.Text("kind"), root.Child("metadata").Text("name"));
            if (string.Equals(kind, "Location", StringComparison.OrdinalIgnoreCase))
                FollowTargets(root.Child("spec"), file, line);
            else if (kind is null || name is null)
                _findings.Add(new(FindingWeight.Error, ImportFault.NameMissing, file, line, kind ?? name));
            else if (!Enum.TryParse<BackstageKind>(kind, ignoreCase: true, out var known) || char.IsDigit(kind[0]))
                _findings.Add(new(FindingWeight.Note, ImportFault.KindNotUsed, file, line, $"{kind} {name}"));
            else if (!EntityRef.IsName(name))
                _findings.Add(new(FindingWeight.Error, ImportFault.NameInvalid, file, line, name));
            else
                Add(Entity(root, known, name, file, line));
        }

        private void FollowTargets(YamlNode? spec, string file, int line)
        {
            foreach (var target in spec.Texts("target").Concat(spec.Texts("targets")))
            {
                if (target.Contains("://", StringComparison.Ordinal)
                    || string.Equals(spec.Text("type"), "url", StringComparison.OrdinalIgnoreCase))
                {
                    _notRead.Add(new(target, file, line));
                    _findings.Add(new(FindingWeight.Note, ImportFault.UrlNotRead, file, line, target));
                    continue;
                }
                var (files, fault) = folder.Resolve(target, file);
                if (fault is { } f) _findings.Add(new(FindingWeight.Error, f, file, line, target));
                foreach (var found in files) Follow(found);
            }
        }

        private void Add(BackstageEntity entity)
        {
            if (_entities.TryGetValue(entity.Ref, out var first))
                _findings.Add(new(FindingWeight.Error, ImportFault.DuplicateName, entity.File, entity.Line,
                    entity.Ref.ToString(), $"{first.File}:{first.Line}"));
            else
                _entities.Add(entity.Ref, entity);
        }

        private BackstageEntity Entity(YamlNode root, BackstageKind kind, string name, string file, int line)
        {
            var (metadata, spec) = (root.Child("metadata"), root.Child("spec"));
            var space = (metadata.Text("namespace") ?? EntityRef.DefaultNamespace).ToLowerInvariant();

            EntityRef[] Refs(string key, string defaultKind) =>
                [.. spec.Texts(key).Select(t => Ref(t, defaultKind)).OfType<EntityRef>().Distinct()];
            EntityRef? One(string key, string defaultKind) =>
                spec.Text(key) is { } text ? Ref(text, defaultKind) : null;
            EntityRef? Ref(string text, string defaultKind)
            {
                if (EntityRef.TryParse(text, defaultKind, space, out var reference)) return reference;
                _findings.Add(new(FindingWeight.Warning, ImportFault.ReferenceInvalid, file, line, text, name));
                return null;
            }

            var partOf = kind switch
            {
                BackstageKind.Group => One("parent", "group"),
                BackstageKind.Domain => One("subdomainOf", "domain"),
                BackstageKind.System => One("domain", "domain"),
                BackstageKind.Component => One("subcomponentOf", "component") ?? One("system", "system"),
                _ => One("system", "system"),
            };
            return new(new(kind.ToString().ToLowerInvariant(), space, name.ToLowerInvariant()), kind, name,
                metadata.Text("title"), metadata.Text("description"), spec.Text("type"), spec.Text("lifecycle"),
                One("owner", "group"), partOf, [.. Refs("dependsOn", "component").Union(Refs("consumesApis", "api"))],
                Refs("providesApis", "api"), file, line);
        }
    }
}

/// <summary>A target that was left alone because it lies elsewhere.</summary>
public sealed record LocationNotRead(string Url, string File, int Line);
