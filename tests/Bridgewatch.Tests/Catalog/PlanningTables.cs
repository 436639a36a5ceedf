using System.Text;
using Bridgewatch.Catalog.Import;
using Bridgewatch.Catalog.Organizations;
using CsCheck;
using NodaTime;

namespace Bridgewatch.Tests.Catalog;

public class PlanningTables
{
    [Fact]
    public void Organizations_are_created_or_updated_by_name()
    {
        var plan = OrganizationRows.Plan(Table("""
            Name;Tier;Annual revenue;Currency;As of;Region;Domains;Parent;Owner;Colour
            Acme;GOLD;1.200.000,50;usd;2026-01-31;EU;acme.example, www.Acme.example gmail.com;;ada@us.example;red
            Acme Labs;;;;;;;acme;;
            """), ["ACME"], "EUR");

        plan.Findings.ShouldBe([new(FindingWeight.Note, ImportFault.ColumnNotUsed, null, null, "Colour")]);
        plan.Rows.Select(r => (r.Line, r.Change)).ShouldBe([(2, RowChange.Update), (3, RowChange.Create)]);
        var acme = plan.Rows[0].Value!;
        (acme.Name, acme.Tier, acme.Revenue, acme.Currency, acme.RevenueAsOf, acme.Region, acme.Parent, acme.Owner).ShouldBe(
            ("Acme", CustomerTier.Gold, 1_200_000.50m, "USD", new LocalDate(2026, 1, 31), "EU", null, "ada@us.example"));
        acme.Domains.ShouldBe(["acme.example"]);
        plan.Rows[0].Findings.ShouldBe([ImportFinding.Warning(ImportFault.DomainIsPublic, 2, "gmail.com")]);
        (plan.Rows[1].Value!.Currency, plan.Rows[1].Value!.Parent).ShouldBe((null, "acme"));
    }

    [Theory]
    [InlineData(",gold,,,", ImportFault.ValueMissing)]
    [InlineData("A,brass,,,", ImportFault.WordUnknown)]
    [InlineData("A,2,,,", ImportFault.WordUnknown)]
    [InlineData("A,,lots,,", ImportFault.NumberInvalid)]
    [InlineData("A,,-5,,", ImportFault.NumberInvalid)]
    [InlineData("A,,,nodomain,", ImportFault.DomainInvalid)]
    [InlineData("A,,,first.example,", ImportFault.DuplicateRow)]
    [InlineData("First,,,,", ImportFault.DuplicateRow)]
    [InlineData("A,,,,Nobody", ImportFault.NotFound)]
    [InlineData("\"A\nB\",,,,", ImportFault.NotText)]
    [InlineData("A,,,,A", ImportFault.Cycle)]
    public void A_row_that_cannot_be_taken_says_why_and_the_others_go_on(string row, ImportFault fault)
    {
        var plan = OrganizationRows.Plan(Table($"name,tier,revenue,domains,parent\nFirst,,,first.example,\n{row}\nLast,,,,"), [], "EUR");

        plan.Rows.Select(r => r.Change).ShouldBe([RowChange.Create, RowChange.Refuse, RowChange.Create]);
        var finding = plan.Rows[1].Findings.Where(f => f.Fault == fault).ShouldHaveSingleItem();
        (finding.Line, finding.Weight).ShouldBe((3, FindingWeight.Error));
        plan.Rows[1].Value.ShouldBeNull();
    }

    [Fact]
    public void Parents_in_a_circle_are_refused_once()
    {
        var plan = OrganizationRows.Plan(Table("name,parent\nA,B\nB,C\nC,A\nD,A"), [], "EUR");
        plan.Rows.Select(r => r.Change).ShouldBe([RowChange.Create, RowChange.Create, RowChange.Refuse, RowChange.Create]);
    }

    [Fact]
    public void A_currency_must_be_one() =>
        OrganizationRows.Plan(Table("name,revenue,currency\nA,5,euro\nB,,euro"), [], "EUR").Rows.Select(r => r.Change)
            .ShouldBe([RowChange.Refuse, RowChange.Create]);

    [Fact]
    public void A_table_without_its_column_gives_no_rows()
    {
        var plan = OrganizationRows.Plan(Table("tier\ngold"), [], "EUR");
        plan.Rows.ShouldBeEmpty();
        plan.Findings.ShouldContain(new ImportFinding(FindingWeight.Error, ImportFault.HeaderMissing, null, null, "name"));
    }

    [Fact]
    public void Contacts_have_several_addresses_and_organizations()
    {
        var plan = ContactRows.Plan(Table("""
            E-mail,Name,Organisation,Phone,Language
            Kim Lee <KIM@Acme.example>; kim@labs.example,Kim Lee,acme | Labs,+49 30 1,de
            bo@acme.example,,,,
            kim@acme.example,Twice,,,
            bo@,Bo,,,
            cy@acme.example,Cy,Nobody Inc,,
            ,No address,,,
            """), ["Acme", "Labs"], ["BO@acme.example"]);

        plan.Findings.ShouldBeEmpty();
        plan.Rows.Select(r => r.Change).ShouldBe([RowChange.Create, RowChange.Update, RowChange.Refuse, RowChange.Refuse,
            RowChange.Refuse, RowChange.Refuse]);
        plan.Rows[0].Value!.Emails.ShouldBe(["KIM@acme.example", "kim@labs.example"]);
        plan.Rows[0].Value!.Organizations.ShouldBe(["acme", "Labs"]);
        plan.Rows[0].Value!.Phone.ShouldBe("+49 30 1");
        plan.Rows.Skip(2).Select(r => r.Findings.Single().Fault).ShouldBe(
            [ImportFault.DuplicateRow, ImportFault.EmailInvalid, ImportFault.NotFound, ImportFault.ValueMissing]);
    }

    [Fact]
    public void Subscriptions_find_their_organization_and_service()
    {
        var plan = SubscriptionRows.Plan(Table("""
            customer,service,region,version,from,until
            ACME,Payments,EU,4.18,2026-01-01,
            acme,payments,US,,31.12.2025,2026/02/01
            Acme,payments,eu,,,
            Acme,nothing,,,,
            Acme,payments,AP,,2026-05-01,2026-04-01
            Acme,payments,ZA,,05/01/26,
            Nobody,payments,,,,
            """), ["Acme"], new Dictionary<string, string> { ["payments"] = "Payments" }, [("acme", "payments", "us")]);

        plan.Rows[0].Value.ShouldBe(new("Acme", "payments", "EU", "4.18", new LocalDate(2026, 1, 1), null));
        (plan.Rows[1].Change, plan.Rows[1].Value!.Until).ShouldBe((RowChange.Update, new LocalDate(2026, 2, 1)));
        plan.Rows.Skip(2).Select(r => r.Findings.Single().Fault).ShouldBe([ImportFault.DuplicateRow, ImportFault.NotFound,
            ImportFault.DatesReversed, ImportFault.DateInvalid, ImportFault.NotFound]);
    }

    [Theory]
    [InlineData("1200000", "1200000")]
    [InlineData("1,200,000.5", "1200000.5")]
    [InlineData("1.200.000,50", "1200000.50")]
    [InlineData("1 200 000", "1200000")]
    [InlineData("1'200'000.00", "1200000.00")]
    [InlineData("1,234", "1234")]
    [InlineData("1.234", "1234")]
    [InlineData("0,5", "0.5")]
    [InlineData("1,2,3", null)]
    [InlineData("1.200,000,5", null)]
    [InlineData("12,34,567", null)]
    [InlineData("1.5.50", null)]
    [InlineData("-5", null)]
    [InlineData("5k", null)]
    [InlineData(",", null)]
    [InlineData("123456789012345678901234567890", null)]
    public void Amounts_are_read_as_several_countries_write_them(string text, string? amount) =>
        AmountText.Parse(text)?.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(amount);

    [Fact]
    public void Any_table_gives_one_plan_a_row_and_a_value_unless_it_is_refused() =>
        Gen.String[Gen.Char["name,tier;domains parent\n\"A@.x=1'é"], 0, 120].Sample(text =>
        {
            var table = CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes($"name,tier,domains,parent,email,organization,service\n{text}")));
            var plan = OrganizationRows.Plan(table, ["A"], "EUR");
            plan.Rows.Count.ShouldBe(table.Rows.Count);
            plan.Rows.ShouldAllBe(r => r.Value == null == (r.Change == RowChange.Refuse)
                && (r.Change == RowChange.Refuse) == r.Findings.Any(f => f.Weight == FindingWeight.Error));
            ContactRows.Plan(table, ["A"], []).Rows.Count.ShouldBe(table.Rows.Count);
            SubscriptionRows.Plan(table, ["A"], new Dictionary<string, string> { ["x"] = "X" }, []).Rows.Count.ShouldBe(table.Rows.Count);
        }, iter: 300);

    private static CsvTable Table(string text) => CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
