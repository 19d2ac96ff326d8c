using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Base;

/// <summary>The base class of cmdlets that use a connection: the session's, or one given as a parameter.</summary>
public abstract class ConnectedCmdlet : LakeCmdlet
{
    private LakeConnection? _connection;
    private CommandLine? _commandLine;
    private bool _hasWarnedOfAddress;
    private string? _repositoryWithoutRef;

    /// <summary>The connection, as an object or a name; by default the session's.</summary>
    [Parameter]
    [ValidateNotNull]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public LakeConnection? Connection { get; set; }

    /// <summary>The connection in use.</summary>
    protected LakeConnection ActiveConnection => _connection ??= Connection is null ? Connections.Current ?? OpenConnection() : Connections.InEffect(Connection);

    /// <summary>The connection in use, for operations that only lakeFS supports.</summary>
    protected LakeS3Connection LakeFSConnection =>
        ActiveConnection is LakeS3Connection { Store: StoreKind.LakeFS } lakeFS ? lakeFS : throw CmdletErrors.NeedsLakeFS(MyInvocation.MyCommand.Name, ActiveConnection);

    /// <summary>The session's connections and transactions.</summary>
    private protected ConnectionTable Connections => ConnectionTable.Of(SessionState);

    /// <summary>Checks that there is a connection that the cmdlet can use.</summary>
    private protected virtual void RequireConnection() => _ = LakeFSConnection;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _commandLine = new CommandLine(MyInvocation, GetVariableValue("PSDefaultParameterValues"));
        Connections.Completions.Clear();
        try
        {
            RequireConnection();
            if (EmptyParameter() is LakeS3Exception empty)
            {
                throw empty;
            }
        }
        catch (LakeS3Exception error)
        {
            ThrowTerminatingError(LakeErrorRecord.From(error, null));
        }

        base.BeginProcessing();
    }

    /// <summary>Reads a prefix where a single slash means everything, as opposed to null or an empty string.</summary>
    /// <param name="prefix">The prefix, or null.</param>
    /// <returns>The prefix; empty for a single slash.</returns>
    private protected static string? Whole(string? prefix) => prefix == "/" ? string.Empty : prefix;

    /// <summary>Resolves a ref, using the connection's defaults.</summary>
    /// <param name="repository">-Repository, or null.</param>
    /// <param name="reference">The ref, perhaps as an address; or null.</param>
    /// <returns>The address of the ref.</returns>
    private protected ObjectAddress ResolveRef(string? repository, string? reference) =>
        LakeFSConnection.ResolvePrefix(Read(new ObjectName { Repository = repository, Ref = reference }));

    /// <summary>Resolves several refs in one repository; if one is an address, its repository is used for all.</summary>
    /// <param name="repository">-Repository, or null.</param>
    /// <param name="references">The refs, perhaps as addresses; or nulls.</param>
    /// <returns>The addresses of the refs.</returns>
    private protected ObjectAddress[] ResolveRefs(string? repository, params string?[] references)
    {
        string shared = ResolveRepository(repository, references);
        return [.. references.Select(reference => LakeFSConnection.ResolvePrefix(WithDefaultBranch(new ObjectName { Repository = shared, Ref = reference })))];
    }

    /// <summary>Resolves the repository of refs, using the connection's default.</summary>
    /// <param name="repository">-Repository, or null.</param>
    /// <param name="references">The refs, perhaps as addresses; or nulls.</param>
    /// <returns>The repository's id.</returns>
    private protected string ResolveRepository(string? repository, params string?[] references)
    {
        ObjectName given = _commandLine!.Read(new ObjectName { Repository = repository }, "Key");
        return LakeFSConnection.ResolveRepository(AddressParts.RepositoryOf(given.Repository, references) ?? given.Defaults?.Repository);
    }

    /// <summary>Resolves a key or prefix in a ref.</summary>
    /// <param name="given">The values of -Repository, the ref's parameter and the parameter with the key.</param>
    /// <param name="keyParameter">The parameter with the key.</param>
    /// <returns>The address.</returns>
    private protected ObjectAddress ResolvePrefix(ObjectName given, string keyParameter) => LakeFSConnection.ResolvePrefix(Read(given, keyParameter));

    /// <summary>Whether a parameter was given on the command line, and not bound by the pipeline.</summary>
    /// <param name="parameter">The parameter.</param>
    private protected bool IsTyped(string parameter) => _commandLine!.Has(parameter);

    /// <summary>Combines the parameters of a name.</summary>
    /// <param name="given">Their values.</param>
    /// <param name="keyParameter">The parameter with the key.</param>
    /// <returns>The name, for a connection to resolve.</returns>
    private protected ObjectName Read(ObjectName given, string keyParameter = "Key")
    {
        if (!_hasWarnedOfAddress && _commandLine!.IsDoubtful(given, keyParameter))
        {
            _hasWarnedOfAddress = true;
            WriteWarning($"'{given.Key}' came from the pipeline, so it is used as a key. To use it as an address, pass it as an argument: ForEach-Object {{ {MyInvocation.MyCommand.Name} $_ }}.");
        }

        ObjectName name = _commandLine!.Read(given, keyParameter);
        return ActiveConnection is LakeS3Connection { Store: StoreKind.LakeFS, Ref: null } ? WithDefaultBranch(name) : name;
    }

    /// <summary>
    /// Asks for the default branch of a repository if a name means it, because neither the command nor the connection names
    /// a ref. The connection remembers the branch, and uses it when it resolves the name.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <returns>The same name.</returns>
    private protected ObjectName WithDefaultBranch(ObjectName name)
    {
        LakeRepositories repositories = new(LakeFSConnection);
        if (repositories.WithoutRef(name) is string repository && repository != _repositoryWithoutRef)
        {
            _repositoryWithoutRef = repository;
            string branch = Await(repositories.DefaultBranchAsync(repository, StopToken));
            WriteVerbose($"No ref is named: '{branch}' is used, the default branch of repository '{repository}'.");
        }

        return name;
    }

    /// <summary>Warns about a prefix without objects that contains wildcards.</summary>
    /// <param name="hasFound">Whether there are objects with the prefix.</param>
    /// <param name="prefix">The prefix.</param>
    /// <param name="instead">A sentence that says what to use instead.</param>
    private protected void WarnOfWildcard(bool hasFound, string prefix, string instead)
    {
        if (!hasFound && WildcardPattern.ContainsWildcardCharacters(prefix))
        {
            WriteWarning($"No key starts with '{prefix}': a prefix has no wildcards. {instead}");
        }
    }

    /// <summary>Returns a commit that was just made and has to be read. That it can't be read is no failure of the command.</summary>
    /// <param name="reading">Reads the commit.</param>
    /// <param name="done">What was done, without a period.</param>
    private protected void WriteNewCommit(Task<LakeCommit> reading, string done)
    {
        try
        {
            WriteObject(Await(reading));
        }
        catch (LakeS3Exception unreadable)
        {
            WriteWarning($"{done}, but the new commit can't be read: {unreadable.Message}");
        }
    }

    /// <summary>Describes a ref for messages.</summary>
    /// <param name="what">The kind: branch, tag or ref.</param>
    /// <param name="address">The address of the ref.</param>
    /// <returns>For example, <c>branch 'dev' of repository 'lake'</c>.</returns>
    private protected static string Describe(string what, ObjectAddress address) => $"{what} '{address.Ref}' of repository '{address.Container}'";

    private LakeS3Connection OpenConnection() =>
        AutoConnection.Open(SessionState, new ConnectionNotices(WriteVerbose, WriteWarning), WriteVerbose) ?? throw CmdletErrors.NotConnected();
}
