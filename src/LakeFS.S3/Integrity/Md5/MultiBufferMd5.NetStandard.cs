namespace LakeFS.S3.Integrity.Md5;

/// <summary>.NET Standard has no vectors, so contents share nothing: each is hashed by itself.</summary>
internal sealed class MultiBufferMd5
{
}
