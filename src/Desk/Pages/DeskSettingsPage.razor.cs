using System.Text.Json;
using Bridgewatch.Access.Forms;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Ui;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace Bridgewatch.Desk.Pages;

public partial class DeskSettingsPage
{
    private readonly Findings _ofHandling = new();
    private readonly Findings _ofFiles = new();
    private readonly Findings _ofImpact = new();
    private readonly Findings _ofPatience = new();
    private HandlingForm? _handling;
    private FilesForm? _files;
    private ImpactForm? _impact;
    private PatienceForm? _patience;

    [CascadingParameter]
    private WorkspacePerson? Person { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Person?.IsAllowed(DeskPermissions.ManageSettings) != true) return;
        (_impact, _patience) = (ImpactForm.Of(await Read<ImpactSettings>("desk.impact")), PatienceForm.Of(await Read<PatienceSettings>("desk.patience")));
        _files = FilesForm.Of(await Read<AttachmentSettings>("desk.attachments"));
        _handling = HandlingForm.Of(await Read<DeskSettings>("desk.handling"));
    }

    private async Task<T> Read<T>(string name)
    {
        var json = await Reads.From((SettingQueries q, CancellationToken ct) => q.Show(name, ct));
        return json.Deserialize<T>(KernelJson.Options)!;
    }

    private Task SaveHandling() => Save("desk.handling", _handling!.Value(), _ofHandling);

    private Task SaveFiles() => Save("desk.attachments", _files!.Value(), _ofFiles);

    private Task SaveImpact() => Save("desk.impact", _impact!.Value(), _ofImpact);

    private Task SavePatience() => Save("desk.patience", _patience!.Value(), _ofPatience);

    private async Task Save<T>(string name, T value, Findings findings)
    {
        var json = JsonSerializer.SerializeToElement(value, KernelJson.Options);
        if (await findings.Allow(async () => await Commands.Send(new ChangeSetting(name, json)))) Toasts.Say(Text["settings.saved"]);
    }

    /// <summary>The settings name their faults by words; here they become sentences.</summary>
    private string? Worded(string? fault) => fault is null ? null : Text[$"fault.{fault}"].Value;

    /// <summary>A fault of a factor, beside what it is about: how much the factor weighs, or where its curve ends and in which currency.</summary>
    private string? OfImpact(string factor, bool curve) =>
        _ofImpact[factor] is { } fault && curve == (fault is "curve-without-length" or "currency-unknown" or "revenue-falls-with-tier") ? Worded(fault) : null;

    private sealed class HandlingForm
    {
        public int ReopenDays { get; set; }

        public int RecurrenceDays { get; set; }

        public int UndoSeconds { get; set; }

        public bool RecordEffort { get; set; }

        public static HandlingForm Of(DeskSettings s) => new()
        {
            ReopenDays = (int)s.ReopenWindow.TotalDays,
            RecurrenceDays = (int)s.RecurrenceWindow.TotalDays,
            UndoSeconds = (int)s.UndoSend.TotalSeconds,
            RecordEffort = s.RecordEffort,
        };

        public DeskSettings Value() => new()
        {
            ReopenWindow = Duration.FromDays(ReopenDays),
            RecurrenceWindow = Duration.FromDays(RecurrenceDays),
            UndoSend = Duration.FromSeconds(UndoSeconds),
            RecordEffort = RecordEffort,
        };
    }

    /// <summary>Sizes are given in megabytes.</summary>
    private sealed class FilesForm
    {
        public decimal LargestFile { get; set; }

        public decimal LargestMail { get; set; }

        public int MostOfMessage { get; set; }

        public string? Refused { get; set; }

        public static FilesForm Of(AttachmentSettings s) => new()
        {
            LargestFile = s.LargestFile / 1_000_000m,
            LargestMail = s.LargestMail / 1_000_000m,
            MostOfMessage = s.MostOfMessage,
            Refused = string.Join(' ', s.Refused),
        };

        public AttachmentSettings Value() => new()
        {
            LargestFile = Size(LargestFile),
            LargestMail = Size(LargestMail),
            MostOfMessage = MostOfMessage,
            Refused = (Refused ?? "").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries),
        };

        private static long Size(decimal megabytes) => (long)(Math.Clamp(megabytes, -1, 1_000_000) * 1_000_000);
    }

    private sealed class ImpactForm
    {
        private ImpactSettings _before = new();

        public int Customers { get; set; }

        public int Tier { get; set; }

        public int Revenue { get; set; }

        public int Severity { get; set; }

        public int Workaround { get; set; }

        public int Recurrence { get; set; }

        public int FullCustomers { get; set; }

        public int FullRecurrences { get; set; }

        public decimal LeastRevenue { get; set; }

        public decimal FullRevenue { get; set; }

        public string? Currency { get; set; }

        public int P1 { get; set; }

        public int P2 { get; set; }

        public int P3 { get; set; }

        public int Sum => Customers + Tier + Revenue + Severity + Workaround + Recurrence;

        public static ImpactForm Of(ImpactSettings s) => new()
        {
            _before = s,
            Customers = s.Weights.Customers,
            Tier = s.Weights.Tier,
            Revenue = s.Weights.Revenue,
            Severity = s.Weights.Severity,
            Workaround = s.Weights.Workaround,
            Recurrence = s.Weights.Recurrence,
            FullCustomers = s.Curves.FullCustomers,
            FullRecurrences = s.Curves.FullRecurrences,
            LeastRevenue = s.Curves.LeastRevenue,
            FullRevenue = s.Curves.FullRevenue,
            Currency = s.Curves.Currency,
            P1 = s.Cuts.P1,
            P2 = s.Cuts.P2,
            P3 = s.Cuts.P3,
        };

        public ImpactSettings Value() => _before with
        {
            Weights = new() { Customers = Customers, Tier = Tier, Revenue = Revenue, Severity = Severity, Workaround = Workaround, Recurrence = Recurrence },
            Curves = _before.Curves with
            {
                FullCustomers = FullCustomers,
                FullRecurrences = FullRecurrences,
                LeastRevenue = LeastRevenue,
                FullRevenue = FullRevenue,
                Currency = Currency?.Trim().ToUpperInvariant() ?? "",
            },
            Cuts = new(P1, P2, P3),
        };
    }

    private sealed class PatienceForm
    {
        public decimal P1 { get; set; }

        public decimal P2 { get; set; }

        public decimal P3 { get; set; }

        public decimal P4 { get; set; }

        public int Shortens { get; set; }

        public decimal LeadP1 { get; set; }

        public decimal LeadP2 { get; set; }

        public decimal LeadP3 { get; set; }

        public decimal LeadP4 { get; set; }

        public static PatienceForm Of(PatienceSettings s) => new()
        {
            P1 = Hours(s.P1),
            P2 = Hours(s.P2),
            P3 = Hours(s.P3),
            P4 = Hours(s.P4),
            Shortens = s.ImpactShortensBy,
            LeadP1 = Hours(s.LeadP1),
            LeadP2 = Hours(s.LeadP2),
            LeadP3 = Hours(s.LeadP3),
            LeadP4 = Hours(s.LeadP4),
        };

        public PatienceSettings Value() => new()
        {
            P1 = Time(P1),
            P2 = Time(P2),
            P3 = Time(P3),
            P4 = Time(P4),
            ImpactShortensBy = Shortens,
            LeadP1 = Time(LeadP1),
            LeadP2 = Time(LeadP2),
            LeadP3 = Time(LeadP3),
            LeadP4 = Time(LeadP4),
        };

        private static decimal Hours(Duration time) => Math.Round((decimal)time.TotalHours, 2);

        // A number beyond what a duration can hold is out of range anyway, and refused as such.
        private static Duration Time(decimal hours) => Duration.FromMinutes((long)Math.Clamp(hours * 60, -1_000_000_000, 1_000_000_000));
    }
}
