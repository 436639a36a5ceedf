using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NodaTime;

namespace Bridgewatch.Host;

/// <summary>The OpenAPI document: types with a converter of their own are strings with a format or words, every operation says how it may be
/// refused, and all of them ask for a token.</summary>
internal static class ApiDescription
{
    private const string Problem = "Problem";

    private const string Token = "token";

    private static readonly HashSet<string> Changing = ["POST", "PUT", "PATCH", "DELETE"];

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", api =>
    {
        api.CreateSchemaReferenceId = NameOf;
        api.AddSchemaTransformer(DescribeGiven);
        api.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type.IsEnum) (schema.Type, schema.Enum, schema.Properties) = (JsonSchemaType.String, WordsOf(type), null);
            else if (type.GetCustomAttribute<WordsOfAttribute>() is { } words) (schema.Type, schema.Enum, schema.Properties) = (JsonSchemaType.String, Given(words), null);
            else if (FormatOf(type) is { } format) (schema.Type, schema.Format, schema.Properties) = (JsonSchemaType.String, format, null);
            return Task.CompletedTask;
        });
        api.AddOperationTransformer((operation, context, _) =>
        {
            DescribeParameters(operation, context);
            DescribeRefusals(operation, context);
            return Task.CompletedTask;
        });
        api.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Bridgewatch", Version = "v1", Description = "Send 'Authorization: Bearer TOKEN'." };
            document.AddComponent(Token, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of a person, from POST /api/v1/tokens." });
            document.Security = [new() { [new OpenApiSecuritySchemeReference(Token, document)] = [] }];
            document.AddComponent(Problem, ProblemSchema());
            return Task.CompletedTask;
        });
    });

    /// <summary>Left out or given: what is given has the type inside, and null where that empties it.</summary>
    private static async Task DescribeGiven(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        foreach (var member in context.JsonTypeInfo.Properties.Where(p => IsGiven(p.PropertyType))) schema.Required?.Remove(member.Name);
        if (!IsGiven(context.JsonTypeInfo.Type)) return;
        var inside = context.JsonTypeInfo.Type.GetGenericArguments()[0];
        var given = await context.GetOrCreateSchemaAsync(Nullable.GetUnderlyingType(inside) ?? inside, null, ct);
        (schema.Type, schema.Format, schema.Enum, schema.Items, schema.Properties) = (given.Type, given.Format, given.Enum, given.Items, given.Properties);
        (schema.Required, schema.AdditionalProperties, schema.AdditionalPropertiesAllowed) = (given.Required, given.AdditionalProperties, given.AdditionalPropertiesAllowed);
        var empties = Nullable.GetUnderlyingType(inside) is not null || context.JsonPropertyInfo?.AttributeProvider is PropertyInfo property
            && new NullabilityInfoContext().Create(property).GenericTypeArguments is [{ ReadState: NullabilityState.Nullable }];
        if (!empties || schema.Type is null) return;
        schema.Type |= JsonSchemaType.Null;
        if (schema.Enum is { Count: > 0 } words) schema.Enum = [.. words, JsonNullSentinel.JsonNull];
    }

    private static bool IsGiven(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Given<>);

    /// <summary>A body stands inside the endpoint that takes it, and several are called the same; a member that may be left out has no name of its own.</summary>
    private static string? NameOf(JsonTypeInfo json) =>
        IsGiven(json.Type) ? null
        : json.Type is { IsNested: true, IsGenericType: false, DeclaringType: { } owner } && OpenApiOptions.CreateDefaultSchemaReferenceId(json) is { } own
            ? owner.Name.Replace("Endpoints", "", StringComparison.Ordinal).Replace("Endpoint", "", StringComparison.Ordinal) + own
            : OpenApiOptions.CreateDefaultSchemaReferenceId(json);

    private static List<JsonNode> WordsOf(Type type) =>
        [.. type.GetEnumNames().Select(name => (JsonNode)JsonValue.Create(KebabOrCode.Instance.ConvertName(name)))];

    private static List<JsonNode> Given(WordsOfAttribute words) =>
        [.. WordsOf(words.Type), .. words.Turned ? WordsOf(words.Type).Select(word => (JsonNode)JsonValue.Create($"-{word}")) : []];

    private static string? FormatOf(Type type) =>
        StrongId.Is(type) ? "uuid"
        : type == typeof(Instant) ? "date-time"
        : type == typeof(LocalDate) ? "date"
        : type == typeof(Duration) ? "duration"
        : type == typeof(TicketNumber) ? "ticket-number"
        : null;

    /// <summary>Names as one writes them, and the words that a text may be.</summary>
    private static void DescribeParameters(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Query))
        {
            var described = context.Description.ParameterDescriptions.FirstOrDefault(d => d.Name == parameter.Name)?.ParameterDescriptor;
            parameter.Name = JsonNames.ConvertName(parameter.Name!);
            if (described is not IParameterInfoParameterDescriptor { ParameterInfo: { } info }) continue;
            if (info.GetCustomAttributes(typeof(WordsOfAttribute), true) is not [WordsOfAttribute words]) continue;
            if (words.Several) parameter.Description = $"One or more of {string.Join(", ", WordsOf(words.Type).Select(w => w.ToString()))}, with commas between.";
            else parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = Given(words) };
        }
    }

    private static void DescribeRefusals(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var (method, address) = (context.Description.HttpMethod ?? "GET", context.Description.RelativePath ?? "");
        if (!address.StartsWith("api/", StringComparison.Ordinal)) return;
        Add("400", "What was sent cannot be read; the problem names the field.");
        Add("401", "Nobody is signed in, or the token works no longer.");
        Add("403", "The permission is missing; the problem names it.");
        if (address.Contains('{', StringComparison.Ordinal)) Add("404", "There is no such thing that you can see.");
        if (Changing.Contains(method)) Add("409", "The state of things does not allow it; the type of the problem says why.");
        if (method is "PUT" or "PATCH" or "DELETE") Add("412", "If-Match names an older version; the problem says who changed what.");
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAcceptsMetadata>().Any())
        {
            Add("413", "The request is too large.");
            Add("415", "The body is of another kind than this address takes.");
        }
        Add("422", "Some fields need another value; the problem has all of them under 'errors'.");
        Add("429", "More requests than the limit of the token allows; Retry-After says when.");
        Add("503", "The database is away; Retry-After says when to try again.");

        void Add(string status, string what) => (operation.Responses ??= []).TryAdd(status, new OpenApiResponse
        {
            Description = what,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(Problem, context.Document) },
            },
        });
    }

    private static OpenApiSchema ProblemSchema()
    {
        static OpenApiSchema Text(string what) => new() { Type = JsonSchemaType.String, Description = what };
        return new()
        {
            Type = JsonSchemaType.Object,
            Description = "A failure as problem details (RFC 9457). Refusals have further members of their own.",
            Required = new HashSet<string> { "type", "title", "status", "detail" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text($"{Problems.Prefix}NAME, stable."),
                ["title"] = Text("What is so."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["detail"] = Text("What can be done about it."),
                ["field"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "Of 400: where reading stopped." },
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "Of 422: what is wrong, by field.",
                    AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text("What is wrong.") },
                },
            },
        };
    }

    private static System.Text.Json.JsonNamingPolicy JsonNames => System.Text.Json.JsonNamingPolicy.CamelCase;
}
