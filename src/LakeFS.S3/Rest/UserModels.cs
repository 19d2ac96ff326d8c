namespace LakeFS.S3.Rest;

/// <summary>The user that a key pair belongs to.</summary>
internal sealed class CurrentUserModel
{
    public UserModel? User { get; set; }
}

/// <summary>A user.</summary>
internal sealed class UserModel
{
    public string Id { get; set; } = string.Empty;
}
