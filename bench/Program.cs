using Bridgewatch.Bench;

// dotnet run -c Release --project bench -- all|open [sqlite|postgres]|start|page|calendar|routing
// dotnet run -c Release --project bench -- lists --engine sqlite|postgres --tickets 10000,100000,1000000
string[] known = ["all", "open", "start", "page", "calendar", "routing", "lists"];
var only = args is ["open", "sqlite" or "postgres"] ? args[1] : null;
var lists = args is ["lists", ..] ? ListsArguments.Read(args[1..]) : null;
if (args is not [var what, ..] || !known.Contains(what) || (what == "lists" ? lists is null : args.Length > (only is null ? 1 : 2)))
{
    Console.Error.WriteLine($"Say what to measure: {string.Join(", ", known)}. After lists say {ListsArguments.Usage}");
    return 2;
}
using var place = new Place();
var report = new Report(place);
report.Machine();
if (what is "all" or "calendar") DueTimes.Measure(report);
if (what is "all" or "routing") RoutingRules.Measure(report);
if (what is "calendar" or "routing")
{
    report.Save();
    return 0;
}
var program = lists?.Program is { } folder ? new BuiltProgram(folder) : await BuiltProgram.Publish(place);
if (what is "all" or "open") await OpeningTickets.Measure(place, program, report, only);
if (what is "all" or "start") await StartingUp.Measure(place, program, report);
if (what is "all" or "page") await OpenPages.Measure(place, program, report);
// Not among all: a million tickets take their time, and the curve needs three sizes.
foreach (var size in lists?.Sizes ?? []) await size.Measure(place, program, report);
if (lists is { Sizes: [{ Only: null }, ..] }) ListCurve.Print(lists.Sizes[0].Engine, report);
report.Save();
return 0;
