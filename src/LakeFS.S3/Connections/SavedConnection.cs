using System;

namespace LakeFS.S3.Connections;

/// <summary>A connection as it is saved: where it leads and what it means by default, but no secret.</summary>
internal sealed class SavedConnection
{
    public string Name { get; set; } = string.Empty;

    public StoreKind Store { get; set; }

    public string? EndpointUrl { get; set; }

    public string? Repository { get; set; }

    public string? Ref { get; set; }

    public string? BucketName { get; set; }

    /// <summary>The access key id, if the key pair was given; null if it is looked up at each connect.</summary>
    public string? AccessKeyId { get; set; }

    /// <summary>The vault that has the secret; null for none.</summary>
    public string? Vault { get; set; }

    /// <summary>Whether the connection is anonymous.</summary>
    public bool Anonymous { get; set; }

    public string? ProfileName { get; set; }

    public string? LakectlConfig { get; set; }

    public string? Region { get; set; }

    public bool? VirtualHost { get; set; }

    public ChecksumMode RequestChecksum { get; set; }

    public ChecksumMode ResponseValidation { get; set; }

    public PayloadSigning PayloadSigning { get; set; }

    public DirectTransferMode DirectTransfer { get; set; }

    public string? CACertificate { get; set; }

    public bool SkipCertificateCheck { get; set; }

    /// <summary>The proxy, without its credentials.</summary>
    public string? Proxy { get; set; }

    public int TimeoutSeconds { get; set; }

    public int MaxRetries { get; set; }

    public int MaxConcurrency { get; set; }

    /// <summary>Reads an open connection's settings.</summary>
    public static SavedConnection Of(LakeS3Connection connection)
    {
        ConnectionOptions options = connection.Options;
        return new SavedConnection
        {
            Name = connection.Name,
            Store = connection.Store,
            EndpointUrl = connection.EndpointUrl.GetLeftPart(UriPartial.Authority),
            Repository = connection.Repository,
            Ref = connection.Ref,
            BucketName = connection.BucketName,
            AccessKeyId = options.Credential is { IsAnonymous: false } credential ? credential.AccessKeyId : null,
            Anonymous = options.Credential is { IsAnonymous: true },
            ProfileName = options.ProfileName,
            LakectlConfig = options.LakectlConfig,
            Region = options.Region,
            VirtualHost = options.VirtualHost,
            RequestChecksum = options.RequestChecksum,
            ResponseValidation = options.ResponseValidation,
            PayloadSigning = options.PayloadSigning,
            DirectTransfer = options.DirectTransfer,
            CACertificate = options.CACertificate,
            SkipCertificateCheck = options.SkipCertificateCheck,
            Proxy = connection.Proxy,
            TimeoutSeconds = (int)connection.TimeoutSeconds,
            MaxRetries = options.MaxRetries,
            MaxConcurrency = options.MaxConcurrency,
        };
    }
}
