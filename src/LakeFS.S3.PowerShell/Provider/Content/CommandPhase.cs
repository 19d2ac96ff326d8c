using System.Management.Automation;
using System.Management.Automation.Provider;
using System.Threading.Tasks;

namespace LakeFS.S3.PowerShell.Provider.Content;

/// <summary>
/// Tells whether the command that uses a provider is at work, or is only being cleaned up because the pipeline failed.
/// Set-Content closes its writers in either case and does not say which it is.
/// </summary>
internal sealed class CommandPhase(CmdletProvider provider)
{
    /// <summary>
    /// Whether the command is processing its input or ending. PowerShell then takes records from the pipeline's thread
    /// alone, and refuses that of another one; while it cleans up it refuses none.
    /// </summary>
    public bool IsAtWork() => Task.Run(() =>
    {
        try
        {
            provider.WriteProgress(new ProgressRecord(0, nameof(LakeFS), "Done") { RecordType = ProgressRecordType.Completed });
            return false;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (PSInvalidOperationException)
        {
            return true;
        }
    }).GetAwaiter().GetResult();
}
