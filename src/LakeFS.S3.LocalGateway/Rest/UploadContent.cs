using System;
using System.Collections.Immutable;
using System.IO;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>What an upload sends.</summary>
/// <param name="Bytes">The content, to be read once.</param>
/// <param name="ContentType">Its type.</param>
/// <param name="Metadata">The metadata that headers name.</param>
internal sealed record UploadContent(Stream Bytes, string ContentType, ImmutableSortedDictionary<string, string> Metadata)
{
    private const string MetadataHeaderPrefix = "x-lakefs-meta-";

    /// <summary>What clients of lakeFS keep for themselves: lakectl the times of files.</summary>
    private const string InternalHeaderPrefix = "x-lakefs-internal-";

    private const string InternalPrefix = "::lakefs::";

    /// <summary>Reads a request up to where its content begins.</summary>
    /// <exception cref="RestFailureException">It is a form without content.</exception>
    public static async Task<UploadContent> OpenAsync(RestExchange exchange)
    {
        (Stream bytes, string contentType) = await OpenBodyAsync(exchange).ConfigureAwait(false);
        return new UploadContent(bytes, contentType, ReadMetadata(exchange.Request.Headers));
    }

    /// <summary>The content is the body, or the field <c>content</c> of a multipart form.</summary>
    private static async Task<(Stream Bytes, string ContentType)> OpenBodyAsync(RestExchange exchange)
    {
        string contentType = exchange.Request.ContentType ?? ObjectEntry.DefaultContentType;
        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? parsed)
            || !parsed.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return (exchange.Request.Body, contentType);
        }

        string boundary = HeaderUtilities.RemoveQuotes(parsed.Boundary).ToString();
        MultipartReader reader = new(boundary, exchange.Request.Body) { BodyLengthLimit = null };
        try
        {
            while (await reader.ReadNextSectionAsync(exchange.Aborted).ConfigureAwait(false) is { } section)
            {
                if (ContentDispositionHeaderValue.TryParse(
                        section.ContentDisposition, out ContentDispositionHeaderValue? disposition)
                    && HeaderUtilities.RemoveQuotes(disposition.Name) == "content")
                {
                    return (section.Body, section.ContentType ?? ObjectEntry.DefaultContentType);
                }
            }
        }
        catch (IOException)
        {
            // A form that ends before its first field has no content either.
        }

        throw new RestFailureException(500, "multipart upload missing key 'content': http: no such file");
    }

    private static ImmutableSortedDictionary<string, string> ReadMetadata(IHeaderDictionary headers)
    {
        ImmutableSortedDictionary<string, string> metadata = ObjectEntry.NoMetadata;
        foreach ((string header, StringValues values) in headers)
        {
            string? name = NameOf(header, MetadataHeaderPrefix, string.Empty) ?? NameOf(header, InternalHeaderPrefix, InternalPrefix);
            if (name is not null)
            {
                metadata = metadata.SetItem(name, values.ToString());
            }
        }

        return metadata;
    }

    private static string? NameOf(string header, string headerPrefix, string prefix) =>
        header.StartsWith(headerPrefix, StringComparison.OrdinalIgnoreCase)
            ? prefix + header[headerPrefix.Length..].ToLowerInvariant()
            : null;
}
