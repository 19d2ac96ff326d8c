using System;
using System.IO;
using LakeFS.S3.Errors;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace LakeFS.S3.Connections;

/// <summary>The parts of lakectl's configuration file that a connection uses.</summary>
internal sealed class LakectlConfiguration
{
    /// <summary>The key pair.</summary>
    public CredentialSection? Credentials { get; set; }

    /// <summary>The server.</summary>
    public ServerSection? Server { get; set; }

    /// <summary>The path that lakectl reads by default.</summary>
    public static string DefaultPath =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".lakectl.yaml");

    /// <summary>Reads the file; null if it does not exist and does not have to.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeFileNotFound</c> or <c>LakeConfigInvalid</c>.</exception>
    public static LakectlConfiguration? Load(string path, bool mustExist)
    {
        if (!File.Exists(path))
        {
            return mustExist ? throw FileErrors.NotFound(path) : null;
        }

        try
        {
            using StreamReader reader = new(path);
            return new DeserializerBuilder()
                .WithNamingConvention(UnderscoredNamingConvention.Instance)
                .IgnoreUnmatchedProperties()
                .WithDuplicateKeyChecking()
                .Build()
                .Deserialize<LakectlConfiguration?>(reader);
        }
        catch (YamlException inner)
        {
            // The parser's message may quote the line, which may contain the secret.
            throw ConnectionErrors.LakectlConfigUnreadable(path, $"it is not valid YAML at line {inner.Start.Line}.", null);
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unreadable(path, inner);
        }
    }

    /// <summary>The section <c>credentials</c>.</summary>
    internal sealed class CredentialSection
    {
        /// <summary><c>access_key_id</c>.</summary>
        public string? AccessKeyId { get; set; }

        /// <summary><c>secret_access_key</c>.</summary>
        public string? SecretAccessKey { get; set; }
    }

    /// <summary>The section <c>server</c>.</summary>
    internal sealed class ServerSection
    {
        /// <summary><c>endpoint_url</c>, usually with <c>/api/v1</c>.</summary>
        public string? EndpointUrl { get; set; }
    }
}
