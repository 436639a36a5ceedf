using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bridgewatch.Kernel.Search;

/// <summary>Our own function within SQLite's full-text search: <c>hits(table, plan)</c> says how well a row fits, or null when a phrase is not there.</summary>
/// <remarks>
/// The built-in <c>bm25()</c> first counts all rows of every word, and the built-in phrases walk on to the next true one before they look
/// at a filter: with a million tickets both take too long. This one looks at the row at hand alone.
/// <para>The plan is bytes: for each phrase its length, then the places of its words in the query.</para>
/// <para>The layout of the two structures is that of <c>fts5.h</c>, which only ever grows at its end.</para>
/// </remarks>
internal static unsafe partial class FtsFunctions
{
    public const string Name = "hits";

    private const string Library = "e_sqlite3";
    private const int Ok = 0;
    private const int MostWords = 256;

    /// <summary>Title and codes count so many times as much as the rest.</summary>
    private const float StrongWeight = 4;

    /// <summary>After so many occurrences a word counts half of what it can.</summary>
    private const float Saturation = 2;

    public static void Register(SqliteConnection connection)
    {
        var api = Api(connection);
        var name = stackalloc byte[] { (byte)'h', (byte)'i', (byte)'t', (byte)'s', 0 };
        if (api->CreateFunction(api, name, null, &Hits, null) != Ok) throw new InvalidOperationException("SQLite refused the function of the search.");
    }

    private static FtsApi* Api(SqliteConnection connection)
    {
        FtsApi* api = null;
        var type = stackalloc byte[] { (byte)'f', (byte)'t', (byte)'s', (byte)'5', (byte)'_', (byte)'a', (byte)'p', (byte)'i', (byte)'_', (byte)'p', (byte)'t', (byte)'r', 0 };
        _ = raw.sqlite3_prepare_v2(connection.Handle, "SELECT fts5(?1)", out var statement);
        using (statement)
        {
            if (BindPointer(statement.DangerousGetHandle(), 1, &api, type, null) == Ok) _ = raw.sqlite3_step(statement);
        }
        return api is not null ? api : throw new InvalidOperationException("This SQLite has no full-text search.");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Hits(FtsExtension* fts, void* row, void* result, int count, void** values)
    {
        var plan = count > 0 ? new ReadOnlySpan<byte>(ValueBlob(values[0]), ValueBytes(values[0])) : [];
        var words = Math.Min(fts->PhraseCount(row), MostWords);
        Span<int> strong = stackalloc int[words], weak = stackalloc int[words];
        strong.Clear();
        weak.Clear();
        var at = stackalloc long[plan.Length + 1];
        for (var i = 0; i < plan.Length; i++) at[i] = -2;
        int instances;
        if (fts->InstanceCount(row, &instances) != Ok) return;
        var found = 0;
        for (var i = 0; i < instances; i++)
        {
            int word, column, offset;
            if (fts->Instance(row, i, &word, &column, &offset) != Ok) return;
            if (word >= words || column == SearchFile.MarksColumn) continue;
            if (column is SearchFile.TitleColumn or SearchFile.CodesColumn) strong[word]++;
            else weak[word]++;
            found += Follow(plan, at, word, ((long)column << 32) | (uint)offset);
        }
        if (found < Phrases(plan)) ResultNull(result);
        else ResultDouble(result, Score(strong, weak));
    }

    /// <summary>Occurrences come in their order, so a phrase is followed word by word.</summary>
    /// <returns>How many phrases are there for the first time.</returns>
    private static int Follow(ReadOnlySpan<byte> plan, long* at, int word, long place)
    {
        var found = 0;
        for (var start = 0; start < plan.Length; start += plan[start] + 1)
        {
            var length = plan[start];
            // The length's own place remembers that the phrase was found.
            if (at[start] >= 0) continue;
            for (var i = start + length; i > start; i--)
            {
                if (plan[i] != word || (i > start + 1 && at[i - 1] != place - 1)) continue;
                at[i] = place;
                if (i != start + length) continue;
                at[start] = 0;
                found++;
                break;
            }
        }
        return found;
    }

    private static int Phrases(ReadOnlySpan<byte> plan)
    {
        var phrases = 0;
        for (var start = 0; start < plan.Length; start += plan[start] + 1) phrases++;
        return phrases;
    }

    /// <summary>Each word adds what it can only once over. Rare words do not count more: all must be there.</summary>
    private static double Score(ReadOnlySpan<int> strong, ReadOnlySpan<int> weak)
    {
        double score = 0;
        for (var word = 0; word < strong.Length; word++)
        {
            var weight = (StrongWeight * strong[word]) + weak[word];
            score += weight / (weight + Saturation);
        }
        return score;
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_pointer")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int BindPointer(nint statement, int index, void* pointer, byte* type, void* destroy);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_blob")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial byte* ValueBlob(void* value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_bytes")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int ValueBytes(void* value);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_double")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial void ResultDouble(void* result, double value);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_null")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial void ResultNull(void* result);

    [StructLayout(LayoutKind.Sequential)]
    private struct FtsApi
    {
        public int Version;
        public void* CreateTokenizer;
        public void* FindTokenizer;
        public delegate* unmanaged[Cdecl]<FtsApi*, byte*, void*, delegate* unmanaged[Cdecl]<FtsExtension*, void*, void*, int, void**, void>, void*, int> CreateFunction;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct FtsExtension
    {
        public int Version;
        public void* UserData;
        public void* ColumnCount;
        public void* RowCount;
        public void* ColumnTotalSize;
        public void* Tokenize;
        public delegate* unmanaged[Cdecl]<void*, int> PhraseCount;
        public void* PhraseSize;
        public delegate* unmanaged[Cdecl]<void*, int*, int> InstanceCount;
        public delegate* unmanaged[Cdecl]<void*, int, int*, int*, int*, int> Instance;
    }
}
