using System.Diagnostics;
using System.Reflection;
using FluentValidation;
using Mediator;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Kernel;

/// <summary>First step: a span and a duration for each command.</summary>
public sealed class Tracing<TCommand, TResponse> : IPipelineBehavior<TCommand, TResponse> where TCommand : IBaseCommand
{
    public async ValueTask<TResponse> Handle(TCommand message, MessageHandlerDelegate<TCommand, TResponse> next, CancellationToken ct)
    {
        using var activity = Telemetry.Activities.StartActivity(typeof(TCommand).Name);
        var start = Stopwatch.GetTimestamp();
        var outcome = "done";
        try
        {
            return await next(message, ct);
        }
        catch (Exception exception)
        {
            outcome = KernelJson.Options.PropertyNamingPolicy!.ConvertName(exception.GetType().Name);
            throw;
        }
        finally
        {
            Telemetry.CommandDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds,
                new("command", typeof(TCommand).Name), new("outcome", outcome));
        }
    }
}

/// <summary>Second step: may this actor do such a thing at all? Objects are held against it when they are loaded.</summary>
public sealed class Authorising<TCommand, TResponse>(Envelope envelope) : IPipelineBehavior<TCommand, TResponse> where TCommand : IBaseCommand
{
    private static readonly string Required = typeof(TCommand).GetCustomAttribute<RequiresAttribute>()?.Permission
        ?? throw new InvalidOperationException($"{typeof(TCommand).Name} declares no permission: add [Requires(…)].");

    public ValueTask<TResponse> Handle(TCommand message, MessageHandlerDelegate<TCommand, TResponse> next, CancellationToken ct)
    {
        var actor = envelope.Actor;
        if (!envelope.InTransaction && Required != RequiresAttribute.Anyone && !actor.SeesAll)
        {
            if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
            if (actor.Kind == ActorKind.Contact || Required == RequiresAttribute.Customer) MustBeCustomers(actor);
            else if (Required == RequiresAttribute.SystemOnly) throw new Forbidden(Required);
            else if (Required == RequiresAttribute.SignedIn)
            {
                if (actor.IsScoped) throw new Forbidden(Required);
            }
            else if (Required != RequiresAttribute.ByContent)
            {
                if (!actor.May(Required)) throw new Forbidden(Required);
                actor.Acting = Required;
            }
        }
        return next(message, ct);
    }

    /// <summary>Customers do what is theirs and nothing else, and nobody else does that.</summary>
    private static void MustBeCustomers(Actor actor)
    {
        if (actor.Kind != ActorKind.Contact || Required != RequiresAttribute.Customer) throw new Forbidden(Required);
    }
}

/// <summary>Third step: every finding on the command's fields, at once, also those that need a look-up.</summary>
public sealed class Validating<TCommand, TResponse>(IServiceProvider services) : IPipelineBehavior<TCommand, TResponse>
    where TCommand : IBaseCommand
{
    public async ValueTask<TResponse> Handle(TCommand message, MessageHandlerDelegate<TCommand, TResponse> next, CancellationToken ct)
    {
        var findings = new FieldFindings();
        Wholeness.Look(message, findings);
        // No validator reads a list with an empty place, and no database is asked for what it cannot hold.
        var isWhole = !findings.Any;
        if (findings.HasHoles) findings.Throw();
        if (services.GetService<IValidator<TCommand>>() is { } validator)
        {
            foreach (var error in (await validator.ValidateAsync(message, ct)).Errors) findings.Add(CamelCase(error.PropertyName), error.ErrorMessage);
        }
        if (isWhole && services.GetService<ILookUp<TCommand>>() is { } lookUp) await lookUp.Look(message, findings, ct);
        findings.Throw();
        return await next(message, ct);
    }

    private static string CamelCase(string path) =>
        string.Join('.', path.Split('.').Select(KernelJson.Options.PropertyNamingPolicy!.ConvertName));
}

/// <summary>What a command needs done before its transaction: hashing, files, parsing. On SQLite one writer serves everybody.</summary>
public interface IPrepare<in TCommand>
{
    ValueTask Prepare(TCommand command, CancellationToken ct);
}

/// <summary>Fourth step: prepare. Results wait in a scoped service of the module for the handler.</summary>
public sealed class Preparing<TCommand, TResponse>(IServiceProvider services) : IPipelineBehavior<TCommand, TResponse>
    where TCommand : IBaseCommand
{
    public async ValueTask<TResponse> Handle(TCommand message, MessageHandlerDelegate<TCommand, TResponse> next, CancellationToken ct)
    {
        if (services.GetService<IPrepare<TCommand>>() is { } preparation) await preparation.Prepare(message, ct);
        return await next(message, ct);
    }
}

/// <summary>Last step: one transaction with state, journal, deliveries, due rows and the idempotency key.</summary>
public sealed class Committing<TCommand, TResponse>(BridgewatchDb db, Envelope envelope, StorageEngine engine, Commit commit)
    : IPipelineBehavior<TCommand, TResponse> where TCommand : IBaseCommand
{
    public async ValueTask<TResponse> Handle(TCommand message, MessageHandlerDelegate<TCommand, TResponse> next, CancellationToken ct)
    {
        if (envelope.InTransaction)
        {
            var joined = await next(message, ct);
            // Later commands of the same transaction query the database, so what this one did must be there.
            if (engine.MayFlush(db)) await commit.Write(ct);
            return joined;
        }
        envelope.InTransaction = true;
        if (envelope.IfMatch is not null) commit.Watch();
        var answer = await engine.Transact(db, message is IBulkCommand, async () =>
        {
            var response = await Handle(next, message, ct);
            if (envelope.Key is { } key) db.Insert(Idempotency.Row(envelope, key, message, response));
            await commit.Write(ct);
            return response;
        }, ct);
        commit.Announce();
        return answer;
    }

    /// <summary>Whoever has read an older version is told so before they are told what does not fit the newer one.</summary>
    private async ValueTask<TResponse> Handle(MessageHandlerDelegate<TCommand, TResponse> next, TCommand message, CancellationToken ct)
    {
        try
        {
            var response = await next(message, ct);
            await commit.RefuseStale(ct);
            return response;
        }
        catch (Exception exception) when (exception is Refusal or Invalid)
        {
            await commit.RefuseStale(ct);
            throw;
        }
    }
}

/// <summary>A command that writes by statements of its own beside tracked entities, and so needs a transaction from its first read on.</summary>
public interface IBulkCommand;
