using System;
using System.IO;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Hosting;

/// <summary>What the program prints once it listens, for those who started it to read.</summary>
internal static class Announcement
{
    public static async Task WriteAsync(TextWriter output, LocalGateway gateway)
    {
        await output.WriteLineAsync($"url: {Trimmed(gateway.Url)}").ConfigureAwait(false);
        if (gateway.HttpsUrl is { } secure)
        {
            await output.WriteLineAsync($"https_url: {Trimmed(secure)}").ConfigureAwait(false);
            await output.WriteLineAsync($"ca_file: {gateway.CaFile}").ConfigureAwait(false);
        }

        foreach ((string flaw, Uri url) in gateway.BrokenUrls)
        {
            await output.WriteLineAsync($"{flaw}_url: {Trimmed(url)}").ConfigureAwait(false);
        }

        if (gateway.StoreUrl is { } store)
        {
            await output.WriteLineAsync($"store_url: {Trimmed(store)}").ConfigureAwait(false);
        }

        if (!gateway.IsForwarding)
        {
            await output.WriteLineAsync($"access_key_id: {gateway.AccessKeyId}").ConfigureAwait(false);
            await output.WriteLineAsync($"secret_access_key: {gateway.SecretAccessKey}").ConfigureAwait(false);
        }

        await output.WriteLineAsync("ready").ConfigureAwait(false);
        await output.FlushAsync().ConfigureAwait(false);
    }

    private static string Trimmed(Uri uri) => uri.ToString().TrimEnd('/');
}
