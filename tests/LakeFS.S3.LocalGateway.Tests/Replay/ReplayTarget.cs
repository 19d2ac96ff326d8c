using System;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>A server that exchanges are replayed against.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Keys">Its one key pair.</param>
/// <param name="CachesSettings">Whether it needs the pauses of the recording, as lakeFS itself does.</param>
internal sealed record ReplayTarget(Uri Url, KeyPair Keys, bool CachesSettings);
