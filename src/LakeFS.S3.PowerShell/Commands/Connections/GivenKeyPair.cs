using System.Management.Automation;
using System.Net;
using System.Security;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Connections;

/// <summary>The key pair that is given to Connect-LakeS3.</summary>
internal static class GivenKeyPair
{
    /// <summary>The key pair; null if none is given.</summary>
    /// <param name="command">The command.</param>
    /// <exception cref="LakeS3Exception"><c>LakeNotPlainS3</c>: a parameter is for S3 only.</exception>
    public static LakeCredential? Of(ConnectLakeS3Command command) => command.ParameterSetName switch
    {
        ConnectLakeS3Command.CredentialSet =>
            new LakeCredential(command.Credential!.UserName, command.Credential.GetNetworkCredential().Password, "-Credential", Token(command)),
        ConnectLakeS3Command.KeySet => new LakeCredential(command.AccessKeyId!, TextOf(command.SecretAccessKey), "-AccessKeyId", Token(command)),
        _ when command.Anonymous => IsS3(command) ? LakeCredential.Anonymous("-Anonymous") : throw CmdletErrors.OnlyForS3(nameof(command.Anonymous)),
        _ => null,
    };

    private static bool IsS3(ConnectLakeS3Command command) => LanguagePrimitives.ConvertTo<StoreKind>(command.Store) == StoreKind.S3;

    private static string? Token(ConnectLakeS3Command command) => command.SessionToken is null ? null
        : IsS3(command) ? TextOf(command.SessionToken)
        : throw CmdletErrors.OnlyForS3(nameof(command.SessionToken));

    private static string TextOf(SecureString? secret) => new NetworkCredential(string.Empty, secret).Password;
}
