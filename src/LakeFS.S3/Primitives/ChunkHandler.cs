using System.Threading.Tasks;

namespace LakeFS.S3.Primitives;

/// <summary>Processes a piece of content; called in order, each time the previous piece was processed.</summary>
/// <param name="buffer">Holds the piece at its beginning; good until the task has ended.</param>
/// <param name="count">The piece's length.</param>
/// <returns>A task that ends when the piece was taken in.</returns>
internal delegate Task ChunkHandler(byte[] buffer, int count);
