using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Amazon.S3.Model;
using LakeFS.S3.Errors;
using LakeFS.S3.Integrity;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>Validates, encodes and decodes user metadata.</summary>
internal static class UserMetadata
{
    /// <summary>lakeFS's limit for names and values together, decoded, in bytes (s3-metadata #45, #47).</summary>
    public const int MaxBytes = 2048;

    /// <summary>The prefix of metadata headers.</summary>
    public const string Prefix = "x-amz-meta-";

    /// <summary>Validates names and values before anything is sent.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeMetadataNameInvalid</c>, <c>LakeMetadataValueInvalid</c> or <c>LakeMetadataTooLarge</c>.</exception>
    public static IReadOnlyDictionary<string, string> Check(IDictionary? metadata)
    {
        Dictionary<string, string> result = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in metadata ?? new Hashtable())
        {
            string name = Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? string.Empty;
            if (entry.Value is not string and IEnumerable)
            {
                throw ObjectErrors.MetadataValueInvalid(name, $"is {entry.Value.GetType()}, which is no text.");
            }

            string value = Convert.ToString(entry.Value, CultureInfo.InvariantCulture) ?? string.Empty;
            if (name.Length == 0 || !name.All(IsTokenCharacter))
            {
                throw ObjectErrors.MetadataNameInvalid(name);
            }

            if (value.Any(char.IsControl))
            {
                throw ObjectErrors.MetadataValueInvalid(name, "holds a line break or another control character.");
            }

            // lakeFS returns plain ASCII unencoded, and headers lose leading and trailing spaces (s3-metadata #10).
            if (value.Trim(' ').Length != value.Length && value.All(c => c <= '~'))
            {
                throw ObjectErrors.MetadataValueInvalid(name, "begins or ends with a blank, which would be lost in transfer.");
            }

            if (result.ContainsKey(name))
            {
                throw ObjectErrors.MetadataNameTwice(name);
            }

            result.Add(name, value);
        }

        int size = SizeOf(result);
        return size <= MaxBytes ? result : throw ObjectErrors.MetadataTooLarge(size, MaxBytes);
    }

    /// <summary>Adds validated metadata to a request.</summary>
    public static void Write(IReadOnlyDictionary<string, string> metadata, MetadataCollection target)
    {
        foreach (KeyValuePair<string, string> pair in metadata)
        {
            target[Prefix + pair.Key] = EncodedWord.Encode(pair.Value);
        }
    }

    /// <summary>The metadata without the part layout, which metadata copied from another object may contain.</summary>
    public static Dictionary<string, string> WithoutLayout(IReadOnlyDictionary<string, string> metadata) => metadata
        .Where(pair => !string.Equals(pair.Key, PartLayout.MetadataName, StringComparison.OrdinalIgnoreCase))
        .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a file's modification time, unless the metadata has one.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeMetadataTooLarge</c>.</exception>
    public static IReadOnlyDictionary<string, string> WithTime(IReadOnlyDictionary<string, string> metadata, DateTime time)
    {
        if (metadata.ContainsKey(ModificationTime.MetadataName))
        {
            return metadata;
        }

        Dictionary<string, string> result = WithoutLayout(metadata);
        result.Add(ModificationTime.MetadataName, ModificationTime.Format(time));
        int size = SizeOf(result);
        return size <= MaxBytes ? result : throw ObjectErrors.MetadataTooLarge(size, MaxBytes);
    }

    /// <summary>
    /// Adds the object's part layout, with which a reader can verify it; omitted if the metadata would become too large.
    /// </summary>
    public static Dictionary<string, string> WithLayout(IReadOnlyDictionary<string, string> metadata, PartLayout layout)
    {
        Dictionary<string, string> result = WithoutLayout(metadata);
        result[PartLayout.MetadataName] = layout.ToString();
        return SizeOf(result) <= MaxBytes ? result : WithoutLayout(metadata);
    }

    /// <summary>The part layout that the upload recorded; null if there is none.</summary>
    public static PartLayout? LayoutOf(IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue(PartLayout.MetadataName, out string? layout) ? PartLayout.Parse(layout) : null;

    /// <summary>Reads the metadata of a response: values are encoded, and names may have the prefix.</summary>
    public static Hashtable Read(IEnumerable<KeyValuePair<string, string>> metadata)
    {
        TextTable result = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, string> pair in metadata)
        {
            result[NameOf(pair.Key)] = EncodedWord.Decode(pair.Value);
        }

        return result;
    }

    private static int SizeOf(Dictionary<string, string> metadata) =>
        metadata.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value));

    // lakeFS stores names in lowercase; HTTP servers and libraries in between may change their case.
    private static string NameOf(string header) =>
        (header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header.Substring(Prefix.Length) : header).ToLowerInvariant();

    // Tokens as in RFC 7230; lakeFS returns a plain-text 400 for anything else (s3-metadata #35).
    private static bool IsTokenCharacter(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || "!#$%&'*+-.^_`|~".IndexOf(c) >= 0;
}
