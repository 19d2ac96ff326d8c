namespace LakeFS.S3.Transfers.Common;

/// <summary>Progress that takes a transfer's total size as soon as it is known.</summary>
internal interface ITransferSize
{
    /// <summary>Reports the total size; called once per transfer, from any thread.</summary>
    /// <param name="bytes">The size in bytes.</param>
    void Expect(long bytes);
}
