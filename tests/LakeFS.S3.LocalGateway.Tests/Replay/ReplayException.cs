using System;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>A step could not be carried out: a value is missing, or the connection broke or answered no HTTP.</summary>
public sealed class ReplayException : Exception
{
    public ReplayException()
    {
    }

    public ReplayException(string message)
        : base(message)
    {
    }

    public ReplayException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
