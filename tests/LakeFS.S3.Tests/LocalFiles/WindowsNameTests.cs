using LakeFS.S3.LocalFiles;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>What Windows takes for something else than a file of that name.</summary>
public sealed class WindowsNameTests
{
    [Theory]
    [InlineData("CON")]
    [InlineData("nul.txt")]
    [InlineData("CONIN$")]
    [InlineData("conout$")]
    [InlineData("COM1")]
    [InlineData("com\u00b9")]
    [InlineData("COM\u00b2.log")]
    [InlineData("LPT\u00b3")]
    [InlineData("AUX .txt")]
    [InlineData("a.")]
    [InlineData("a ")]
    [InlineData("a:b")]
    [InlineData("a\\b")]
    [InlineData("a\u0001")]
    public void Is_refused(string segment) => Assert.False(WindowsName.IsSafe(segment));

    [Theory]
    [InlineData("CONSOLE")]
    [InlineData("COM10")]
    [InlineData("COM")]
    [InlineData(".nul")]
    [InlineData("CONIN")]
    [InlineData("a.b c")]
    public void Is_a_name_otherwise(string segment) => Assert.True(WindowsName.IsSafe(segment));
}
