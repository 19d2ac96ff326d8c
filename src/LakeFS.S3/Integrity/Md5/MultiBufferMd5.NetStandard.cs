namespace LakeFS.S3.Integrity.Md5;

/// <summary>A placeholder: .NET Standard has no vector instructions, so each content is hashed separately.</summary>
internal sealed class MultiBufferMd5
{
}
