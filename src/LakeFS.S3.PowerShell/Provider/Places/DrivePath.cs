using System;
using System.Collections.Generic;
using System.Linq;

namespace LakeFS.S3.PowerShell.Provider.Places;

/// <summary>
/// A path as the provider gets it: the name of a connection, and what it leads to. The connection is part of the path, so
/// that an item's PSPath, which names no drive, still says where the item is.
/// </summary>
internal sealed class DrivePath
{
    /// <summary>What separates the names of a path.</summary>
    public static readonly char[] Separators = ['/', '\\'];

    private readonly string[] _names;

    private DrivePath(string connection, string[] names)
    {
        Connection = connection;
        _names = names;
    }

    /// <summary>The connection's name.</summary>
    public string Connection { get; }

    /// <summary>Repository, ref and the parts of the key, or bucket and the parts of the key; as <see cref="PathSegment"/> writes them.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The last of the names.</summary>
    public string Name => _names.LastOrDefault() ?? Connection;

    /// <summary>What it is in; itself where it is a connection.</summary>
    public DrivePath Parent => new(Connection, [.. _names.Take(_names.Length - 1)]);

    /// <summary>Reads a path that begins with a connection's name. Slashes and backslashes are the same.</summary>
    public static DrivePath Parse(string path)
    {
        string[] names = Split(path);
        return new DrivePath(Uri.UnescapeDataString(names.FirstOrDefault() ?? string.Empty), [.. names.Skip(1)]);
    }

    /// <summary>The path of a place over a connection.</summary>
    public static DrivePath Of(string connection, string path) => new(connection, Split(path));

    /// <summary>The path of something in it.</summary>
    public DrivePath Child(string name) => new(Connection, [.. _names, name]);

    /// <inheritdoc/>
    public override string ToString() => string.Join("/", _names.Prepend(Uri.EscapeDataString(Connection)));

    private static string[] Split(string path)
    {
        List<string> names = [];
        foreach (string name in path.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == "..")
            {
                names.RemoveRange(Math.Max(0, names.Count - 1), Math.Min(1, names.Count));
            }
            else if (name != ".")
            {
                names.Add(name);
            }
        }

        return [.. names];
    }
}
