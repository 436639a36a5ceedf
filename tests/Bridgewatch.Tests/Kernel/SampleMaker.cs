using System.Text.Json;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Tests.Kernel;

/// <summary>Makes a value of any type that events consist of, every member filled, the same at each run.</summary>
internal sealed class SampleMaker
{
    private int _made;

    public object Make(Type type, string name = "text")
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Make(inner, name);
        if (type == typeof(string)) return JsonNamingPolicy.KebabCaseLower.ConvertName(name);
        if (type == typeof(Guid)) return Id();
        if (StrongId.Is(type)) return Activator.CreateInstance(type, Id())!;
        if (type.IsEnum) return Enum.GetValues(type).Cast<object>().Last();
        if (type == typeof(bool)) return true;
        if (type == typeof(int) || type == typeof(long) || type == typeof(decimal) || type == typeof(double)) return Convert.ChangeType(++_made, type, null);
        if (type == typeof(Instant)) return Instant.FromUtc(2026, 3, 27, 16, 0, ++_made % 60);
        if (type == typeof(LocalDate)) return new LocalDate(2026, 3, 27);
        if (type == typeof(Duration)) return Duration.FromMinutes(90);
        if (type == typeof(TicketNumber)) return new TicketNumber(1042);
        if (type == typeof(JsonElement)) return JsonSerializer.SerializeToElement(new { name = "value" });
        if (type == typeof(byte[])) return new byte[] { 1, 2, 3 };
        if (type.IsGenericType && type.GetGenericArguments() is [var key, var value]) return Dictionary(key, value);
        if (type.IsGenericType && type.GetGenericArguments() is [var item] && type.IsInterface) return List(item, name);
        return Record(type);
    }

    private Guid Id() => new($"00000000-0000-7000-8000-{++_made:x12}");

    private object Dictionary(Type key, Type value)
    {
        var made = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
        made[Make(key, "key")] = Make(value, "value");
        return made;
    }

    private object List(Type item, string name)
    {
        var made = (System.Collections.IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        made.Add(Make(item, name));
        return made;
    }

    private object Record(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault()
            ?? throw new InvalidOperationException($"Teach SampleMaker to make a {type}.");
        var made = constructor.Invoke([.. constructor.GetParameters().Select(p => Make(p.ParameterType, p.Name!))]);
        var given = constructor.GetParameters().Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var property in type.GetProperties().Where(p => p.CanWrite && !given.Contains(p.Name))) property.SetValue(made, Make(property.PropertyType, property.Name));
        return made;
    }
}
