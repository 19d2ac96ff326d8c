using System;
using System.Collections.Generic;
using System.Security.Cryptography;

namespace LakeFS.S3.LocalGateway;

/// <summary>Which block storage of lakeFS the gateway is like.</summary>
public enum BlockStorage
{
    /// <summary>lakeFS's local storage: it cannot list parts and uploads.</summary>
    Local,

    /// <summary>lakeFS's storage in memory, which can, as S3 does.</summary>
    Memory,
}

/// <summary>The options of a local gateway.</summary>
public sealed record LocalGatewayOptions
{
    /// <summary>The port for HTTP; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The port for HTTPS; 0 for a free one, null for no HTTPS.</summary>
    public int? HttpsPort { get; init; }

    /// <summary>Whether signatures are checked as lakeFS 1.55 did, before it knew checksum trailers.</summary>
    public bool LegacySignatures { get; init; }

    /// <summary>Where objects and history are kept, to be there again after a restart; null for in memory.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Which block storage of lakeFS to be like.</summary>
    public BlockStorage BlockStorage { get; init; } = BlockStorage.Local;

    /// <summary>The access key id, 3 to 20 characters.</summary>
    public string AccessKeyId { get; init; } = "AKIAIOSFODNN7LOCALGW";

    /// <summary>The secret access key; a random one where none is given, so that nothing on this machine can guess it.</summary>
    public string SecretAccessKey { get; init; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));

    /// <summary>
    /// Where the CA certificate is written in PEM when there is HTTPS; null for a temporary file that is removed at
    /// the end.
    /// </summary>
    public string? CaFile { get; init; }

    /// <summary>Whether to listen for HTTPS also with certificates that no client should accept, each on a free port.</summary>
    public bool BrokenCertificates { get; init; }

    /// <summary>Repositories to make at the start where they are not there yet, with the default branch main.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];

    /// <summary>
    /// A folder whose files are committed to the default branch of the first of <see cref="Repositories"/> at the start, under
    /// their paths below the folder. Links in it are not followed. Null for none.
    /// </summary>
    public string? SeedFolder { get; init; }

    /// <summary>
    /// A folder whose files can be imported, as objects of the storage: its <c>in/a.csv</c> as <c>local://in/a.csv</c>, or by
    /// its full path. Links in it are not followed. Null for no imports, as with lakeFS's local storage.
    /// </summary>
    public string? ImportFolder { get; init; }

    /// <summary>How long the import of each object takes.</summary>
    public TimeSpan ImportTimePerObject { get; init; }

    /// <summary>
    /// The port of the block storage's own endpoint, for pre-signed URLs; 0 for a free one, null for no such URLs. With HTTPS, the
    /// store has another port for it.
    /// </summary>
    public int? StorePort { get; init; }

    /// <summary>Where pre-signed URLs lead, if not to the store's port: to a proxy in front of it, or nowhere.</summary>
    public Uri? StoreUrl { get; init; }

    /// <summary>How long pre-signed URLs are valid.</summary>
    public TimeSpan PresignLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The server that requests are passed on to, in place of being answered: a real lakeFS, with the fault plan and the request
    /// log in front of it. Repositories, content and key pair are then that server's. Null for none.
    /// </summary>
    public Uri? ForwardUrl { get; init; }

    /// <summary>Hosts that are the gateway's, and below which repositories are hosts.</summary>
    public IReadOnlyList<string> GatewayDomains { get; init; } = ["s3.localhost", "s3.local.lakefs.io"];

    /// <summary>Further names that requests may be addressed to; any other than these and this machine's own is refused.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The region that errors name.</summary>
    public string Region { get; init; } = "us-east-1";
}
