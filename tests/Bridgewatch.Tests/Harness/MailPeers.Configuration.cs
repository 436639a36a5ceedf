using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Bridgewatch.Tests.Harness;

/// <summary>How Postfix and Dovecot are set up: everything in one folder, nothing leaves the machine.</summary>
public sealed partial class MailPeers
{
    private static readonly string[] _postfixServices =
    [
        // name, type, private, unprivileged, chroot, wake-up, most processes, program
        "rewrite unix - - n - - trivial-rewrite", "bounce unix - - n - 0 bounce", "defer unix - - n - 0 bounce", "trace unix - - n - 0 bounce",
        "tlsmgr unix - - n - 1 tlsmgr", "proxymap unix - - n - - proxymap", "smtp unix - - n - - smtp", "error unix - - n - - error",
        "retry unix - - n - - error", "discard unix - - n - - discard", "lmtp unix - - n - - lmtp", "anvil unix - - n - 1 anvil",
        "scache unix - - n - 1 scache", "cleanup unix n - n - 0 cleanup", "pickup unix n - n 60 1 pickup", "qmgr unix n - n 2 1 qmgr",
        "showq unix n - n - - showq", "flush unix n - n 1000? 0 flush", "postlog unix-dgram n - n - 1 postlogd",
    ];

    private string Dovecot => Path.Combine(_folder, "dovecot");
    private string Postfix => Path.Combine(_folder, "postfix");
    private string DovecotConfiguration => Path.Combine(Dovecot, "dovecot.conf");

    private async Task WriteDovecot(IEnumerable<string> mailboxes)
    {
        Directory.CreateDirectory(Dovecot);
        await Command.Run("install", "-d", "-o", "mail", "-g", "mail", Path.Combine(_folder, "mail"));
        await File.WriteAllLinesAsync(Path.Combine(Dovecot, "users"), mailboxes.Select(m => $"{m}:{{PLAIN}}{Password}::::::"));
        await File.WriteAllTextAsync(Path.Combine(Dovecot, "oauth2.conf"), $"""
            introspection_url = http://127.0.0.1:{OAuth}/introspect
            introspection_mode = post
            username_attribute = username
            active_attribute = active
            active_value = true
            timeout_msecs = 2000

            """);
        await File.WriteAllTextAsync(DovecotConfiguration, $$"""
            base_dir = {{Dovecot}}/run
            state_dir = {{Dovecot}}/run
            log_path = {{Dovecot}}/log
            protocols = imap lmtp
            listen = 127.0.0.1
            ssl = yes
            ssl_cert = <{{Certificate}}
            ssl_key = <{{_folder}}/key.pem
            disable_plaintext_auth = no
            auth_mechanisms = plain login oauthbearer xoauth2
            auth_failure_delay = 0
            mail_max_userip_connections = 200
            first_valid_uid = 1
            mail_location = maildir:{{_folder}}/mail/%d/%n
            passdb {
              driver = oauth2
              mechanisms = oauthbearer xoauth2
              args = {{Dovecot}}/oauth2.conf
            }
            passdb {
              driver = passwd-file
              mechanisms = plain login
              args = username_format=%u {{Dovecot}}/users
            }
            userdb {
              driver = passwd-file
              args = username_format=%u {{Dovecot}}/users
              default_fields = uid=mail gid=mail home={{_folder}}/mail/%d/%n
            }
            namespace inbox {
              inbox = yes
              separator = /
            }
            service imap-login {
              inet_listener imap {
                port = {{Imap}}
              }
              inet_listener imaps {
                port = {{Imaps}}
                ssl = yes
              }
            }
            # Without this a wrong password costs seconds, more each time.
            service anvil {
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            service lmtp {
              unix_listener {{Dovecot}}/lmtp.sock {
                mode = 0666
              }
            }
            service auth {
              unix_listener {{Dovecot}}/auth.sock {
                mode = 0666
              }
            }

            """);
    }

    private async Task WritePostfix(IEnumerable<string> mailboxes)
    {
        var settings = Path.Combine(Postfix, "etc");
        var queue = Path.Combine(Postfix, "queue");
        string[] queues = ["pid", "private", "public", "maildrop", "active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "saved", "trace"];
        foreach (var folder in queues) Directory.CreateDirectory(Path.Combine(queue, folder));
        Directory.CreateDirectory(Path.Combine(Postfix, "data"));
        Directory.CreateDirectory(settings);
        await File.WriteAllLinesAsync(Path.Combine(settings, "boxes"), mailboxes.Select(m => $"{m} x"));
        await File.WriteAllTextAsync(Path.Combine(settings, "transport"), $"""
            bounce.test error:5.1.1 mailbox unknown
            late.test retry:4.4.1 come back later
            drop.test discard:
            far.test smtp:[127.0.0.1]:{FarSmtp}

            """);
        await File.WriteAllTextAsync(Path.Combine(settings, "main.cf"), $$"""
            compatibility_level = 3.7
            queue_directory = {{queue}}
            data_directory = {{Postfix}}/data
            maillog_file = {{Postfix}}/maillog
            maillog_file_prefixes = {{_folder}}
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            myhostname = mx.{{Domain}}
            mydestination =
            alias_maps =
            alias_database =
            local_transport = error:5.1.1 no local mail
            default_transport = error:5.4.4 nothing leaves this machine
            relayhost =
            relay_domains = bounce.test, late.test, drop.test, far.test
            transport_maps = texthash:{{settings}}/transport
            smtp_dns_support_level = disabled
            smtp_host_lookup = native
            smtpd_relay_restrictions = reject_unauth_destination
            smtpd_recipient_restrictions =
            smtpd_peername_lookup = no
            smtpd_client_connection_count_limit = 0
            smtpd_tls_security_level = may
            smtpd_tls_cert_file = {{Certificate}}
            smtpd_tls_key_file = {{_folder}}/key.pem
            smtpd_sasl_type = dovecot
            smtpd_sasl_path = {{Dovecot}}/auth.sock
            message_size_limit = 52428800
            virtual_mailbox_domains = {{Domain}}
            virtual_mailbox_maps = texthash:{{settings}}/boxes
            virtual_transport = lmtp:unix:{{Dovecot}}/lmtp.sock
            virtual_alias_maps = inline:{ {help@{{Domain}}=support@{{Domain}}} }
            minimal_backoff_time = 2s
            maximal_backoff_time = 10s
            queue_run_delay = 2s
            delay_warning_time = 1s
            maximal_queue_lifetime = 1m
            bounce_queue_lifetime = 1m

            """);
        await File.WriteAllLinesAsync(Path.Combine(settings, "master.cf"),
        [
            $"127.0.0.1:{Smtp} inet n - n - - smtpd",
            $"127.0.0.1:{BouncingSmtp} inet n - n - - smtpd -o smtpd_reject_unlisted_recipient=no",
            $"127.0.0.1:{Submission} inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes -o smtpd_tls_security_level=encrypt"
                + " -o smtpd_client_restrictions=permit_sasl_authenticated,reject",
            .. _postfixServices,
        ]);
        await Command.Run(["chown", "postfix", Path.Combine(Postfix, "data"), .. queues.Select(q => Path.Combine(queue, q))]);
        await Command.Run("chown", "root", Path.Combine(queue, "pid"));
        await Command.Run("chgrp", "postdrop", Path.Combine(queue, "public"), Path.Combine(queue, "maildrop"));
        foreach (var name in queues)
            File.SetUnixFileMode(Path.Combine(queue, name), (UnixFileMode)Convert.ToInt32(name switch { "pid" => "755", "public" => "710", "maildrop" => "730", _ => "700" }, 8));
        // Postfix waits until its settings are a second old: make them older.
        foreach (var file in Directory.GetFiles(settings))
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddMinutes(-1));
    }

    private void WriteCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }
}
