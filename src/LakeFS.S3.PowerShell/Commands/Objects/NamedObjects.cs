using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>
/// Finds the objects that a key with wildcards names. If there is an object whose key is this text, it is meant; otherwise
/// those whose whole key matches, slashes included. Case matters, as in keys.
/// </summary>
internal sealed class NamedObjects(LakeCmdlet cmdlet, LakeObjects objects)
{
    /// <summary>Finds the objects.</summary>
    /// <param name="named">The address of the key.</param>
    /// <returns>The objects in the order of their keys; none if nothing matches.</returns>
    /// <exception cref="LakeS3Exception"><c>LakePatternInvalid</c>, or the objects can't be listed.</exception>
    public IEnumerable<LakeObject> Find(ObjectAddress named)
    {
        LakeObject? literal = FindLiteral(named);
        return literal is not null ? [literal] : WildcardPattern.ContainsWildcardCharacters(named.Key) ? FindMatching(named) : [];
    }

    /// <summary>Finds the objects whose keys match.</summary>
    /// <param name="pattern">The address of the pattern.</param>
    /// <returns>The objects in the order of their keys.</returns>
    /// <exception cref="LakeS3Exception"><c>LakePatternInvalid</c>, or the objects can't be listed.</exception>
    public IEnumerable<LakeObject> FindMatching(ObjectAddress pattern)
    {
        WildcardPattern wildcard = WildcardPattern.Get(pattern.Key, WildcardOptions.None);
        ValidPattern.Check(pattern.Key, wildcard);
        string prefix = pattern.Key.Substring(0, pattern.Key.IndexOfAny(['*', '?', '[', '`']));
        return List(pattern.WithKey(prefix), new ListOptions()).Where(found => wildcard.IsMatch(found.Key));
    }

    // No key with a prefix comes before the one that is the prefix.
    private LakeObject? FindLiteral(ObjectAddress named) =>
        List(named, new ListOptions { First = 1 }).FirstOrDefault(first => first.Key == named.Key);

    private IEnumerable<LakeObject> List(ObjectAddress prefix, ListOptions options) =>
        cmdlet.Await(objects.ListAsync(prefix, options, cmdlet.StopToken)).OfType<LakeObject>();
}
