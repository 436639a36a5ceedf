using Bridgewatch.Catalog.Organizations;
using CsCheck;

namespace Bridgewatch.Tests.Catalog;

public class MappingDomains
{
    [Theory]
    [InlineData("gmail.com")]
    [InlineData("GMAIL.COM")]
    [InlineData("@gmx.net")]
    [InlineData("gmx.de")]
    [InlineData("yahoo.co.uk")]
    [InlineData("yahoo.com.br")]
    [InlineData("hotmail.fr")]
    [InlineData("web.de")]
    [InlineData("qq.com")]
    [InlineData("163.com")]
    [InlineData("proton.me")]
    [InlineData("icloud.com")]
    [InlineData("abc123.privaterelay.appleid.com")]
    public void A_public_mail_domain_never_maps(string domain) => PublicMailDomains.Contains(domain).ShouldBeTrue();

    [Theory]
    [InlineData("acme.example")]
    [InlineData("yahoo.acme.example")]
    [InlineData("notgmail.com")]
    [InlineData("gmail.com.acme.example")]
    [InlineData("live.acme.com")]
    [InlineData("outlook.example")]
    [InlineData("com")]
    [InlineData("")]
    [InlineData(null)]
    public void A_companys_own_domain_may_map(string? domain) => PublicMailDomains.Contains(domain).ShouldBeFalse();

    [Theory]
    [InlineData(" Acme.Example. ", "acme.example")]
    [InlineData("@acme.example", "acme.example")]
    [InlineData("https://www.acme.example/about?x", "acme.example")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("acme", null)]
    [InlineData("10.0.0.1", null)]
    [InlineData("-acme.example", null)]
    [InlineData("acme..example", null)]
    [InlineData("ac me.example", null)]
    [InlineData("kim@acme.example", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_domain_has_one_form(string? typed, string? domain) => DomainName.Normalise(typed).ShouldBe(domain);

    [Theory]
    [InlineData(" Kim.Lee+x@ACME.example ", "Kim.Lee+x@acme.example")]
    [InlineData("Kim Lee <kim@acme.example>", "kim@acme.example")]
    [InlineData("mailto:kim@bücher.example", "kim@xn--bcher-kva.example")]
    [InlineData("jörg@acme.example", "jörg@acme.example")]
    [InlineData("kim", null)]
    [InlineData("kim@", null)]
    [InlineData("@acme.example", null)]
    [InlineData("kim lee@acme.example", null)]
    [InlineData("kim@acme", null)]
    [InlineData("kim..lee@acme.example", null)]
    [InlineData("kim@acme.example\r\nBcc: all@acme.example", null)]
    [InlineData("kim@https://acme.example", null)]
    [InlineData(null, null)]
    public void An_address_has_one_form(string? typed, string? address) => EmailText.Normalise(typed).ShouldBe(address);

    [Fact]
    public void What_was_normalised_stays_as_it_is() =>
        Gen.String[Gen.Char["aZ9.-@<> :/é_+\n\ud800"], 0, 20].Sample(text =>
        {
            if (DomainName.Normalise(text) is { } domain) DomainName.Normalise(domain).ShouldBe(domain);
            if (EmailText.Normalise(text) is { } address) EmailText.Normalise(address).ShouldBe(address);
        }, iter: 20_000);
}
