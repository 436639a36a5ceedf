using Bridgewatch.Access.People;
using Bridgewatch.Catalog.Organizations;

namespace Bridgewatch.Host.Demo;

/// <summary>Northlane, which moves payments and parcels for shops, and its customers. Everybody in it is made up; all addresses end in
/// <c>.example</c>, which belongs to nobody.</summary>
internal static class DemoCompany
{
    public const string Name = "Northlane";

    public const string Domain = "northlane.example";

    /// <summary>Roles that are held at customers, or for a time.</summary>
    public const string AccountManager = "account-manager", Auditor = "auditor";

    private const string Hamburg = "Europe/Berlin", Austin = "America/Chicago", Osaka = "Asia/Tokyo";

    public static IReadOnlyList<DemoTeam> Teams { get; } =
    [
        new("Payments", "payments"), new("Logistics", "logistics"), new("Customs and trade", "customs-and-trade"), new("Platform", "platform"),
    ];

    public static IReadOnlyList<DemoColleague> People { get; } =
    [
        new("Lena Hartwig", "payments", "support-engineer-l2", SupportTier.L2, Hamburg),
        new("Rob Castellano", "payments", "support-engineer-l2", SupportTier.L2, Austin),
        new("Marcus Oyelaran", "payments", "support-engineer-l3", SupportTier.L3, Hamburg),
        new("Priya Raman", "payments", "engineer", SupportTier.L3, Hamburg),
        new("Tom Albrecht", "payments", "support-engineer-l1", SupportTier.L1, Hamburg),
        new("Grace Holloway", "payments", "support-engineer-l1", SupportTier.L1, Austin),
        new("Yumi Nakano", "payments", "support-engineer-l1", SupportTier.L1, Osaka),
        new("Jonas Weidner", "payments", "incident-commander", SupportTier.L2, Hamburg),
        new("Yuto Tanabe", "logistics", "support-engineer-l2", SupportTier.L2, Osaka),
        new("Nadia Brandt", "logistics", "support-engineer-l2", SupportTier.L2, Hamburg),
        new("Aiko Morishita", "logistics", "support-engineer-l1", SupportTier.L1, Osaka),
        new("Ben Whitfield", "logistics", "support-engineer-l1", SupportTier.L1, Austin),
        new("Hannah Seidel", "logistics", "support-engineer-l1", SupportTier.L1, Hamburg),
        new("Oskar Nyberg", "logistics", "support-engineer-l3", SupportTier.L3, Hamburg),
        new("Carlos Mendes", "logistics", "engineer", SupportTier.L3, Austin),
        new("Sanne de Vries", "customs-and-trade", "support-engineer-l2", SupportTier.L2, Hamburg),
        new("Ren Fujita", "customs-and-trade", "support-engineer-l1", SupportTier.L1, Osaka),
        new("Ana Ruiz", "customs-and-trade", "support-engineer-l1", SupportTier.L1, Austin),
        new("Elif Kaya", "customs-and-trade", "support-engineer-l3", SupportTier.L3, Hamburg),
        new("Kenji Ito", "platform", "support-engineer-l2", SupportTier.L2, Osaka),
        new("Daniel Okafor", "platform", "support-engineer-l3", SupportTier.L3, Austin),
        new("Mira Petrovic", "platform", "support-engineer-l1", SupportTier.L1, Hamburg),
        new("Paul Richter", "platform", "support-engineer-l1", SupportTier.L1, Hamburg),
        new("Sofia Lindqvist", "platform", "support-lead", SupportTier.L2, Hamburg),
        new("Ines Moreau", "logistics", "product-manager", null, Hamburg),
        new("Clara Voigt", "", AccountManager, null, Hamburg),
        new("Henrik Dahl", "", "compliance-officer", null, Hamburg),
        new("Judith Marek", "", Auditor, null, Hamburg),
    ];

    /// <summary>Parents first.</summary>
    public static IReadOnlyList<DemoComponent> Components { get; } =
    [
        new("payments", "Payments", "payments", "From checkout to the merchant's bank account"),
        new("payments/settlement", "Settlement", "payments", "Collects payouts and hands them to banks"),
        new("payments/settlement/sepa-mapper", "SEPA mapper", "payments", "Turns payouts into pain.001 files"),
        new("payments/cards", "Cards", "payments", "Authorises and captures card payments"),
        new("payments/refunds", "Refunds", "payments", "Pays back, whole or in part"),
        new("payments/billing", "Billing", "payments", "Invoices and statements of fees"),
        new("logistics", "Logistics", "logistics", "From order to doorstep"),
        new("logistics/labels", "Labels", "logistics", "Shipping labels for all carriers and printers"),
        new("logistics/tracking", "Tracking", "logistics", "Events of carriers, in one form"),
        new("logistics/carrier-hub", "Carrier hub", "logistics", "Bookings and pickups with carriers"),
        new("logistics/rate-engine", "Rate engine", "logistics", "Quotes of what a shipment costs"),
        new("logistics/addresses", "Addresses", "logistics", "Checks and imports addresses"),
        new("logistics/customs", "Customs", "customs-and-trade", "Declarations and tariff numbers"),
        new("logistics/edi", "EDI", "customs-and-trade", "EDIFACT and X12 with partners"),
        new("platform", "Platform", "platform", "What all products stand on"),
        new("platform/identity", "Identity", "platform", "Sign-in and rights"),
        new("platform/webhooks", "Webhooks", "platform", "Tells customers' systems what happened"),
        new("platform/api", "API", "platform", "The public interface"),
        new("platform/reports", "Reports", "platform", "Exports and dashboards"),
    ];

    public static IReadOnlyList<DemoOrganization> Organizations { get; } = [.. """
        Brandtner Logistik GmbH     |platinum|412000|eu-central|brandtner-logistik|payments logistics platform
        Hansewerk Versand AG        |gold    |268000|eu-central|hansewerk         |payments logistics
        Isar Pharma Großhandel      |gold    |190000|eu-central|isar-pharma       |logistics payments
        Möller & Sohn Spedition     |silver  |64000 |eu-central|moeller-spedition |payments logistics
        Nordtor Handel              |silver  |48000 |eu-central|nordtor           |payments platform
        Lakeshore Medical Supply    |gold    |236000|us-central|lakeshore-medical |payments logistics platform
        Prairie State Grocers       |gold    |174000|us-central|prairie-grocers   |payments platform
        Cedar Ridge Outfitters      |silver  |81000 |us-central|cedar-ridge       |payments logistics platform
        青山電子 Aoyama Denshi          |platinum|365000|jp        |aoyama-denshi     |logistics platform
        港フレイト Minato Freight        |gold    |142000|jp        |minato-freight    |logistics
        さくら薬品 Sakura Yakuhin        |silver  |58000 |jp        |sakura-yakuhin    |logistics payments
        Central European Fulfilment |platinum|520000|eu-central|cef               |payments logistics platform
        Alsterkontor Textil         |standard|9500  |eu-central|alsterkontor      |logistics
        Baltic Timber Trade         |silver  |37000 |eu-central|baltic-timber     |logistics payments
        Bergmann Ersatzteile        |standard|14000 |eu-central|bergmann-teile    |logistics
        Café Kontinent Rösterei     |standard|7200  |eu-central|cafe-kontinent    |payments
        Donau Feinmechanik          |silver  |52000 |eu-central|donau-fein        |logistics platform
        Eifel Outdoor Versand       |standard|16500 |eu-central|eifel-outdoor     |payments logistics
        Flensburg Yachtbedarf       |standard|11200 |eu-central|flens-yacht       |payments logistics
        Grünwald Biomarkt           |silver  |43000 |eu-central|gruenwald-bio     |payments
        Harz Spielwaren             |standard|12800 |eu-central|harz-spiel        |payments logistics
        Jura Uhren Atelier          |gold    |121000|eu-central|jura-uhren        |payments platform
        Kieler Fischkontor          |standard|8900  |eu-central|kieler-fisch      |logistics
        Lusatia Glas                |standard|10400 |eu-central|lusatia-glas      |logistics payments
        Austin Bicycle Works        |standard|18200 |us-central|austin-bicycle    |payments logistics
        Bluebonnet Nurseries        |standard|13600 |us-central|bluebonnet        |logistics
        Copperline Electric         |silver  |72000 |us-central|copperline        |logistics platform
        Desert Bloom Cosmetics      |silver  |45500 |us-central|desert-bloom      |payments logistics
        Great Plains Instruments    |gold    |158000|us-central|plains-instruments|payments logistics
        Harbor Point Books          |standard|9100  |us-central|harbor-point      |payments
        Ironwood Furniture          |silver  |39000 |us-central|ironwood          |logistics
        Juniper Pet Supply          |standard|15300 |us-central|juniper-pet       |payments logistics
        Mesa Robotics               |gold    |133000|us-central|mesa-robotics     |logistics platform
        Fuji Kōgaku Optics          |gold    |149000|jp        |fuji-kogaku       |logistics platform
        Hokuto Suisan               |standard|13900 |jp        |hokuto-suisan     |logistics
        Kansai Bunguten             |silver  |41000 |jp        |kansai-bungu      |payments logistics
        Midori Engei                |standard|10100 |jp        |midori-engei      |payments
        Nagoya Seimitsu             |silver  |69000 |jp        |nagoya-seimitsu   |logistics platform
        Setouchi Ceramics           |standard|8700  |jp        |setouchi-ceramics |logistics payments
        Tōhoku Sake Union           |standard|17400 |jp        |tohoku-sake       |payments logistics
        """.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Row)];

    /// <summary>Given and family names of contacts, by region.</summary>
    public static IReadOnlyDictionary<string, (string[] Given, string[] Family)> Names { get; } = new Dictionary<string, (string[], string[])>
    {
        ["eu-central"] = (Words("Heike Stefan Birgit Matthias Anke Dirk Julia Henning Petra Lars Silke Florian Ulrike Georg Marlene Timo"),
            Words("Sommerfeld Kruse Lindemann Voss Ahrens Brunner Falk Engel Thiel Reuter Lorenz Behrens Paulsen Hagen")),
        ["us-central"] = (Words("Dana Marcus Kelly Trevor Alicia Wayne Brooke Hector Jodie Calvin Renee Travis Paige Andre"),
            Words("Hollis Nguyen Whitaker Barnes Delgado Foster Pruitt Sanders Mercer Boyd Ellison Tate")),
        ["jp"] = (Words("Haruka Satoshi Emi Takumi Naoko Daichi Misaki Shun Kaori Hiroki Ayumi Kazuya"),
            Words("Matsuda Ogawa Hayashi Nishimura Kubo Arai Sugiyama Endo Morita Okada Shimizu Kitagawa")),
    };

    private static string[] Words(string words) => words.Split(' ');

    private static DemoOrganization Row(string line)
    {
        var cells = line.Split('|', StringSplitOptions.TrimEntries);
        return new(cells[0], Enum.Parse<CustomerTier>(cells[1], ignoreCase: true),
            decimal.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture), cells[3], $"{cells[4]}.example", cells[5].Split(' '));
    }
}

internal sealed record DemoTeam(string Name, string Slug);

/// <param name="Role">Code of the role that is granted.</param>
internal sealed record DemoColleague(string Name, string Team, string Role, SupportTier? Tier, string Zone)
{
    public string Email => $"{Name.ToLowerInvariant().Replace(" de ", ".de", StringComparison.Ordinal).Replace(' ', '.')}@{DemoCompany.Domain}";
}

internal sealed record DemoComponent(string Slug, string Name, string Team, string Description);

internal sealed record DemoOrganization(string Name, CustomerTier Tier, decimal Revenue, string Region, string Domain, IReadOnlyList<string> Services)
{
    /// <summary>In which it pays.</summary>
    public string Currency => Region == "us-central" ? "USD" : "EUR";
}
