namespace Bridgewatch.Catalog.Organizations;

/// <summary>
/// Domains under which anybody gets a mailbox. They say nothing about where somebody works, so they never map to an
/// organization: or the first customer with a free mailbox would see the tickets of all the others.
/// </summary>
public static class PublicMailDomains
{
    /// <summary>Providers with one domain in each country: `yahoo.de`, `gmx.co.uk`.</summary>
    private static readonly HashSet<string> s_anyCountry = [.. Words("""
        yahoo ymail rocketmail gmx hotmail outlook live msn googlemail yandex aol tiscali excite lycos
        """)];

    private static readonly HashSet<string> s_domains = [.. Words("""
        gmail.com icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de
        tuta.io tuta.com tutamail.com keemail.me hushmail.com fastmail.com fastmail.fm mailbox.org posteo.de posteo.net
        hey.com zoho.com zohomail.com zohomail.eu mail.com email.com usa.com post.com inbox.com gmx.net mailfence.com runbox.com
        disroot.org riseup.net startmail.com duck.com passmail.net simplelogin.com anonaddy.me mozmail.com
        privaterelay.appleid.com relay.firefox.com
        web.de t-online.de freenet.de arcor.de online.de email.de vodafone.de kabelmail.de unitybox.de
        bluewin.ch sunrise.ch hispeed.ch chello.at aon.at a1.net
        orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr numericable.fr bbox.fr club-internet.fr
        libero.it virgilio.it alice.it tin.it tim.it inwind.it iol.it poste.it fastwebnet.it
        telefonica.net terra.es sapo.pt mail.pt clix.pt
        btinternet.com btopenworld.com sky.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk tesco.net
        telenet.be skynet.be proximus.be ziggo.nl kpnmail.nl planet.nl hetnet.nl home.nl xs4all.nl upcmail.nl casema.nl
        telia.com telia.se spray.se comhem.se bredband.net online.no broadpark.no mail.dk jubii.dk stofanet.dk
        elisanet.fi kolumbus.fi luukku.com suomi24.fi
        wp.pl o2.pl onet.pl onet.eu interia.pl interia.eu op.pl poczta.onet.pl gazeta.pl tlen.pl
        seznam.cz email.cz centrum.cz post.cz volny.cz azet.sk centrum.sk zoznam.sk freemail.hu citromail.hu indamail.hu
        abv.bg mail.bg dir.bg net.hr siol.net ukr.net i.ua meta.ua bigmir.net
        mail.ru bk.ru inbox.ru list.ru internet.ru rambler.ru ya.ru lenta.ru
        qq.com foxmail.com vip.qq.com 163.com vip.163.com 126.com yeah.net 188.com sina.com sina.cn sohu.com 139.com
        189.cn wo.cn aliyun.com tom.com 21cn.com
        naver.com daum.net hanmail.net kakao.com nate.com
        docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp nifty.com ybb.ne.jp
        rediffmail.com rediff.com sify.com indiatimes.com
        uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com oi.com.br
        comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com netzero.net
        optonline.net roadrunner.com rr.com windstream.net frontier.com centurylink.net embarqmail.com q.com aim.com
        rogers.com shaw.ca telus.net sympatico.ca videotron.ca bell.net
        bigpond.com bigpond.net.au optusnet.com.au iinet.net.au internode.on.net tpg.com.au xtra.co.nz
        walla.co.il walla.com 012.net.il netvision.net.il mynet.com maktoob.com mweb.co.za telkomsa.net webmail.co.za
        mailinator.com guerrillamail.com sharklasers.com yopmail.com 10minutemail.com temp-mail.org tempmail.com
        trashmail.com trash-mail.com dispostable.com getnada.com maildrop.cc mailnesia.com throwawaymail.com moakt.com
        """)];

    /// <summary>True for a domain of this list, and for what lies below one.</summary>
    /// <param name="domain">In any form that <see cref="DomainName.Normalise"/> understands; what it does not is none.</param>
    public static bool Contains(string? domain)
    {
        if (DomainName.Normalise(domain) is not { } name) return false;
        var labels = name.Split('.');
        for (var i = 0; i <= labels.Length - 2; i++)
            if (s_domains.Contains(string.Join('.', labels[i..])) || IsInSomeCountry(labels.AsSpan(i))) return true;
        return false;
    }

    /// <summary>`yahoo.com`, `yahoo.de`, `yahoo.co.uk`, `yahoo.com.br`; not `yahoo.acme.example`.</summary>
    private static bool IsInSomeCountry(ReadOnlySpan<string> labels) =>
        s_anyCountry.Contains(labels[0]) && labels[1..] switch
        {
            ["com" or "net" or "ru" or "fr" or "cz" or "eu"] => true,
            [{ Length: 2 }] => true,
            ["co" or "com" or "ne" or "net" or "or", { Length: 2 }] => true,
            _ => false,
        };

    private static string[] Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
