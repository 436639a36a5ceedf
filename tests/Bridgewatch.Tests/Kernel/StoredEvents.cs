using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridgewatch.Host;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Kernel;

/// <summary>What is written once stays for ever: a committed sample of every type of event, in <c>tests/approved/journal</c>, is read and
/// written as it stands. Samples of an earlier shape, <c>TYPE.1.json</c>, are still read.</summary>
public class StoredEvents
{
    private static readonly string[] Folder = ["tests", "approved", "journal"];

    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JournalTypes Types = new(ModuleList.Make().All.Select(m => m.GetType().Assembly));

    [Fact, Trait(Approved.Trait, "file")]
    public void Every_type_of_event_has_an_approved_sample_that_is_read_and_written_as_it_stands()
    {
        Directory.CreateDirectory(Repository.Path(Folder));
        if (Approved.Renewing) foreach (var (name, type) in Types.All) Renew(name, type);
        Types.All.Select(t => Finding(t.Key, t.Value)).OfType<string>().ShouldBeEmpty();
    }

    [Fact]
    public void Every_sample_also_of_an_earlier_shape_is_still_read()
    {
        var samples = Directory.GetFiles(Repository.Path(Folder), "*.json");
        samples.Length.ShouldBeGreaterThanOrEqualTo(Types.All.Count);
        samples.Where(file => Types.Read(TypeOf(file), File.ReadAllText(file)) is null).Select(Path.GetFileName)
            .ShouldBeEmpty("stored entries look like these: a type that goes, a field that goes or becomes required makes them unreadable");
    }

    [Fact]
    public void A_sample_of_another_shape_is_noticed()
    {
        var (name, type) = Types.All.First(t => t.Key == "kernel.setting.changed.v1");
        Finding(name, type, """{"name":"access.company","value":{"name":"Northwind"}}""").ShouldBeNull();
        Finding(name, type, """{"name":"access.company"}""").ShouldNotBeNull();
        Finding(name, type, """{"name":"access.company","value":{},"more":1}""").ShouldNotBeNull();
    }

    private static string? Finding(string name, Type type) =>
        File.Exists(FileOf(name)) ? Finding(name, type, File.ReadAllText(FileOf(name))) : $"{name} has no sample. tests/approve.sh writes one.";

    private static string? Finding(string name, Type type, string sample)
    {
        try
        {
            var read = JsonSerializer.Deserialize(sample, type, KernelJson.Options);
            var written = JsonSerializer.SerializeToNode(read, type, KernelJson.Options);
            return JsonNode.DeepEquals(JsonNode.Parse(sample), written) ? null : $"{name} is written otherwise now: {written!.ToJsonString()}. A field may be added; then tests/approve.sh keeps the old sample beside the new one.";
        }
        catch (JsonException exception)
        {
            return $"{name} cannot be read any more: {exception.Message} What was stored stays; a new meaning is a new type, v2.";
        }
    }

    /// <summary>Never overwrites what entries may look like: an earlier shape is put aside, and must still be read.</summary>
    private static void Renew(string name, Type type)
    {
        if (File.Exists(FileOf(name)))
        {
            if (Finding(name, type) is null || Types.Read(name, File.ReadAllText(FileOf(name))) is null) return;
            var earlier = Enumerable.Range(1, 99).Select(i => FileOf($"{name}.{i}")).First(f => !File.Exists(f));
            File.Move(FileOf(name), earlier);
        }
        var sample = JsonSerializer.SerializeToNode(new SampleMaker().Make(type), type, KernelJson.Options)!;
        File.WriteAllText(FileOf(name), sample.ToJsonString(Pretty) + "\n");
    }

    private static string FileOf(string name) => Repository.Path([.. Folder, $"{name}.json"]);

    /// <summary>An earlier shape has a number behind the version.</summary>
    private static string TypeOf(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return name[(name.LastIndexOf('.') + 1)..].All(char.IsAsciiDigit) ? name[..name.LastIndexOf('.')] : name;
    }
}
