namespace LakeFS.S3.Tests;

/// <summary>How a test talks to its gateway; legacy gateways check signatures as lakeFS did before 1.56.</summary>
public enum Transport
{
    Http,
    Https,
    LegacyHttp,
    LegacyHttps,
}
