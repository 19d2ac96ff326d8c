using System.Linq;
using System.Management.Automation;
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

    /// <summary>The connection, as an object or a name; by default the session's.</summary>
    [Parameter]
    [ValidateNotNull]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public LakeConnection? Connection { get; set; }

    /// <summary>The connection in use.</summary>
    protected LakeConnection ActiveConnection => _connection ??= (Connection is null ? Connections.Current : Connections.InEffect(Connection)) ?? throw CmdletErrors.NotConnected();

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
        try
        {
            RequireConnection();
        }
        catch (LakeS3Exception error)
        {
            ThrowTerminatingError(LakeErrorRecord.From(error, null));
        }
    }

    /// <summary>Resolves a ref, using the connection's defaults.</summary>
    /// <param name="repository">-Repository, or null.</param>
    /// <param name="reference">The ref, perhaps as an address; or null.</param>
    /// <returns>The address of the ref.</returns>
    private protected ObjectAddress ResolveRef(string? repository, string? reference) =>
        LakeFSConnection.ResolvePrefix(Read(new ObjectName { Repository = repository, Ref = reference }));

    /// <summary>Several refs of one repository; an address in place of any of them names it for all.</summary>
    /// <param name="repository">-Repository, or null.</param>
    /// <param name="references">The refs, perhaps as addresses; or nulls.</param>
    /// <returns>Repository and ref of each.</returns>
    private protected ObjectAddress[] ResolveRefs(string? repository, params string?[] references)
    {
        string shared = ResolveRepository(repository, references);
        return [.. references.Select(reference => LakeFSConnection.ResolvePrefix(new ObjectName { Repository = shared, Ref = reference }))];
    }

    /// <summary>The repository that refs are in, the connection's default where nothing names it.</summary>
    /// <param name="repository">-Repository, or null.</param>
    /// <param name="references">Refs that may name it by being addresses.</param>
    /// <returns>Its id.</returns>
    private protected string ResolveRepository(string? repository, params string?[] references)
    {
        ObjectName said = Read(new ObjectName { Repository = repository });
        return LakeFSConnection.ResolveRepository(AddressParts.RepositoryOf(said.Repository, references) ?? said.Defaults?.Repository);
    }

    /// <summary>Everything under a prefix, or one object, in a ref; an address names the ref, too.</summary>
    /// <param name="said">The values of -Repository, the ref's parameter and the parameter with the key.</param>
    /// <param name="keyParameter">That parameter.</param>
    /// <returns>The address.</returns>
    private protected ObjectAddress ResolvePrefix(ObjectName said, string keyParameter) => LakeFSConnection.ResolvePrefix(Read(said, keyParameter));

    /// <summary>Whether a parameter stood on the command line, and was not bound by the pipeline.</summary>
    /// <param name="parameter">Its name.</param>
    private protected bool IsTyped(string parameter) => _commandLine!.Has(parameter);

    /// <summary>What the parameters of a name mean together.</summary>
    /// <param name="said">Their values.</param>
    /// <param name="keyParameter">The parameter with the key.</param>
    /// <returns>The name, to be resolved by a connection.</returns>
    private protected ObjectName Read(ObjectName said, string keyParameter = "Key")
    {
        if (!_hasWarnedOfAddress && _commandLine!.IsDoubtful(said, keyParameter))
        {
            _hasWarnedOfAddress = true;
            WriteWarning($"'{said.Key}' came by the pipeline and is taken for a key. To name an object by its address, give the address as an argument, as in: ForEach-Object {{ {MyInvocation.MyCommand.Name} $_ }}.");
        }

        return _commandLine!.Read(said, keyParameter);
    }

    /// <summary>Says of a prefix that nothing begins with that it is no wildcard, if it looks like one.</summary>
    /// <param name="hasFound">Whether something does.</param>
    /// <param name="prefix">The prefix.</param>
    /// <param name="instead">What to use instead, as a sentence.</param>
    private protected void WarnOfWildcard(bool hasFound, string prefix, string instead)
    {
        if (!hasFound && WildcardPattern.ContainsWildcardCharacters(prefix))
        {
            WriteWarning($"No key begins with '{prefix}': a prefix is taken as it is, and wildcards in it mean nothing. {instead}");
        }
    }

    /// <summary>Describes a ref for messages.</summary>
    /// <param name="what">The kind: branch, tag or ref.</param>
    /// <param name="address">The address of the ref.</param>
    /// <returns>For example, <c>branch 'dev' of repository 'lake'</c>.</returns>
    private protected static string Describe(string what, ObjectAddress address) => $"{what} '{address.Ref}' of repository '{address.Container}'";
}
