using System;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LakeFS.S3.Addressing;
using LakeFS.S3.S3;

namespace LakeFS.S3.Tests;

/// <summary>Addresses that are written and read again, whatever the key.</summary>
public sealed class AddressProperties
{
    private const int Cases = 1000;

    private static readonly AddressResolver Resolver = new("other", "other");

    [Property(MaxTest = Cases)]
    public Property An_address_names_the_object_that_it_was_made_of() => Prop.ForAll(Hostile.Keys, key =>
    {
        ObjectAddress address = new("data-lake", "main", key);
        ObjectAddress again = Resolver.ResolveObject(new ObjectName { Key = address.Uri });
        ObjectAddress asBucket = Resolver.ResolveObject(new ObjectName { Key = $"s3://data-lake/main/{key}" });
        return again.Equals(address) && again.Key == key && again.Uri == address.Uri && asBucket.Equals(address) && asBucket.GetHashCode() == address.GetHashCode();
    });

    [Property(MaxTest = Cases)]
    public Property A_bucket_and_a_key_name_it_too() => Prop.ForAll(Hostile.Keys, key =>
        Resolver.ResolveObject(new ObjectName { BucketName = "data-lake", Key = "main/" + key }).Equals(new ObjectAddress("data-lake", "main", key)));

    [Property(MaxTest = Cases)]
    public Property A_request_goes_to_that_key_and_no_other() => Prop.ForAll(Hostile.Keys, key =>
    {
        S3RequestUri target = new(new Uri("http://127.0.0.1:8000"), virtualHost: false, new ObjectAddress("data-lake", "main", key), string.Empty);
        // What goes over the wire, and what a server makes of it.
        string sent = target.ToUri().PathAndQuery;
        return sent == target.Path && Uri.UnescapeDataString(sent) == $"/data-lake/main/{key}";
    });

    [Property(MaxTest = Cases)]
    public Property Any_text_is_an_address_or_refused_with_an_error_of_ours() => Prop.ForAll(Hostile.Texts, Hostile.Texts, Hostile.Texts, (repository, reference, key) =>
    {
        try
        {
            ObjectAddress address = Resolver.ResolveObject(new ObjectName { Repository = repository, Ref = reference, Key = key });
            return address.Key.Length > 0 && address.Uri == Resolver.ResolveObject(new ObjectName { Key = address.Uri }).Uri;
        }
        catch (LakeS3Exception error)
        {
            return error.ErrorId.StartsWith("Lake", StringComparison.Ordinal);
        }
    });
}
