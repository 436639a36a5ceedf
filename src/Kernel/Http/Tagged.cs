using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Bridgewatch.Kernel;

/// <summary>An answer with the version of its resource as ETag.</summary>
public sealed class Tagged<TResult>(TResult inner, long version) : IResult, IEndpointMetadataProvider
    where TResult : IResult, IEndpointMetadataProvider
{
    public TResult Inner => inner;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
        return inner.ExecuteAsync(httpContext);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => TResult.PopulateMetadata(method, builder);
}

public static class Tagged
{
    public static Tagged<Ok<T>> Ok<T>(T resource, long version) => new(TypedResults.Ok(resource), version);

    public static Tagged<Created<T>> Created<T>(string location, T resource, long version) =>
        new(TypedResults.Created(location, resource), version);
}
