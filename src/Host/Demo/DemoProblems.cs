using Bridgewatch.Desk.Tickets;

namespace Bridgewatch.Host.Demo;

/// <summary>What goes wrong at Northlane, and what is asked. <c>{n}</c> and <c>{ref}</c> stand for a count and a reference.</summary>
/// <param name="Weight">How often it comes, against the others.</param>
internal sealed record DemoProblem(
    string Component, string? Code, TicketType Type, Severity? Severity, int Weight, string Subject, string Body, string Cause, string Fix)
{
    public static IReadOnlyList<DemoProblem> All { get; } = [.. """
        payments/settlement|PAY-4102|fault|outage|7|SEPA payouts stuck in “submitted”|Since this morning our SEPA payouts stay in “submitted”: {n} payouts. Every row of the export shows PAY-4102. Our bank's cut-off is 14:00.|End-to-end ids are cut at 34 characters, so the bank rejects the file.|The batch was driven again with whole ids. Nothing was paid twice.
        payments/settlement|PAY-4117|fault|degraded|5|Payout file arrives a day late|The payout file of yesterday came only now ({ref}). PAY-4117 stands in the protocol.|The calendar of the bank had one holiday too many.|The calendar was corrected; the next files come in time.
        payments/settlement||question||5|When is a payout final?|We must book payouts on the day on which they cannot be taken back. Which of the dates in the export is that?|The description leaves it open.|It is the column “settled at”. The description says so now.
        payments/settlement/sepa-mapper|PAY-4131|fault|degraded|3|Umlauts rejected in payout references|{n} payouts came back because the reference holds an umlaut. The reason is PAY-4131.|The bank takes the basic character set only.|References are written in the basic character set from now on.
        payments/cards|PAY-5031|fault|outage|7|Card captures declined in three stores|Captures are declined with PAY-5031 in three of our stores since about half an hour, {n} so far. Authorisations still pass.|The acquirer's certificate was exchanged a day early.|The new certificate is trusted; held captures were sent again.
        payments/cards|PAY-5044|fault|degraded|6|3-D Secure page stays white|Buyers see a white page after the card number, mostly on phones. {ref} is an example, with PAY-5044.|A content policy blocked the bank's frame.|The policy lets the frame in again.
        payments/cards||request||4|Enable American Express for a second store|Please enable American Express for our store {ref} as well.|Not switched on for that store.|It is on. The first payment can be made now.
        payments/refunds|PAY-4417|fault|minor|6|Refund webhook sent twice|We get the webhook of a refund twice, with PAY-4417 in the second. Example: {ref}.|A timeout was taken for a failure.|The second call carries the same key now, and is dropped on your side.
        payments/refunds|PAY-4423|fault|degraded|4|Partial refund refused after 30 days|A partial refund of {ref} is refused with PAY-4423, although the contract says 90 days.|The limit of the old contract was still set.|The limit is 90 days now.
        payments/billing|BIL-6002|fault|minor|7|Invoice totals differ by one cent in CSV|The total in the CSV differs by one cent from the PDF on {n} invoices. BIL-6002 stands in the log of our import.|Lines were rounded before they were added.|Totals are rounded once. Files of this month were written anew.
        payments/billing|BIL-6017|request||4|Settlement report lacks fee column|We need the fee of each payout in the settlement report. The check of our auditors says BIL-6017.|Never asked for before.|The column is in the report since 4.19.
        payments/billing||question||5|Which address stands on the invoice?|We moved. Where do we change the address that stands on your invoices?|Hard to find.|Under company, addresses, invoices. We changed it for you this time.
        logistics/labels|LBL-2207|fault|degraded|8|Label PDF blank for A6 thermal printers|Labels for our A6 printers come out blank since this morning; A5 works. LBL-2207. {n} parcels wait.|The new renderer left out fonts that printers lack.|Fonts are embedded again.
        logistics/labels|LBL-2214|fault|minor|6|Barcode too narrow for the sorter|The sorter does not read the barcode on labels of one carrier. LBL-2214, example {ref}.|The width was computed for 203 dpi, and the printer has 300.|The width follows the printer.
        logistics/labels||question||5|Can labels be printed in batches?|Is there a way to print the labels of one wave at once, in the order of the pick list?|It exists and is not described.|Yes: POST /labels/batches with the order in “sort”. We wrote a page about it.
        logistics/tracking|TRK-3310|fault|degraded|8|Tracking out of order, bonded freight|Events of bonded freight come out of order: “delivered” before “cleared”. TRK-3310, {n} shipments.|The carrier sends local time without a zone.|Times are read in the zone of the depot.
        logistics/tracking|TRK-3324|fault|minor|5|Tracking page shows yesterday's status|Our buyers see the status of yesterday. {ref} was delivered this morning; the page names TRK-3324.|A cache was not emptied after the carrier's batch.|The cache is emptied with each batch.
        logistics/carrier-hub|CAR-2750|fault|degraded|7|Pickup slots missing for Osaka depot|No pickup slots are offered for the Osaka depot. CAR-2750 since Monday.|The carrier closed the old interface.|Slots come from the new interface.
        logistics/carrier-hub|CAR-2768|fault|outage|4|Bookings time out|All bookings with one carrier time out, {n} orders wait. CAR-2768.|The carrier's gateway was overloaded.|Bookings go through the second gateway; all waiting orders are booked.
        logistics/carrier-hub||request||4|Add a second pickup on Saturdays|We need a second pickup on Saturdays from December on. Can you set it up with the carrier?|Wish of a customer.|Set up from the first Saturday on.
        logistics/rate-engine|RTE-1020|fault|minor|5|Rates differ between quote and invoice|Quotes are lower than what is invoiced for {n} parcels. RTE-1020 in our check.|The fuel surcharge came a day late.|The surcharge counts from its first day; the difference is credited.
        logistics/rate-engine|RTE-1044|fault|degraded|5|Rate quotes missing for Hokkaido|No rate is quoted for addresses on Hokkaido, RTE-1044 instead.|A range of postcodes was missing in the tariff.|The range is in the tariff.
        logistics/addresses|ADR-3105|fault|minor|6|Address import times out at 50,000 rows|The import stops at 50,000 rows with ADR-3105. The file has {n} more.|One transaction held the whole file.|Files are imported in parts of 5,000 rows.
        logistics/addresses||question||4|Why is this address “unsure”?|{ref} is a good address, but is marked “unsure”. What must we change?|The register of the town is three years old.|Nothing is wrong with it; we marked it as checked.
        logistics/customs|CUS-1409|fault|outage|6|Customs declarations rejected for lithium|All declarations with lithium batteries are rejected with CUS-1409 since the night. {n} parcels stand at the border.|The tariff number changed at the turn of the month.|The new number is used; rejected declarations were sent again.
        logistics/customs|CUS-1422|fault|degraded|4|Wrong currency on commercial invoice|The commercial invoice says EUR where it must say JPY. CUS-1422, example {ref}.|The currency was taken from the shop, not from the order.|It is taken from the order.
        logistics/customs||question||4|Which tariff number for sample goods?|We send samples without value. Which tariff number do we give?|A question of law more than of software.|The number of the goods, with the reason “sample”. Please ask your broker about the value.
        logistics/edi|EDI-2118|fault|degraded|6|EDIFACT file rejected at segment 14|Our partner's system rejects the file at segment 14, EDI-2118. It worked until Friday.|A qualifier of the older directory was dropped.|The qualifier is written for this partner again.
        logistics/edi|EDI-2131|fault|minor|4|Acknowledgements come late|Acknowledgements come after hours ({ref}); EDI-2131 in our monitor.|The mailbox was read once an hour.|It is read every five minutes.
        platform/identity|IDN-4031|fault|outage|6|Sign-on loop for new warehouse users|New users of our warehouse are sent round in circles at sign-on: IDN-4031. {n} people cannot work.|A claim of the identity provider changed its name.|Both names are understood.
        platform/identity||request||6|Add two administrators|Please make two colleagues of ours administrators: {ref}.|Their only administrator had left.|Done, after a call back to the number in the contract.
        platform/identity|IDN-4050|fault|minor|4|Second factor asked at every page|The second factor is asked for at every page since the update of the browser. IDN-4050.|A cookie lacked an attribute that browsers now demand.|The attribute is set.
        platform/webhooks|WHK-5290|fault|degraded|7|Webhook signatures fail after key rotation|Since the key was rotated, all signatures fail: WHK-5290. {n} events were refused by us.|The old key ended before the new one was fetched.|Both keys hold for a day; refused events were sent again.
        platform/webhooks|WHK-5301|fault|minor|4|Webhooks come in bursts|We get nothing for minutes and then {n} webhooks at once. WHK-5301.|One slow receiver held up its whole shard.|Slow receivers have a queue of their own.
        platform/api|API-7013|fault|degraded|6|HTTP 429 although below the limit|We get HTTP 429 with API-7013 far below our limit. Example: {ref}.|The limit was counted for each node, not for all.|It is counted once.
        platform/api||question||6|How are list pages sorted?|Can we rely on the order of list pages while records are added?|The page left it out.|Yes, newest first, with a cursor that stays valid. The page says so now.
        platform/reports|RPT-8004|fault|minor|5|Export of the quarter stops at 90 %|The export of the quarter stops at 90 % with RPT-8004.|One row held a character that the writer refuses.|The writer takes it; your export is ready.
        platform/reports||request||4|Weekly report on Sundays|Can the weekly report come on Sunday evening instead of Monday morning?|A wish.|It comes on Sunday at 20:00 from now on.
        """.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Row)];

    /// <summary>Outages are of these.</summary>
    public static IReadOnlyList<DemoProblem> Outages { get; } = [.. All.Where(p => p.Severity == Desk.Tickets.Severity.Outage || p.Code is "TRK-3310" or "LBL-2207" or "WHK-5290")];

    private static DemoProblem Row(string line)
    {
        var c = line.Split('|', StringSplitOptions.TrimEntries);
        return new(c[0], c[1].Length == 0 ? null : c[1], Enum.Parse<TicketType>(c[2], ignoreCase: true),
            c[3].Length == 0 ? null : Enum.Parse<Severity>(c[3], ignoreCase: true),
            int.Parse(c[4], System.Globalization.CultureInfo.InvariantCulture), c[5], c[6], c[7], c[8]);
    }
}
