using System;
using System.Globalization;

namespace LakeFS.S3.Errors;

/// <summary>How often a request was sent before it failed permanently, and how long that took.</summary>
/// <param name="Count">The number of times.</param>
/// <param name="Elapsed">The time from the first attempt to the last failure.</param>
internal sealed record Attempts(int Count, TimeSpan Elapsed)
{
    private const string Key = "LakeS3.Attempts";

    /// <summary>One attempt.</summary>
    public static Attempts One { get; } = new(1, TimeSpan.Zero);

    /// <summary>The attempts that are recorded with a failure or its cause.</summary>
    public static Attempts Of(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure.Data[Key] is Attempts recorded)
            {
                return recorded;
            }
        }

        return One;
    }

    /// <summary>Records the attempts with a failure, for its message.</summary>
    public void RecordWith(Exception failure) => failure.Data[Key] = this;

    /// <inheritdoc/>
    public override string ToString() => Count == 1 ? "tried once"
        : Elapsed.TotalSeconds < 0.1 ? string.Format(CultureInfo.InvariantCulture, "tried {0} times", Count)
        : string.Format(CultureInfo.InvariantCulture, "tried {0} times in {1:0.#} s", Count, Elapsed.TotalSeconds);
}
