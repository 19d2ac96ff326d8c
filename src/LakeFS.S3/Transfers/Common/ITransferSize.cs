namespace LakeFS.S3.Transfers.Common;

/// <summary>Progress that wants to know how much there is to come, as soon as a transfer knows it.</summary>
internal interface ITransferSize
{
    /// <summary>Told once a transfer, from any thread.</summary>
    /// <param name="bytes">The size of what is being transferred.</param>
    void Expect(long bytes);
}
