using System;
using LakeFS.S3.S3;

namespace LakeFS.S3.Transfers.Download;

/// <summary>The response with the first missing ranges of an object.</summary>
/// <param name="Body">The response.</param>
/// <param name="Slot">Its request slot.</param>
/// <param name="From">The first range in it.</param>
/// <param name="To">The last range in it.</param>
internal sealed record OpenedRanges(ObjectBody Body, IDisposable Slot, int From, int To);
