using Bridgewatch.Desk.Text;
using CsCheck;

namespace Bridgewatch.Tests.Desk;

public class FindingErrorCodes
{
    [Theory]
    [InlineData("Payout fails with PAY-4102, then PAY-4102 again.", "PAY-4102")]
    [InlineData("net::ERR_SSL_HANDSHAKE (err_timeout)", "ERR_SSL_HANDSHAKE|ERR_TIMEOUT")]
    [InlineData("E1234: ORA-00001 unique constraint", "E1234|ORA-00001")]
    [InlineData("HTTP 503 and HTTP/1.1 504 and HTTP status code: 500, http-429", "HTTP 503|HTTP 504|HTTP 500|HTTP 429")]
    [InlineData("failed: 0x80070005, pointer 0x00007ffd12345678", "0X80070005")]
    [InlineData("connect ECONNREFUSED 10.0.0.1:443", "ECONNREFUSED")]
    [InlineData("**AUTH-TOKEN-1201** _PAY-4102_ `E_ACCESSDENIED` (SSL\\_ERROR\\_BAD\\_CERT)", "AUTH-TOKEN-1201|PAY-4102|E_ACCESSDENIED|SSL_ERROR_BAD_CERT")]
    [InlineData("🔥PAY-4102🔥 https://status.example/PAY-5031?x", "PAY-4102|PAY-5031")]
    public void Codes_are_found_in_running_text_once_in_capitals(string text, string codes) =>
        string.Join('|', ErrorCodes.In(text)).ShouldBe(codes);

    [Theory]
    [InlineData("T-1042 INC-207 P-3 and ORDER-1234")]
    [InlineData("2026-03-27, 27-MAR-2026, MAR-2026")]
    [InlineData("550e8400-e29b-41d4-a716-446655440000 A1B2C3D4-E29B-4104-A716-446655440000 ABCDEFAB-ABCD-1234-1234-446655440000")]
    [InlineData("CVE-2024-3094 CWE-079 ISO-8859-1 UTF-8 SHA-256 RFC-9110 AES-128")]
    [InlineData("EUR-500 HTTP 200, 404 people, room 503, HTTP works: 503")]
    [InlineData("pay-4102 XPAY-41021234 PAY-41 PAY-4102-beta éPAY-4102 MAX_VALUE error E12")]
    [InlineData("")]
    [InlineData(null)]
    public void What_only_looks_like_a_code_is_left_alone(string? text) => ErrorCodes.In(text).ShouldBeEmpty();

    [Fact]
    public void A_pasted_log_gives_no_more_than_twenty() =>
        ErrorCodes.In(string.Join('\n', Enumerable.Range(1000, 500).Select(i => $"PAY-{i}")))
            .ShouldBe(Enumerable.Range(1000, ErrorCodes.Most).Select(i => $"PAY-{i}"));

    [Fact]
    public void Codes_are_found_wherever_they_stand_and_finding_them_again_changes_nothing() =>
        Gen.Select(Gen.String[Gen.Char[" .,;:()[]{}\"'\n\t/=*"], 0, 20], Gen.Int[100, 999_999], Gen.String[Gen.Char[" .,;:()\n/*"], 0, 20])
            .Sample((before, number, after) =>
            {
                var codes = ErrorCodes.In($"{before} PAY-{number}{after}");
                codes.ShouldBe([$"PAY-{number}"]);
                ErrorCodes.In(string.Join(' ', codes)).ShouldBe(codes);
            });

    [Fact]
    public void Any_text_gives_clean_codes() =>
        Gen.String[Gen.Char["aAEeR_-0123456789xX /.HTPC\0é"], 0, 200].Sample(text =>
        {
            var codes = ErrorCodes.In(text);
            codes.ShouldBeUnique();
            foreach (var code in codes)
            {
                code.Length.ShouldBeLessThanOrEqualTo(ErrorCodes.Longest);
                ErrorCodes.Normalise(code).ShouldBe(code);
                ErrorCodes.In(code).ShouldBe([code]);
            }
        }, iter: 20_000);

    [Theory]
    [InlineData(" pay-4102 ", "PAY-4102")]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData(null, null)]
    [InlineData("a\0b", null)]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg", null)]
    public void A_typed_code_is_trimmed_and_put_in_capitals_or_refused(string? typed, string? code) =>
        ErrorCodes.Normalise(typed).ShouldBe(code);
}
