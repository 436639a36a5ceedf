using Bridgewatch.Access.Accesses;
using Bridgewatch.Access.Browsers;
using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Access.Links;
using Bridgewatch.Access.Passkeys;
using Bridgewatch.Access.People;
using Bridgewatch.Access.Providers;
using Bridgewatch.Access.Roles;
using Bridgewatch.Access.Scim;
using Bridgewatch.Access.SecondFactor;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Access.Tokens;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access;

/// <summary>The module's tables. People and roles may be read by every module that references this one.</summary>
public static class AccessTables
{
    extension(BridgewatchDb db)
    {
        public IQueryable<Person> People => db.Set<Person>();

        public IQueryable<Role> Roles => db.Set<Role>();

        public IQueryable<RoleGrant> RoleGrants => db.Set<RoleGrant>();

        public IQueryable<DirectoryGroup> DirectoryGroups => db.Set<DirectoryGroup>();

        internal DbSet<ApiToken> ApiTokens => db.Set<ApiToken>();

        internal DbSet<ApiTokenUse> ApiTokenUses => db.Set<ApiTokenUse>();

        internal DbSet<Credential> Credentials => db.Set<Credential>();

        internal DbSet<SignInAttempts> SignInAttempts => db.Set<SignInAttempts>();

        internal DbSet<OneTimeLink> OneTimeLinks => db.Set<OneTimeLink>();

        internal DbSet<BrowserSession> BrowserSessions => db.Set<BrowserSession>();

        internal DbSet<Authenticator> Authenticators => db.Set<Authenticator>();

        internal DbSet<RecoveryCode> RecoveryCodes => db.Set<RecoveryCode>();

        internal DbSet<Passkey> Passkeys => db.Set<Passkey>();

        internal DbSet<ProviderLink> ProviderLinks => db.Set<ProviderLink>();

        internal DbSet<AccessEntry> Accesses => db.Set<AccessEntry>();

        internal DbSet<FirstSetUpRow> FirstSetUp => db.Set<FirstSetUpRow>();
    }

    internal static void Build(ModelBuilder model)
    {
        BuildSignIn(model);
        BuildDirectory(model);
        model.Entity<Person>(t =>
        {
            t.ToTable("person");
            t.HasKey(p => p.Id);
            t.Property(p => p.Id).ValueGeneratedNever();
            t.Property(p => p.Email).HasMaxLength(Person.LongestEmail);
            t.Property(p => p.EmailKey).HasMaxLength(Person.LongestEmail);
            t.Property(p => p.Name).HasMaxLength(Person.LongestName);
            t.Property(p => p.NameKey).HasMaxLength(Person.LongestName);
            t.Property(p => p.Handle).HasMaxLength(Person.LongestHandle);
            t.Property(p => p.Zone).HasMaxLength(64);
            t.Property(p => p.Locale).HasMaxLength(20);
            t.ComplexProperty(p => p.Notifications);
            t.Property(p => p.UserName).HasMaxLength(Person.LongestEmail);
            t.Property(p => p.UserNameKey).HasMaxLength(Person.LongestEmail);
            t.Property(p => p.ExternalId).HasMaxLength(Person.LongestExternalId);
            t.Property(p => p.GivenName).HasMaxLength(Person.LongestName);
            t.Property(p => p.FamilyName).HasMaxLength(Person.LongestName);
            t.HasIndex(p => p.UserNameKey).IsUnique();
            t.HasIndex(p => p.ExternalId);
            t.HasIndex(p => p.EmailKey).IsUnique();
            t.HasIndex(p => p.Handle).IsUnique();
            t.HasIndex(p => new { p.NameKey, p.Id });
        });
        model.Entity<Role>(t =>
        {
            t.ToTable("role");
            t.HasKey(r => r.Id);
            t.Property(r => r.Id).ValueGeneratedNever();
            t.Property(r => r.Code).HasMaxLength(Role.LongestCode);
            t.Property(r => r.Name).HasMaxLength(Role.LongestName);
            t.HasIndex(r => r.Code).IsUnique();
        });
        model.Entity<RoleGrant>(t =>
        {
            t.ToTable("role_grant");
            t.HasKey(g => g.Id);
            t.Property(g => g.Id).ValueGeneratedNever();
            t.Property(g => g.Region).HasMaxLength(60);
            t.Property(g => g.Where).HasMaxLength(120).HasColumnName("held_in");
            t.Property(g => g.Provider).HasMaxLength(SignInProvider.LongestKey);
            t.HasIndex(g => new { g.Person, g.Role, g.Where }).IsUnique();
            t.HasIndex(g => g.Role);
            t.HasOne<Person>().WithMany().HasForeignKey(g => g.Person);
            t.HasOne<Role>().WithMany().HasForeignKey(g => g.Role);
        });
        model.Entity<ApiToken>(t =>
        {
            t.ToTable("api_token");
            t.HasKey(k => k.Id);
            t.Property(k => k.Id).ValueGeneratedNever();
            t.Property(k => k.Name).HasMaxLength(ApiToken.LongestName);
            t.Property(k => k.Ending).HasMaxLength(8);
            t.HasIndex(k => k.Hash).IsUnique();
            t.HasIndex(k => k.Person);
            t.HasOne<Person>().WithMany().HasForeignKey(k => k.Person);
        });
        model.Entity<ApiTokenUse>(t =>
        {
            t.ToTable("api_token_use");
            t.HasKey(u => u.Token);
            t.Property(u => u.Token).ValueGeneratedNever();
        });
        model.Entity<AccessEntry>(t =>
        {
            t.ToTable("access_log");
            t.HasKey(a => a.Seq);
            t.Property(a => a.Seq).ValueGeneratedOnAdd();
            t.Property(a => a.SubjectKind).HasMaxLength(40);
            t.Property(a => a.Subject).HasMaxLength(AccessEntry.LongestName);
            t.Property(a => a.By).HasMaxLength(AccessEntry.LongestBy);
            t.Property(a => a.Address).HasMaxLength(64);
            t.HasIndex(a => new { a.Person, a.Seq });
            t.HasIndex(a => new { a.Subject, a.Seq });
            t.HasIndex(a => a.At);
        });
        model.Entity<FirstSetUpRow>(t =>
        {
            t.ToTable("first_set_up");
            t.HasKey(s => s.Id);
            t.Property(s => s.Id).ValueGeneratedNever();
        });
    }

    /// <summary>What a directory tells beside people.</summary>
    private static void BuildDirectory(ModelBuilder model)
    {
        model.Entity<DirectoryGroup>(t =>
        {
            t.ToTable("directory_group");
            t.HasKey(g => g.Id);
            t.Property(g => g.Id).ValueGeneratedNever();
            t.Property(g => g.Name).HasMaxLength(DirectoryGroup.LongestName);
            t.Property(g => g.NameKey).HasMaxLength(DirectoryGroup.LongestName);
            t.Property(g => g.ExternalId).HasMaxLength(DirectoryGroup.LongestName);
            t.HasMany(g => g.Members).WithOne().HasForeignKey(m => m.Group).OnDelete(DeleteBehavior.Cascade);
            t.HasIndex(g => g.NameKey).IsUnique();
            t.HasIndex(g => g.ExternalId);
        });
        model.Entity<DirectoryMember>(t =>
        {
            t.ToTable("directory_member");
            t.HasKey(m => new { m.Group, m.Person });
            t.HasIndex(m => m.Person);
        });
    }

    /// <summary>How people prove who they are.</summary>
    private static void BuildSignIn(ModelBuilder model)
    {
        model.Entity<Credential>(t =>
        {
            t.ToTable("credential");
            t.HasKey(c => c.Person);
            t.Property(c => c.Person).ValueGeneratedNever();
            t.Property(c => c.Stamp).HasMaxLength(64).IsConcurrencyToken();
        });
        model.Entity<SignInAttempts>(t =>
        {
            t.ToTable("sign_in_attempt");
            t.HasKey(a => a.Address);
            t.HasIndex(a => a.LastAt);
        });
        model.Entity<OneTimeLink>(t =>
        {
            t.ToTable("one_time_link");
            t.HasKey(l => l.Hash);
            t.HasIndex(l => l.Person);
            t.HasIndex(l => l.ExpiresAt);
        });
        model.Entity<BrowserSession>(t =>
        {
            t.ToTable("browser_session");
            t.HasKey(s => s.Id);
            t.Property(s => s.Id).ValueGeneratedNever();
            t.Property(s => s.Stamp).HasMaxLength(64);
            t.Property(s => s.Device).HasMaxLength(BrowserSession.LongestDevice);
            t.HasIndex(s => s.Person);
            t.Property(s => s.Address).HasMaxLength(64);
            t.Property(s => s.Provider).HasMaxLength(SignInProvider.LongestKey);
            t.HasIndex(s => s.LastSeenAt);
        });
        model.Entity<ProviderLink>(t =>
        {
            t.ToTable("provider_link");
            t.HasKey(l => l.Id);
            t.Property(l => l.Id).ValueGeneratedNever();
            t.Property(l => l.Provider).HasMaxLength(SignInProvider.LongestKey);
            t.Property(l => l.Issuer).HasMaxLength(ProviderLink.LongestIssuer);
            t.Property(l => l.Subject).HasMaxLength(ProviderLink.LongestSubject);
            t.HasIndex(l => new { l.Issuer, l.Subject }).IsUnique();
            t.HasIndex(l => new { l.Person, l.Issuer }).IsUnique();
        });
        model.Entity<Authenticator>(t =>
        {
            t.ToTable("authenticator");
            t.HasKey(a => a.Person);
            t.Property(a => a.Person).ValueGeneratedNever();
            t.Property(a => a.LastStep).IsConcurrencyToken();
        });
        model.Entity<RecoveryCode>(t =>
        {
            t.ToTable("recovery_code");
            t.HasKey(r => new { r.Person, r.Hash });
        });
        model.Entity<Passkey>(t =>
        {
            t.ToTable("passkey");
            t.HasKey(p => p.Id);
            t.Property(p => p.Id).ValueGeneratedNever();
            t.Property(p => p.Name).HasMaxLength(Passkey.LongestName);
            t.Property(p => p.CredentialId).HasMaxLength(Passkey.LongestKey);
            t.HasIndex(p => p.CredentialId).IsUnique();
            t.HasIndex(p => p.Person);
        });
    }
}
