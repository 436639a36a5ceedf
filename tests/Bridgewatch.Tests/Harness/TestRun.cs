using System.Collections.Concurrent;
using System.Globalization;

namespace Bridgewatch.Tests.Harness;

/// <summary>
/// This run of a test program: the folders where everything it makes lies, and the programs it started. All goes when it
/// ends; what a killed run left behind is swept when the next one begins.
/// </summary>
public static class TestRun
{
    private const string Prefix = "bw-";
    private const string ChildrenFile = "children";
    private const string Memory = "/dev/shm";
    private const long EnoughMemory = 2L << 30;
    private static readonly string _name = $"{Prefix}{Environment.ProcessId}-{LinuxProcess.Started(Environment.ProcessId)}";
    private static readonly string _onDisk = Path.Combine(Path.GetTempPath(), _name);
    // Copying a migrated PostgreSQL database makes a thousand files: 0.04 s in memory, 0.7 s on a disk.
    private static readonly string _inMemory = MemoryIsRoomy() ? Path.Combine(Memory, _name) : _onDisk;
    private static readonly ConcurrentDictionary<Daemon, bool> _running = new();
    private static readonly Lock _children = new();
    private static int _folders;

    static TestRun()
    {
        SweepLeftovers();
        Directory.CreateDirectory(_onDisk);
        Directory.CreateDirectory(_inMemory);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End();
    }

    /// <summary>
    /// A new empty folder, readable by all, with a short path (sockets allow 107 characters). In memory where the machine
    /// has room, so an fsync there costs nothing and shows nothing.
    /// </summary>
    public static string Folder(string name) => Create(_inMemory, name);

    /// <summary>The same on a disk: for tests of durability and of much data.</summary>
    public static string DiskFolder(string name) => Create(_onDisk, name);

    /// <summary>Deletes a folder early, to keep the disk small. Never fails: the run's end deletes again.</summary>
    public static void Delete(string folder)
    {
        try { Directory.Delete(folder, recursive: true); }
        catch (IOException) { }
        catch (UnauthorizedAccessException) { }
    }

    internal static void Started(Daemon daemon)
    {
        _running[daemon] = true;
        var line = string.Create(CultureInfo.InvariantCulture, $"{daemon.Pid} {LinuxProcess.Started(daemon.Pid)} {(int)daemon.StopsOn} {daemon.StopsAsGroup}\n");
        lock (_children) File.AppendAllText(Path.Combine(_onDisk, ChildrenFile), line);
    }

    internal static void Ended(Daemon daemon) => _running.TryRemove(daemon, out _);

    private static void End()
    {
        foreach (var daemon in _running.Keys) daemon.StopAtExit();
        Delete(_inMemory);
        Delete(_onDisk);
    }

    private static string Create(string root, string name) =>
        Directory.CreateDirectory(Path.Combine(root, $"{name}{Interlocked.Increment(ref _folders)}")).FullName;

    private static bool MemoryIsRoomy() => Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= EnoughMemory;

    private static void SweepLeftovers()
    {
        string[] roots = Directory.Exists(Memory) ? [Path.GetTempPath(), Memory] : [Path.GetTempPath()];
        foreach (var folder in roots.SelectMany(root => Directory.GetDirectories(root, Prefix + "*")))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-');
            if (owner.Length != 2 || !int.TryParse(owner[0], out var pid) || LinuxProcess.Started(pid) == owner[1]) continue;
            foreach (var child in Children(folder))
            {
                var parts = child.Split(' ');
                if (parts.Length != 4 || !int.TryParse(parts[0], out var childPid) || LinuxProcess.Started(childPid) != parts[1]) continue;
                LinuxProcess.Send((Signal)int.Parse(parts[2], CultureInfo.InvariantCulture), bool.Parse(parts[3]) ? -childPid : childPid);
            }
            Delete(folder);
        }
    }

    private static string[] Children(string folder)
    {
        try { return File.ReadAllLines(Path.Combine(folder, ChildrenFile)); }
        catch (IOException) { return []; }
        catch (UnauthorizedAccessException) { return []; }
    }
}
