using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using LakeFS.S3.LocalGateway.Authentication;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>DeleteObject and DeleteObjects.</summary>
internal static class ObjectDeletion
{
    private const int MostKeys = 1000;

    private static readonly S3Error MissingBranch = new(
        0, "ErrDeletingKey", "error deleting object: argument branch: required value: validation error");

    private static readonly S3Error InvalidBranch = new(
        0, "ErrDeletingKey", "error deleting object: argument branch: branch id: invalid value: validation error");

    private static readonly S3Error ProtectedBranch = new(
        0,
        S3Errors.WriteToProtectedBranch.Code,
        $"error deleting object: {S3Errors.WriteToProtectedBranch.Message}");

    /// <summary>Deletes one object; 204 also where there was none, and where there is no such branch (s3-refs #78).</summary>
    public static Task DeleteAsync(S3Exchange exchange)
    {
        if (!NameRules.IsBranchId(exchange.Ref))
        {
            throw new S3FailureException(S3Errors.InternalError);
        }

        RefRules.RequireKeyLength(exchange.Key);
        if (exchange.Repository.FindBranch(exchange.Ref) is { } branch)
        {
            RefRules.RequireUnprotected(exchange, branch);

            // A branch that is gone by now is as one that was gone before.
            _ = exchange.Repository.Delete(branch, [exchange.Key]);
        }

        exchange.AnswerEmpty(StatusCodes.Status204NoContent);
        return Task.CompletedTask;
    }

    /// <summary>Deletes up to 1000 objects, of one ref or several.</summary>
    public static async Task DeleteManyAsync(S3Exchange exchange)
    {
        XElement request = await ReadAsync(exchange).ConfigureAwait(false);
        List<string> keys =
        [
            .. request.Elements().Where(element => element.Name.LocalName == "Object")
                .Select(element => XmlBody.ChildText(element, "Key")),
        ];
        if (keys.Count is 0 or > MostKeys)
        {
            throw new S3FailureException(S3Errors.MalformedXml);
        }

        bool isQuiet = XmlBody.ChildText(request, "Quiet").Trim() == "true";
        List<(string Key, S3Error? Error)> results = [];
        Dictionary<string, List<string>> byRef = new(StringComparer.Ordinal);
        foreach (string key in keys)
        {
            (string reference, string path) = S3Address.SplitLoosely(key);
            S3Error? error = reference.Length == 0 ? MissingBranch
                : !NameRules.IsBranchId(reference) ? InvalidBranch
                : exchange.Repository.IsProtected(reference) ? ProtectedBranch
                : null;
            results.Add((key, error));
            if (error is null)
            {
                if (!byRef.TryGetValue(reference, out List<string>? paths))
                {
                    byRef.Add(reference, paths = []);
                }

                paths.Add(path);
            }
        }

        foreach ((string reference, List<string> paths) in byRef)
        {
            // An empty path among the keys of a ref makes lakeFS delete none of them and report all as deleted
            // (s3-delete-objects #22), and so does a ref that is not a branch (#16). Clients have to notice.
            if (!paths.Contains(string.Empty) && exchange.Repository.FindBranch(reference) is { } branch)
            {
                _ = exchange.Repository.Delete(branch, paths);
            }
        }

        await AnswerAsync(exchange, results, isQuiet).ConfigureAwait(false);
    }

    private static async Task<XElement> ReadAsync(S3Exchange exchange)
    {
        try
        {
            return await XmlBody.ReadAsync(exchange).ConfigureAwait(false)
                ?? throw new S3FailureException(S3Errors.BadRequest);
        }
        catch (PayloadRejectedException)
        {
            // Whatever is wrong with the body, here it is a bad request (auth-payload #12).
            throw new S3FailureException(S3Errors.BadRequest);
        }
    }

    private static Task AnswerAsync(
        S3Exchange exchange, IReadOnlyList<(string Key, S3Error? Error)> results, bool isQuiet)
    {
        S3XmlWriter xml = new S3XmlWriter().StartWithNamespace("DeleteResult"u8);
        foreach ((string key, S3Error? error) in results)
        {
            if (error is null && !isQuiet)
            {
                xml.Start("Deleted"u8).Element("Key"u8, key).End("Deleted"u8);
            }
        }

        foreach ((string key, S3Error? error) in results)
        {
            if (error is not null)
            {
                xml.Start("Error"u8)
                    .Element("Code"u8, error.Code)
                    .Element("Key"u8, key)
                    .Element("Message"u8, error.Message)
                    .End("Error"u8);
            }
        }

        return exchange.AnswerXmlAsync(xml.End("DeleteResult"u8));
    }
}
