using System.CommandLine;
using System.Text;
using Bridgewatch.Desk.Email;

namespace Bridgewatch.Host.CommandLine;

/// <summary><c>mail parse</c>: shows what we understand of a mail. Touches no data and needs none.</summary>
internal static class MailCommand
{
    private static readonly Option<string[]> Own = new("--own")
    {
        Description = "An address of ours; a mail from it goes in a circle. May be given several times.",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private static readonly Option<string?> Body = new("--body") { Description = "The files are bodies without a head: text or html." };

    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Mails as they came. Of several, each becomes one line.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Make()
    {
        Body.AcceptOnlyFromAmong("text", "html");
        var parse = new Command("parse", "Prints a mail as it is understood, as JSON.") { Own, Body, Files };
        parse.SetAction(Parse);
        return new("mail", "Explains mails.") { parse };
    }

    private static async Task<int> Parse(ParseResult parsed, CancellationToken ct)
    {
        var files = parsed.GetValue(Files)!;
        var exit = BridgewatchCommand.Fine;
        foreach (var file in files)
        {
            try
            {
                parsed.Print(Read(await File.ReadAllBytesAsync(file, ct), parsed.GetValue(Body), parsed.GetValue(Own) ?? []));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or UnreadableMail)
            {
                exit = BridgewatchCommand.Usage;
                if (files.Length == 1) parsed.Say($"{file}: {exception.Message}");
                else parsed.Print(new { file, error = exception.Message });
            }
        }
        return exit;
    }

    private static ParsedMail Read(byte[] bytes, string? body, string[] own) =>
        body is null ? MailParser.Parse(bytes, own) : MailParser.ParseBody(Encoding.UTF8.GetString(bytes), isHtml: body == "html");
}
