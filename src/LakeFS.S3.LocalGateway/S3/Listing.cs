using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>
/// ListObjectsV2 and ListObjects. A prefix without a slash lists branches; with one, its first segment is the ref.
/// encoding-type is ignored (s3-odd-keys #82).
/// </summary>
internal static class Listing
{
    private const int DefaultMaxKeys = 1000;

    public static Task ListV2Async(S3Exchange exchange)
    {
        if (exchange.Query["list-type"] != "2")
        {
            throw new S3FailureException(S3Errors.BadRequest);
        }

        string? token = exchange.Query["continuation-token"];
        token = string.IsNullOrEmpty(token) ? null : token;
        string from = token ?? exchange.Query["start-after"] ?? string.Empty;
        ListPage page = Read(exchange, from, isV2: true);

        S3XmlWriter xml = StartPage(exchange, page, keyCount: page.Items.Count);
        if (page.NextToken is not null)
        {
            xml.Element("NextContinuationToken"u8, page.NextToken);
        }

        if (token is not null)
        {
            xml.Element("ContinuationToken"u8, token);
        }

        return EndPageAsync(exchange, page, xml);
    }

    public static Task ListV1Async(S3Exchange exchange)
    {
        string marker = exchange.Query["marker"] ?? string.Empty;
        ListPage page = Read(exchange, marker, isV2: false);

        // The list of branches has KeyCount 0 here (s3-list-v1 #8).
        S3XmlWriter xml = StartPage(exchange, page, keyCount: page.Ref is null ? 0 : page.Items.Count);
        xml.Element("Marker"u8, marker);
        if (page.NextToken is not null && Delimiter(exchange).Length > 0)
        {
            xml.Element("NextMarker"u8, page.NextToken);
        }

        return EndPageAsync(exchange, page, xml);
    }

    private static ListPage Read(S3Exchange exchange, string from, bool isV2)
    {
        string prefix = exchange.Query["prefix"] ?? string.Empty;
        int maxKeys = int.TryParse(
            exchange.Query["max-keys"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : DefaultMaxKeys;
        if (!prefix.Contains('/', StringComparison.Ordinal))
        {
            return ReadBranches(exchange.Repository, prefix, from, maxKeys);
        }

        (string reference, string path) = S3Address.SplitLoosely(prefix);
        string after = string.Empty;
        if (from.Length > 0)
        {
            // What to start after must be of the same ref, in whatever case (s3-list #46, #49).
            (string fromRef, after) = S3Address.SplitLoosely(from);
            if (!fromRef.Equals(reference, StringComparison.OrdinalIgnoreCase))
            {
                throw new S3FailureException(S3Errors.BadRequest);
            }
        }

        exchange.Record.Ref = reference;
        RefTarget target = RefExpression.Resolve(exchange.Repository, reference);
        if (target.Status != RefStatus.Found && isV2)
        {
            throw new S3FailureException(S3Errors.BadRequest);
        }

        return ReadObjects(target.Snapshot, reference, path, Delimiter(exchange), after, maxKeys);
    }

    private static ListPage ReadBranches(Repository repository, string prefix, string from, int maxKeys)
    {
        List<ListedItem> items = [];
        foreach ((string name, Branch branch) in repository.Branches)
        {
            if (branch.IsHidden
                || !name.StartsWith(prefix, StringComparison.Ordinal)
                || (from.Length > 0 && ObjectKeyComparer.Instance.Compare(name, from) <= 0))
            {
                continue;
            }

            if (maxKeys >= 0 && items.Count == maxKeys)
            {
                return new ListPage(null, items, true, items.Count > 0 ? items[^1].Path[..^1] : null, maxKeys);
            }

            items.Add(new ListedItem(name + "/", null));
        }

        return new ListPage(null, items, false, null, maxKeys);
    }

    private static ListPage ReadObjects(
        Snapshot snapshot, string reference, string prefix, string delimiter, string after, int maxKeys)
    {
        List<ListedItem> items = [];
        foreach (ListedItem item in SnapshotListing.List(snapshot, prefix, delimiter, after))
        {
            if (maxKeys >= 0 && items.Count == maxKeys)
            {
                string last = items.Count > 0 ? items[^1].Path : string.Empty;
                return new ListPage(reference, items, true, $"{reference}/{last}", maxKeys);
            }

            items.Add(item);
        }

        return new ListPage(reference, items, false, null, maxKeys);
    }

    private static string Delimiter(S3Exchange exchange) => exchange.Query["delimiter"] ?? string.Empty;

    private static S3XmlWriter StartPage(S3Exchange exchange, ListPage page, int keyCount)
    {
        S3XmlWriter xml = new S3XmlWriter()
            .Start("ListBucketResult"u8)
            .Element("Name"u8, exchange.Repository.Id)
            .Element("IsTruncated"u8, page.IsTruncated)
            .Element("Prefix"u8, exchange.Query["prefix"] ?? string.Empty);
        if (Delimiter(exchange).Length > 0)
        {
            xml.Element("Delimiter"u8, Delimiter(exchange));
        }

        xml.Element("KeyCount"u8, keyCount).Element("MaxKeys"u8, page.MaxKeys);
        foreach (ListedItem item in page.Items)
        {
            if (item.Entry is null)
            {
                xml.Start("CommonPrefixes"u8)
                    .Element("Prefix"u8, page.PathPrefix, item.Path)
                    .End("CommonPrefixes"u8);
            }
        }

        return xml;
    }

    private static Task EndPageAsync(S3Exchange exchange, ListPage page, S3XmlWriter xml)
    {
        foreach (ListedItem item in page.Items)
        {
            if (item.Entry is { } entry)
            {
                xml.Start("Contents"u8)
                    .Element("Key"u8, page.PathPrefix, entry.Key)
                    .Element("LastModified"u8, entry.LastModified)
                    .ETag(entry.ETag)
                    .Element("Size"u8, entry.Size)
                    .Element("StorageClass"u8, "STANDARD")
                    .End("Contents"u8);
            }
        }

        return exchange.AnswerXmlAsync(xml.End("ListBucketResult"u8));
    }

    /// <summary>A page of a listing.</summary>
    /// <param name="Ref">The ref that is listed; null in a list of branches.</param>
    /// <param name="Items">The items, without the ref.</param>
    /// <param name="IsTruncated">Whether there are more.</param>
    /// <param name="NextToken">Where the next page begins; null if there is none.</param>
    /// <param name="MaxKeys">The limit; negative for none.</param>
    private sealed record ListPage(
        string? Ref, IReadOnlyList<ListedItem> Items, bool IsTruncated, string? NextToken, int MaxKeys)
    {
        /// <summary>What comes before each path: the ref.</summary>
        public string PathPrefix { get; } = Ref is null ? string.Empty : Ref + "/";
    }
}
