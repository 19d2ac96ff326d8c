using System;
using System.IO;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>
/// A test that needs the folder the exchanges were recorded to, beside the repository. Where the folder is
/// missing the test is reported as skipped.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExchangesFolderFactAttribute : FactAttribute
{
    public ExchangesFolderFactAttribute()
    {
        if (FindFolder() is null)
        {
            Skip = "There is no folder shared/exchanges beside the repository.";
        }
    }

    /// <summary>The folder, or null if it is not there.</summary>
    public static string? FindFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LakeFS.S3.psd1")))
            {
                string exchanges = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "exchanges"));
                return Directory.Exists(exchanges) ? exchanges : null;
            }
        }

        return null;
    }
}
