using System;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>The commit of an import that a hook does not let happen.</summary>
/// <param name="reason">Why.</param>
internal sealed class ImportRefusedException(string reason) : Exception(reason);
