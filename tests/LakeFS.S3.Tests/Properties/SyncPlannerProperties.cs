using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LakeFS.S3.Sync;

namespace LakeFS.S3.Tests;

/// <summary>Plans against a model: two dictionaries and what differs between them.</summary>
public sealed class SyncPlannerProperties
{
    // Keys that come one before the other in different ways in different orders; sizes and ETags that are alike now and then.
    private static readonly Gen<Dictionary<string, (long Size, string ETag)>> Sides =
        (from key in Gen.Elements("a", "a/", "a/b", "a-b", "a.b", "a0", "A", "b", "\u00e9", "e\u0301", "\uff5e", "\U0001F600", "z z", "%2F", "..", "\t")
         from size in Gen.Choose(0, 2)
         from etag in Gen.Choose(0, 2)
         select (key, size: (long)size, etag: $"e{etag}")).ListOf()
        .Select(entries => entries.GroupBy(entry => entry.key).ToDictionary(group => group.Key, group => (group.First().size, group.First().etag)));

    private static readonly Arbitrary<(Dictionary<string, (long Size, string ETag)> Source, Dictionary<string, (long Size, string ETag)> Target, bool Delete, bool Force)> Cases =
        (from source in Sides from target in Sides from delete in Gen.Elements(true, false) from force in Gen.Elements(true, false) select (source, target, delete, force)).ToArbitrary();

    [Property(MaxTest = 500)]
    public Property A_plan_does_what_makes_the_sides_alike_and_nothing_else() => Prop.ForAll(Cases, sides =>
    {
        (Dictionary<string, (long Size, string ETag)> source, Dictionary<string, (long Size, string ETag)> target, bool delete, bool force) = sides;
        bool isRefused = delete && !force && source.Count == 0 && target.Count > 0;
        HashSet<string> expected = [
            .. source.Where(entry => !target.TryGetValue(entry.Key, out (long, string) other) || other != entry.Value).Select(entry => $"Copy {entry.Key} {entry.Value.Size}"),
            .. delete ? target.Where(entry => !source.ContainsKey(entry.Key)).Select(entry => $"Delete {entry.Key} {entry.Value.Size}") : [],
        ];

        using SyncPlanner planner = new(new ModelDirection(source, target), new SyncOptions { Delete = delete, Force = force }, maxConcurrency: 4);
        List<string> planned = [];
        try
        {
            PlanAsync(planner, planned).GetAwaiter().GetResult();
        }
        catch (LakeS3Exception refused)
        {
            return isRefused && refused.ErrorId == "LakeSourceEmpty" && planned.Count == 0;
        }

        int unchanged = source.Count(entry => target.TryGetValue(entry.Key, out (long, string) other) && other == entry.Value);
        return !isRefused && planned.Count == expected.Count && expected.SetEquals(planned) && planner.Unchanged == unchanged;
    });

    private static async Task PlanAsync(SyncPlanner planner, List<string> planned)
    {
        await foreach (SyncStep step in planner.RunAsync(CancellationToken.None))
        {
            SyncAction action = (SyncAction)step;
            planned.Add($"{action.Kind} {action.Address.Key} {action.Size}");
        }
    }

    private sealed class ModelSide(string name, Dictionary<string, (long Size, string ETag)> entries) : SyncSide(filter: null)
    {
        public override string Name => name;

        public override string NameOf(SyncEntry entry) => entry.Key;

        public override async IAsyncEnumerable<SyncEntry> ReadAsync(
            Func<SyncFailure, ValueTask> onFailure, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            // By bytes, as a server lists; not by the comparer that the planner has.
            foreach (KeyValuePair<string, (long Size, string ETag)> entry in entries.OrderBy(
                entry => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(entry.Key)), StringComparer.Ordinal))
            {
                await Task.Yield();
                _ = Includes(entry.Key);
                yield return new SyncEntry(entry.Key, new LakeObject(TestGateway.At(entry.Key), entry.Value.Size, null, entry.Value.ETag, null));
            }
        }
    }

    private sealed class ModelDirection(Dictionary<string, (long Size, string ETag)> source, Dictionary<string, (long Size, string ETag)> target) : SyncDirection
    {
        public override SyncSide Source { get; } = new ModelSide("source", source);

        public override SyncSide Target { get; } = new ModelSide("target", target);

        public override ObjectAddress Prefix { get; } = TestGateway.At(string.Empty);

        public override ValueTask<bool> IsSameAsync(SyncEntry source, SyncEntry target, byte[] buffer, CancellationToken cancellationToken) => new(source.ETag == target.ETag);

        public override SyncAction? Transfer(SyncEntry source, string reason) => new(SyncActionKind.Copy, Prefix.WithKey(source.Key), source.Size, reason);

        public override SyncAction? Deletion(SyncEntry target) => new(SyncActionKind.Delete, Prefix.WithKey(target.Key), target.Size, SyncReason.NotInSource);

        public override Task RequireWritableAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task<LakeTransferResult> TransferAsync(SyncAction action, IProgress<long>? progress, CancellationToken cancellationToken) => throw new InvalidDataException();

        public override Task<IReadOnlyList<SyncStep>> DeleteAsync(IReadOnlyList<SyncAction> actions, CancellationToken cancellationToken) => throw new InvalidDataException();
    }
}
