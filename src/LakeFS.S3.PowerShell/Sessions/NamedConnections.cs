using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>Finds connections by name.</summary>
internal static class NamedConnections
{
    /// <summary>The open connections whose name matches.</summary>
    /// <exception cref="LakeS3Exception"><c>LakePatternInvalid</c>.</exception>
    public static IEnumerable<LakeConnection> Select(ConnectionTable table, string pattern) => Select(table.All, connection => connection.Name, pattern);

    /// <summary>What has a connection whose name matches.</summary>
    /// <exception cref="LakeS3Exception"><c>LakePatternInvalid</c>.</exception>
    public static IEnumerable<T> Select<T>(IEnumerable<T> all, Func<T, string> nameOf, string pattern)
    {
        WildcardPattern wildcard = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase);
        ValidPattern.Check(pattern, wildcard);
        return all.Where(one => wildcard.IsMatch(nameOf(one)));
    }
}
