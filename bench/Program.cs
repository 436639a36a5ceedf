using Bridgewatch.Bench;

// dotnet run -c Release --project bench -- all|open|start|page
string[] known = ["all", "open", "start", "page"];
if (args is not [var what] || !known.Contains(what))
{
    Console.Error.WriteLine($"Say what to measure: {string.Join(", ", known)}.");
    return 2;
}
using var place = new Place();
var report = new Report(place);
report.Machine();
var program = await BuiltProgram.Publish(place);
if (what is "all" or "open") await OpeningTickets.Measure(place, program, report);
if (what is "all" or "start") await StartingUp.Measure(place, program, report);
if (what is "all" or "page") await OpenPages.Measure(place, program, report);
report.Save();
return 0;
