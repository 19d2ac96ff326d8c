using System;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>A test that needs Unix signals; reported as skipped on Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no SIGTERM.";
        }
    }
}
