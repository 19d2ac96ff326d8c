using System.Threading.Tasks;

namespace LakeFS.S3.Primitives;

/// <summary>
/// Processes a chunk of content. Chunks arrive in order; the next call is made when the previous task has completed.
/// </summary>
/// <param name="buffer">Contains the chunk at its start; valid until the task completes.</param>
/// <param name="count">The length of the chunk.</param>
/// <returns>A task that completes when the chunk has been processed.</returns>
internal delegate Task ChunkHandler(byte[] buffer, int count);
