using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")] // the harness starts Debian's programs and sends them signals

namespace Bridgewatch.Tests.Harness;

/// <summary>The signals that the harness sends, by their Linux numbers.</summary>
public enum Signal
{
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}

/// <summary>What .NET does not offer about processes: any signal, children, and an identity that survives pid reuse.</summary>
public static class LinuxProcess
{
    /// <param name="pid">A process; negative: its whole process group.</param>
    /// <returns>False when there is no such process.</returns>
    public static bool Send(Signal signal, int pid) => Kill(pid, (int)signal) == 0;

    /// <summary>When the process started, in clock ticks since boot; with the pid it names one process for ever. Null: no such process.</summary>
    public static string? Started(int pid) => Stat(pid) is [_, _, ..] fields ? fields[19] : null;

    /// <summary>The processes whose parent this is.</summary>
    public static IReadOnlyList<int> Children(int pid)
    {
        var parent = pid.ToString(CultureInfo.InvariantCulture);
        return [.. from folder in Directory.GetDirectories("/proc")
                   where int.TryParse(Path.GetFileName(folder), out _)
                   let child = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)
                   where Stat(child) is [_, var its, ..] && its == parent
                   select child];
    }

    /// <summary>The fields of /proc/PID/stat after the name, which may itself hold spaces and brackets: state, parent, …</summary>
    private static string[]? Stat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
