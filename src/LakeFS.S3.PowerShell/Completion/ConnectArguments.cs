using System;
using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Security;
using LakeFS.S3.Connections;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>The parameters of Connect-LakeS3 that are on the command line already.</summary>
/// <param name="bound">The parameters.</param>
internal sealed class ConnectArguments(IDictionary bound)
{
    /// <summary>The name of an open connection to ask; null where an endpoint says where the command leads.</summary>
    public string? OpenName => Value<string>("EndpointUrl") is null ? Value<string>("Name") : null;

    /// <summary>Opens a connection, without sending anything. Half of a key pair, or none that is configured, is an error.</summary>
    /// <exception cref="LakeS3Exception">A parameter or the configuration can't be used.</exception>
    public LakeS3Connection? Open()
    {
        SavedConnection? saved = OpenName is string name ? SavedConnections.Find(name) : null;
        LakeCredential? credential = Credential();
        // A vault may ask for its password, which a completion must not.
        return saved is { AccessKeyId: not null } && credential is null ? null : LakeS3Connection.Open(new ConnectionOptions
        {
            Store = string.Equals(Value<string>("Store"), nameof(StoreKind.S3), StringComparison.OrdinalIgnoreCase) ? StoreKind.S3 : saved?.Store ?? StoreKind.LakeFS,
            EndpointUrl = Value<string>("EndpointUrl") ?? saved?.EndpointUrl,
            Credential = credential,
            ProfileName = Value<string>("ProfileName") ?? saved?.ProfileName,
            LakectlConfig = Value<string>("LakectlConfig") ?? saved?.LakectlConfig,
            Repository = Value<string>("Repository") ?? saved?.Repository,
            Region = Value<string>("Region") ?? saved?.Region,
            CACertificate = Value<string>("CACertificate") ?? saved?.CACertificate,
            IgnoresAws = true,
            SkipCertificateCheck = bound["SkipCertificateCheck"] is not null && LanguagePrimitives.IsTrue(bound["SkipCertificateCheck"]),
        });
    }

    private LakeCredential? Credential() =>
        Value<PSCredential>("Credential") is PSCredential pair ? new LakeCredential(pair.UserName, pair.GetNetworkCredential().Password, "-Credential")
        : Value<string>("AccessKeyId") is string id && Value<SecureString>("SecretAccessKey") is SecureString secret
            ? new LakeCredential(id, new NetworkCredential(string.Empty, secret).Password, "-AccessKeyId")
        : null;

    private T? Value<T>(string parameter)
        where T : class =>
        (bound[parameter] is PSObject wrapped ? wrapped.BaseObject : bound[parameter]) as T;
}
