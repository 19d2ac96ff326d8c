using System.Linq;
using System.Management.Automation;
using LakeFS.S3.Errors;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell.Commands.Base;

/// <summary>The base class of cmdlets for one repository.</summary>
public abstract class RepositoryCmdlet : ConnectedCmdlet
{
    /// <summary>The repository; by default the connection's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set => field = CellOf(value); }

    /// <summary>Resolves a ref, using the connection's defaults.</summary>
    /// <param name="reference">The ref given by the user, or null.</param>
    /// <returns>The address of the ref.</returns>
    private protected ObjectAddress ResolveRef(string? reference) => ResolveRef(Repository, reference);

    /// <summary>Resolves several keys or prefixes in a ref; each may be a complete address.</summary>
    /// <param name="reference">The ref, or null.</param>
    /// <param name="parameter">The parameter with the keys.</param>
    /// <param name="keys">The keys.</param>
    /// <returns>Their addresses.</returns>
    private protected ObjectAddress[] ResolveKeys(string? reference, string parameter, string[] keys) =>
        [.. keys.Select(key => ResolvePrefix(new ObjectName { Repository = Repository, Ref = reference, Key = key }, parameter))];

    /// <summary>The ref of several keys, which has to be the same for all; without keys, the ref itself is resolved.</summary>
    /// <param name="reference">The ref, or null.</param>
    /// <param name="keys">The keys' addresses.</param>
    /// <returns>The address of the ref.</returns>
    /// <exception cref="LakeS3Exception">The keys are in different refs.</exception>
    private protected ObjectAddress RefOf(string? reference, ObjectAddress[] keys)
    {
        ObjectAddress[] refs = [.. keys.Select(key => key.WithKey(string.Empty)).Distinct()];
        return refs.Length switch
        {
            0 => ResolveRef(reference),
            1 => refs[0],
            _ => throw AddressErrors.SeveralRefs(refs[0].Uri, refs[1].Uri),
        };
    }
}
