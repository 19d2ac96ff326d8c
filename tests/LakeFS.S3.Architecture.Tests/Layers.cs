using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace LakeFS.S3.Architecture.Tests;

/// <summary>The order of a project's folders, from its Layers.txt: one folder a line, from the bottom to the top.</summary>
internal sealed class Layers
{
    private readonly Dictionary<string, int> _heights;

    private Layers(IEnumerable<string> folders)
    {
        _heights = folders.Select((folder, height) => (folder, height)).ToDictionary(layer => layer.folder, layer => layer.height, StringComparer.Ordinal);
    }

    /// <summary>The folders, from the bottom to the top.</summary>
    public IEnumerable<string> Folders => _heights.OrderBy(layer => layer.Value).Select(layer => layer.Key);

    /// <summary>Reads a file; what comes after the folder's name says what stands there.</summary>
    public static Layers Read(string path) => new(File.ReadLines(path)
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' ', 2)[0]));

    /// <summary>The folder of a file, both inside the project.</summary>
    public static string FolderOf(string file) => Path.GetDirectoryName(file)!.Replace('\\', '/') is { Length: > 0 } folder ? folder : ".";

    /// <summary>Whether one file is above another. As each folder has a place of its own, two folders can't refer to each other unseen.</summary>
    public bool IsUpward(string from, string to) => _heights[FolderOf(to)] > _heights[FolderOf(from)];
}
