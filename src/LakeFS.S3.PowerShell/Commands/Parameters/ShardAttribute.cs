using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>Requires the value of <c>-Shard</c> to be a share of the keys.</summary>
internal sealed class ShardAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        string text = LanguagePrimitives.ConvertTo<string>(arguments);
        if (KeyShard.Parse(text) is null)
        {
            throw new ValidationMetadataException(
                $"'{text}' is not a share of the keys. Give its number and how many there are, such as 3/16; there can be {KeyShard.MaxCount} at most.");
        }
    }
}
