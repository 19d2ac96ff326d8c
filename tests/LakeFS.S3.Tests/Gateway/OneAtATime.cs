using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Tests that measure time limits or memory, and so run with no other beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneAtATime
{
    public const string Name = "one at a time";
}
