using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Lists whose pages are read side by side, against the sorted set of their keys.</summary>
public sealed class SplitListingProperties
{
    private static readonly string[] Names = ["a", "b", "a-", "a.", "a0", "A", "", "\u00e9", "\uff5e", "\U0001F600", "x y", "\u0001", "\ufffd", "b\n", "\uffff"];

    private static readonly Arbitrary<(int Seed, int Count, int PageSize)> Cases =
        (from seed in Gen.Choose(0, int.MaxValue - 1) from count in Gen.Choose(0, 400) from pageSize in Gen.Choose(8, 40) select (seed, count, pageSize)).ToArbitrary();

    [Property(MaxTest = 300)]
    public Property A_list_is_all_keys_in_their_order() => Prop.ForAll(Cases, list =>
    {
        ModelKeyList keys = new(KeysOf(new Random(list.Seed), list.Count, Names), list.PageSize) { BeforePage = () => Task.CompletedTask };

        return keys.Shown.SequenceEqual(keys.ReadAsync().GetAwaiter().GetResult());
    });

    [Property(MaxTest = 100)]
    public Property A_key_that_stays_is_listed_once_whatever_happens_to_others() => Prop.ForAll(Cases, list =>
    {
        Random random = new(list.Seed);
        string[] names = [.. Names.Where(name => name.All(c => c >= ' ' && c < '\uff00'))];
        HashSet<string> staying = KeysOf(random, list.Count, names);
        string[] others = [.. KeysOf(random, list.Count, names).Except(staying)];
        ModelKeyList keys = new([.. staying, .. others.Where(_ => random.Next(2) == 0)], list.PageSize);
        keys.BeforePage = () => ChangeAsync(keys, others, random);

        List<string> listed = keys.ReadAsync().GetAwaiter().GetResult();

        return staying.IsSubsetOf(listed) && listed.Distinct().Count() == listed.Count;
    });

    private static Task ChangeAsync(ModelKeyList keys, string[] others, Random random)
    {
        if (others.Length > 0)
        {
            string key = others[random.Next(others.Length)];
            keys.Change(all => _ = all.Remove(key) || all.Add(key));
        }

        return Task.CompletedTask;
    }

    private static HashSet<string> KeysOf(Random random, int count, string[] names) =>
        [.. Enumerable.Range(0, count).Select(_ => string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => names[random.Next(names.Length)]))).Where(key => key.Length > 0)];
}
