using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Access.Links;
using Bridgewatch.Access.People;
using Bridgewatch.Access.Roles;
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

        internal DbSet<ApiToken> ApiTokens => db.Set<ApiToken>();

        internal DbSet<ApiTokenUse> ApiTokenUses => db.Set<ApiTokenUse>();

        internal DbSet<Credential> Credentials => db.Set<Credential>();

        internal DbSet<SignInAttempts> SignInAttempts => db.Set<SignInAttempts>();

        internal DbSet<OneTimeLink> OneTimeLinks => db.Set<OneTimeLink>();

        internal DbSet<FirstSetUpRow> FirstSetUp => db.Set<FirstSetUpRow>();
    }

    internal static void Build(ModelBuilder model)
    {
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
            t.HasIndex(p => p.EmailKey).IsUnique();
            t.HasIndex(p => p.Handle).IsUnique();
            t.HasIndex(p => new { p.NameKey, p.Id });
        });
        model.Entity<Role>(t =>
        {
            t.ToTable("role");
            t.HasKey(r => r.Id);
            t.Property(r => r.Id).ValueGeneratedNever();
            t.Property(r => r.Code).HasMaxLength(60);
            t.Property(r => r.Name).HasMaxLength(100);
            t.HasIndex(r => r.Code).IsUnique();
        });
        model.Entity<RoleGrant>(t =>
        {
            t.ToTable("role_grant");
            t.HasKey(g => g.Id);
            t.Property(g => g.Id).ValueGeneratedNever();
            t.Property(g => g.Region).HasMaxLength(60);
            t.Property(g => g.Where).HasMaxLength(120).HasColumnName("held_in");
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
        model.Entity<FirstSetUpRow>(t =>
        {
            t.ToTable("first_set_up");
            t.HasKey(s => s.Id);
            t.Property(s => s.Id).ValueGeneratedNever();
        });
    }
}
