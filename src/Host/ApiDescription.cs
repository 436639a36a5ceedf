using Bridgewatch.Kernel;
using Microsoft.OpenApi;
using NodaTime;

namespace Bridgewatch.Host;

/// <summary>The OpenAPI document: types with a converter of their own are strings with a format.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", api =>
    {
        api.AddSchemaTransformer(async (schema, context, ct) =>
        {
            if (!context.JsonTypeInfo.Type.IsGenericType || context.JsonTypeInfo.Type.GetGenericTypeDefinition() != typeof(Given<>)) return;
            // Left out or given: what is given has the type inside.
            var given = await context.GetOrCreateSchemaAsync(context.JsonTypeInfo.Type.GetGenericArguments()[0], null, ct);
            (schema.Type, schema.Format, schema.Enum, schema.Items, schema.Properties) = (given.Type, given.Format, given.Enum, given.Items, given.Properties);
        });
        api.AddSchemaTransformer((schema, context, _) =>
        {
            if (FormatOf(context.JsonTypeInfo.Type) is not { } format) return Task.CompletedTask;
            (schema.Type, schema.Format, schema.Properties) = (JsonSchemaType.String, format, null);
            return Task.CompletedTask;
        });
        api.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Bridgewatch", Version = "v1", Description = "Send 'Authorization: Bearer TOKEN'." };
            return Task.CompletedTask;
        });
    });

    private static string? FormatOf(Type type) =>
        StrongId.Is(type) ? "uuid"
        : type == typeof(Instant) ? "date-time"
        : type == typeof(LocalDate) ? "date"
        : type == typeof(Duration) ? "duration"
        : type == typeof(TicketNumber) ? "ticket-number"
        : null;
}
