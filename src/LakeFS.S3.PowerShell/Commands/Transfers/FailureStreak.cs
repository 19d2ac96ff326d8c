using LakeFS.S3.Errors;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Transfers;

/// <summary>
/// Decides which failure ends a command for many objects. A broken connection or a strange answer for one object says
/// nothing about the others; several of them in a row mean that the server is unavailable.
/// </summary>
/// <param name="maxInARow">The number of failures in a row that end the command.</param>
internal sealed class FailureStreak(int maxInARow)
{
    private long _succeededBefore;
    private int _failuresInARow;

    /// <summary>Counts a failure.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="succeeded">How many objects have succeeded so far.</param>
    /// <returns>Whether it ends the command.</returns>
    public bool Ends(LakeS3Exception error, long succeeded)
    {
        bool mayConcernOne = MayConcernOneObject(error);
        _failuresInARow = mayConcernOne && succeeded == _succeededBefore ? _failuresInARow + 1 : 0;
        _succeededBefore = succeeded;
        return LakeErrorRecord.EndsPipeline(error) && !(mayConcernOne && _failuresInARow < maxInARow);
    }

    private static bool MayConcernOneObject(LakeS3Exception error) =>
        ErrorCatalog.ConnectionFailed.Is(error) || ErrorCatalog.Timeout.Is(error) || ErrorCatalog.NotAnS3Endpoint.Is(error) || ErrorCatalog.Redirected.Is(error);
}
