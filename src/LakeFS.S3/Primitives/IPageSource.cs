using System.Threading.Tasks;

namespace LakeFS.S3.Primitives;

/// <summary>The pages of a list, in order, for one reader.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal interface IPageSource<T>
{
    /// <summary>Requests pages until this many are ahead of the reader.</summary>
    void ReadAhead(int count);

    /// <summary>Waits for the next page; null after the last.</summary>
    Task<Page<T>?> TakeAsync();

    /// <summary>Waits for the requests that are under way, once they have been canceled. Their results don't matter, even if they failed.</summary>
    Task EndAsync();
}
