using Bridgewatch.Access.Accesses;
using Bridgewatch.Access.Actors;
using Bridgewatch.Access.Browsers;
using Bridgewatch.Access.Erasure;
using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Access.Http;
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
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Ui;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Access;

/// <summary>All that the module adds to the system: people, roles and scopes, sign-in, API tokens.</summary>
public sealed class AccessModule : Module
{
    public override string Name => "access";

    public override IReadOnlyList<Permission> Permissions => AccessPermissions.All;

    public override IReadOnlyList<Type> Operational =>
    [
        typeof(Credential), typeof(SignInAttempts), typeof(OneTimeLink), typeof(ApiTokenUse), typeof(BrowserSession), typeof(Authenticator), typeof(RecoveryCode),
        typeof(Passkey), typeof(ProviderLink), typeof(AccessEntry),
    ];

    public override void BuildModel(ModelBuilder model, bool postgres) => AccessTables.Build(model);

    public override async ValueTask Prepare(IServiceProvider services, Commands commands, CancellationToken ct)
    {
        if (await SeedBuiltInRoles.IsNeeded(services.GetRequiredService<BridgewatchDb>(), ct)) await commands.Send(new SeedBuiltInRoles(), ct);
        await services.GetRequiredService<CompanyName>().Read();
    }

    public override void AddServices(IServiceCollection services)
    {
        services.AddLocalization();
        services.AddScoped<IActors, ActorsByGrants>();
        services.AddSingleton<ActorRows>().AddSingleton<ActorMemory>();
        services.AddSingleton(new Passwords());
        services.AddSingleton<Lockout>();
        services.AddSingleton<TokenFinder>();
        services.AddSingleton<TokenUses>();
        services.AddSingleton<TokenLimits>();
        services.AddSingleton(ForgetExpired.Handler).AddSingleton(ForgetAccesses.Handler);
        services.AddSingleton<NotedAccesses>();
        services.AddScoped<AccessLog>();
        services.AddScoped<IErases, ColleagueErasure>().AddScoped<IKnowsPeople, ColleagueErasure>();
        services.AddScoped<LiveSessions>();
        services.AddScoped<WorkspaceUser, SignedInUser>();
        services.AddScoped<AuthenticationStateProvider, LiveAuthentication>();
        services.AddScoped<CircuitHandler, CircuitDoor>();
        services.AddScoped<SignInCheck>();
        services.AddScoped<PreparedPassword>();
        services.AddScoped<SecondPerson>().AddScoped<Deciders>();
        services.AddReactor<ReviewWhenTwo>(ReviewWhenTwo.Name, livesNow: true);
        services.AddScoped<LinkMaker>();
        services.AddSingleton<BrowserSessions>();
        services.AddSingleton<AuthenticatorKeys>();
        services.AddScoped<SecondFactors>().AddScoped<OwnCode>();
        services.AddScoped<PasskeyCheck>().AddScoped<CheckedPasskey>();
        services.AddScoped<MappedRoles>().AddScoped<ProviderEvents>().AddSingleton<ProviderSignOut>();
        services.AddScoped<DirectoryPeople>().AddScoped<DirectoryGroups>();
        AddQueries(services);
        AddPreparations(services);
        AddValidators(services);
        services.AddSingleton(new SettingType(typeof(Company))).AddSingleton(new SettingType(typeof(SignInPolicy)))
            .AddSingleton(new SettingType(typeof(AccessLogPolicy)));
        services.AddScoped(sp => new WorkspaceBrand(sp.GetRequiredService<CompanyName>().Now));
        services.AddSingleton<CompanyName>();
        services.AddScoped<MailCarrier>();
        services.AddScoped<MailTest>();
        AddPages(services);
    }

    public override void MapApi(IEndpointRouteBuilder api)
    {
        PersonEndpoints.Map(api);
        InvitePersonEndpoint.Map(api);
        ChangePersonEndpoint.Map(api);
        DeactivatePersonEndpoint.Map(api);
        MakeResetLinkEndpoint.Map(api);
        RoleEndpoints.Map(api);
        MakeRoleEndpoint.Map(api);
        ChangeRoleEndpoint.Map(api);
        ArchiveRoleEndpoint.Map(api);
        GrantRoleEndpoint.Map(api);
        TakeRoleEndpoint.Map(api);
        TokenEndpoints.Map(api);
        CreateTokenEndpoint.Map(api);
        RevokeTokenEndpoint.Map(api);
        SignOutEverywhereEndpoint.Map(api);
        SessionEndpoints.Map(api);
        EndSessionEndpoint.Map(api);
        TakeSecondFactorEndpoint.Map(api);
        ProviderLinkEndpoints.Map(api);
        UnlinkProviderEndpoint.Map(api);
        AccessLogEndpoint.Map(api);
    }

    public override void MapDoors(IEndpointRouteBuilder routes)
    {
        SignOutDoor.Map(routes);
        ProviderDoor.Map(routes);
        ScimDoor.Map(routes);
    }

    public override void Use(IApplicationBuilder app) => app.UseMiddleware<DoorKeeper>();

    private static void AddPages(IServiceCollection services)
    {
        NavItem Page(string href, string key, string icon, int order, string permission) =>
            new(href, key, icon, order, Permission: permission) { Texts = typeof(AccessTexts), Place = NavPlace.Settings, GroupKey = "nav.access" };
        services.AddSingleton(Page("/settings/company", "nav.company", "home", 10, AccessPermissions.Settings));
        services.AddSingleton(Page("/settings/mail", "nav.mail", "mail", 20, AccessPermissions.Settings));
        services.AddSingleton(Page("/settings/people", "nav.people", "people", 30, AccessPermissions.ReadPeople));
        services.AddSingleton(Page("/settings/roles", "nav.roles", "shield", 40, AccessPermissions.ReadPeople));
        services.AddSingleton(Page("/settings/sign-in", "nav.sign-in", "lock", 35, AccessPermissions.Settings));
        services.AddSingleton(Page("/settings/sign-in-providers", "nav.providers", "link", 36, AccessPermissions.Settings));
        services.AddSingleton(Page("/settings/access-log", "nav.access-log", "eye", 60, AccessPermissions.ReadAccessLog));
        services.AddSingleton(Page("/settings/tokens", "nav.tokens", "key", 50, AccessPermissions.ManageTokens));
    }

    private static void AddQueries(IServiceCollection services)
    {
        services.AddScoped<People.PersonQueries>();
        services.AddScoped<RoleQueries>();
        services.AddScoped<TokenQueries>();
        services.AddScoped<LinkQueries>();
        services.AddScoped<FirstSetUpQueries>();
        services.AddScoped<SessionQueries>();
        services.AddScoped<FactorQueries>();
        services.AddScoped<PasskeyQueries>();
        services.AddScoped<AccessQueries>();
        services.AddScoped<ProviderQueries>();
        services.AddScoped<ScimQueries>().AddScoped<ScimRight>();
    }

    private static void AddPreparations(IServiceCollection services)
    {
        services.AddScoped<IPrepare<SignInWithPassword>, SignInPreparation>();
        services.AddScoped<IPrepare<SignInWithCode>, SignInWithCodePreparation>();
        services.AddScoped<IPrepare<SignInWithPasskey>, SignInWithPasskeyPreparation>();
        services.AddScoped<IPrepare<AddPasskey>, AddPasskeyPreparation>();
        services.AddScoped<IPrepare<RemoveAuthenticator>, RemoveAuthenticatorPreparation>();
        services.AddScoped<IPrepare<MakeRecoveryCodes>, MakeRecoveryCodesPreparation>();
        services.AddScoped<IPrepare<ChangePassword>, ChangePasswordPreparation>();
        services.AddScoped<IPrepare<AcceptInvitation>, AcceptInvitationPreparation>();
        services.AddScoped<IPrepare<ResetPassword>, ResetPasswordPreparation>();
        services.AddScoped<IPrepare<SetUpAdministrator>, SetUpAdministratorPreparation>();
    }

    private static void AddValidators(IServiceCollection services)
    {
        services.AddSingleton<IValidator<Company>, CompanyValidator>();
        services.AddSingleton<IValidator<AccessLogPolicy>, AccessLogPolicyValidator>();
        services.AddSingleton<IValidator<OutgoingMail>, OutgoingMailValidator>();
        services.AddSingleton<IValidator<SetUpAdministrator>, SetUpAdministratorValidator>();
        services.AddSingleton<IValidator<SeeQuestion>, SeeQuestionValidator>();
        services.AddSingleton<IValidator<SignInWithPassword>, SignInWithPasswordValidator>();
        services.AddSingleton<IValidator<SignInWithCode>, SignInWithCodeValidator>();
        services.AddSingleton<IValidator<SetUpAuthenticator>, SetUpAuthenticatorValidator>();
        services.AddSingleton<IValidator<SetUpAtSignIn>, SetUpAtSignInValidator>();
        services.AddSingleton<IValidator<RemoveAuthenticator>, RemoveAuthenticatorValidator>();
        services.AddSingleton<IValidator<MakeRecoveryCodes>, MakeRecoveryCodesValidator>();
        services.AddSingleton<IValidator<AddPasskey>, AddPasskeyValidator>();
        services.AddSingleton<IValidator<RenamePasskey>, RenamePasskeyValidator>();
        services.AddSingleton<IValidator<ChangePassword>, ChangePasswordValidator>();
        services.AddSingleton<IValidator<AcceptInvitation>, AcceptInvitationValidator>();
        services.AddSingleton<IValidator<ResetPassword>, ResetPasswordValidator>();
        services.AddSingleton<IValidator<RequestReset>, RequestResetValidator>();
        services.AddSingleton<IValidator<InvitePerson>, InvitePersonValidator>();
        services.AddSingleton<IValidator<ChangePerson>, ChangePersonValidator>();
        services.AddSingleton<IValidator<MakeRole>, MakeRoleValidator>();
        services.AddSingleton<IValidator<ChangeRole>, ChangeRoleValidator>();
        services.AddSingleton<IValidator<GrantRole>, GrantRoleValidator>();
        services.AddScoped<ILookUp<GrantRole>, GrantRoleLookUp>();
        services.AddSingleton<IValidator<CreateToken>, CreateTokenValidator>();
    }
}
