using System.Threading.Tasks;

namespace LakeFS.S3.Primitives;

/// <summary>Takes in a piece of content; told each in order, when the one before was taken in.</summary>
/// <param name="buffer">Holds the piece at its beginning; good until the task has ended.</param>
/// <param name="count">The piece's length.</param>
/// <returns>A task that ends when the piece was taken in.</returns>
internal delegate Task ChunkHandler(byte[] buffer, int count);
