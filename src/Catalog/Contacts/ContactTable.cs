using Bridgewatch.Catalog.Lists;
using Bridgewatch.Catalog.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>How contacts are stored.</summary>
internal static class ContactTable
{
    public static void Build(ModelBuilder model, bool postgres)
    {
        model.Entity<Contact>(t =>
        {
            t.ToTable("contact");
            t.HasKey(c => c.Id);
            t.Property(c => c.Id).ValueGeneratedNever();
            t.Property(c => c.Name).HasMaxLength(Contact.LongestName);
            t.Property(c => c.SortKey).IsListKey(postgres);
            t.Property(c => c.Phone).HasMaxLength(Contact.LongestPhone);
            t.Property(c => c.Language).HasMaxLength(Contact.LongestLanguage);
            t.HasMany(c => c.Addresses).WithOne().HasForeignKey(a => a.Contact).OnDelete(DeleteBehavior.Cascade);
            t.HasMany(c => c.Memberships).WithOne().HasForeignKey(m => m.Contact).OnDelete(DeleteBehavior.Cascade);
            t.ComplexProperty(c => c.Merge, m => m.IsRequired(false));
            t.HasIndex(c => c.SortKey).IsUnique();
            t.HasIndex(c => c.MergedInto);
        });
        model.Entity<ContactAddress>(t =>
        {
            t.ToTable("contact_address");
            t.HasKey(a => a.Address);
            t.Property(a => a.Address).HasMaxLength(MailAddress.Longest).IsCode(postgres);
            t.HasIndex(a => new { a.Contact, a.Rank });
        });
        model.Entity<Membership>(t =>
        {
            t.ToTable("contact_organization");
            t.HasKey(m => new { m.Contact, m.Organization });
            t.Property(m => m.Role).HasMaxLength(Membership.LongestRole);
            t.HasOne<Organization>().WithMany().HasForeignKey(m => m.Organization).OnDelete(DeleteBehavior.Restrict);
            t.HasIndex(m => m.Organization);
        });
    }
}
