using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Requests;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>An operation of the REST API.</summary>
/// <param name="Id">lakeFS's operation id.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The path below <c>/api/v1</c>; segments in braces stand for names.</param>
/// <param name="HandleAsync">Carries it out.</param>
/// <param name="IsOpen">Whether it answers without credentials.</param>
internal sealed record RestOperation(
    string Id, string Method, string Pattern, Func<RestExchange, Task> HandleAsync, bool IsOpen = false)
{
    public string[] Segments { get; } = Pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>An operation and the names in the path it was found by.</summary>
internal sealed record RestMatch(RestOperation Operation, IReadOnlyDictionary<string, string> Parameters);

/// <summary>Finds out what operation a request asks for.</summary>
internal static class RestRouter
{
    public const string BasePath = "/api/v1";

    private const string Repository = "/repositories/{repository}";
    private const string Branch = Repository + "/branches/{branch}";
    private const string Ref = Repository + "/refs/{ref}";

    private static readonly RestOperation[] Operations =
    [
        new("getLakeFSVersion", "GET", "/config/version", ServerResource.GetVersionAsync),
        new("getConfig", "GET", "/config", ServerResource.GetConfigAsync),
        new("getStorageConfig", "GET", "/config/storage", ServerResource.GetStorageAsync),
        new("getGarbageCollectionConfig", "GET", "/config/garbage-collection", ServerResource.GetGarbageCollectionAsync),
        new("getCurrentUser", "GET", "/user", ServerResource.GetUserAsync, IsOpen: true),
        new("getAuthCapabilities", "GET", "/auth/capabilities", ServerResource.GetCapabilitiesAsync, IsOpen: true),
        new("getSetupState", "GET", "/setup_lakefs", ServerResource.GetSetupStateAsync, IsOpen: true),
        new("healthCheck", "GET", "/healthcheck", ServerResource.GetHealthAsync, IsOpen: true),
        new("login", "POST", "/auth/login", ServerResource.LogInAsync, IsOpen: true),

        new("listRepositories", "GET", "/repositories", RepositoriesResource.ListAsync),
        new("createRepository", "POST", "/repositories", RepositoriesResource.CreateAsync),
        new("getRepository", "GET", Repository, RepositoriesResource.GetAsync),
        new("deleteRepository", "DELETE", Repository, RepositoriesResource.DeleteAsync),
        new("getRepositoryMetadata", "GET", Repository + "/metadata", RepositoriesResource.GetMetadataAsync),
        new("setRepositoryMetadata", "POST", Repository + "/metadata", RepositoriesResource.SetMetadataAsync),

        new("getBranchProtectionRules", "GET", Repository + "/settings/branch_protection", SettingsResource.GetProtectionAsync),
        new("setBranchProtectionRules", "PUT", Repository + "/settings/branch_protection", SettingsResource.SetProtectionAsync),
        new("getGCRules", "GET", Repository + "/settings/gc_rules", SettingsResource.GetGarbageCollectionAsync),
        new("listRepositoryRuns", "GET", Repository + "/actions/runs", SettingsResource.ListNothingAsync),
        new("listRunHooks", "GET", Repository + "/actions/runs/{run}/hooks", HooksResource.ListAsync),
        new("getRunHookOutput", "GET", Repository + "/actions/runs/{run}/hooks/{hook}/output", HooksResource.GetOutputAsync),
        new("listPullRequests", "GET", Repository + "/pulls", SettingsResource.ListNothingAsync),

        new("listBranches", "GET", Repository + "/branches", BranchesResource.ListAsync),
        new("createBranch", "POST", Repository + "/branches", BranchesResource.CreateAsync),
        new("getBranch", "GET", Branch, BranchesResource.GetAsync),
        new("deleteBranch", "DELETE", Branch, BranchesResource.DeleteAsync),
        new("resetBranch", "PUT", Branch, BranchesResource.ResetAsync),
        new("hardResetBranch", "PUT", Branch + "/hard_reset", BranchesResource.HardResetAsync),

        new("listTags", "GET", Repository + "/tags", TagsResource.ListAsync),
        new("createTag", "POST", Repository + "/tags", TagsResource.CreateAsync),
        new("getTag", "GET", Repository + "/tags/{tag}", TagsResource.GetAsync),
        new("deleteTag", "DELETE", Repository + "/tags/{tag}", TagsResource.DeleteAsync),

        new("commit", "POST", Branch + "/commits", CommitsResource.CommitAsync),
        new("getCommit", "GET", Repository + "/commits/{commit}", CommitsResource.GetAsync),
        new("logCommits", "GET", Ref + "/commits", CommitsResource.LogAsync),

        new("mergeIntoBranch", "POST", Ref + "/merge/{branch}", MergeResource.MergeAsync),
        new("findMergeBase", "GET", Ref + "/merge/{branch}", MergeResource.FindBaseAsync),
        new("revertBranch", "POST", Branch + "/revert", MergeResource.RevertAsync),
        new("cherryPick", "POST", Branch + "/cherry-pick", MergeResource.CherryPickAsync),

        new("diffBranch", "GET", Branch + "/diff", DiffResource.DiffBranchAsync),
        new("diffRefs", "GET", Ref + "/diff/{right}", DiffResource.DiffRefsAsync),

        new("getObject", "GET", Ref + "/objects", ObjectsResource.GetAsync),
        new("headObject", "HEAD", Ref + "/objects", ObjectsResource.HeadAsync),
        new("listObjects", "GET", Ref + "/objects/ls", ObjectsResource.ListAsync),
        new("statObject", "GET", Ref + "/objects/stat", ObjectsResource.StatAsync),
        new("getUnderlyingProperties", "GET", Ref + "/objects/underlyingProperties", ObjectsResource.GetPropertiesAsync),
        new("uploadObject", "POST", Branch + "/objects", ObjectWritesResource.UploadAsync),
        new("deleteObject", "DELETE", Branch + "/objects", ObjectWritesResource.DeleteAsync),
        new("deleteObjects", "POST", Branch + "/objects/delete", ObjectWritesResource.DeleteManyAsync),
        new("copyObject", "POST", Branch + "/objects/copy", ObjectWritesResource.CopyAsync),
        new("updateObjectUserMetadata", "PUT", Branch + "/objects/stat/user_metadata", ObjectWritesResource.SetMetadataAsync),
        new("uploadObjectPreflight", "GET", Branch + "/objects/stage_allowed", ObjectWritesResource.CheckUploadAsync),
        new("getPhysicalAddress", "GET", Branch + "/staging/backing", PresignedObjectsResource.GetAddressAsync),
        new("linkPhysicalAddress", "PUT", Branch + "/staging/backing", PresignedObjectsResource.LinkAsync),
        new("createPresignMultipartUpload", "POST", Branch + "/staging/pmpu", PresignedUploadsResource.BeginAsync),
        new("completePresignMultipartUpload", "PUT", Branch + "/staging/pmpu/{upload}", PresignedUploadsResource.CompleteAsync),
        new("abortPresignMultipartUpload", "DELETE", Branch + "/staging/pmpu/{upload}", PresignedUploadsResource.AbortAsync),
        new("uploadPart", "PUT", Branch + "/staging/pmpu/{upload}/parts/{part}", PresignedUploadsResource.SignPartAsync),

        new("importStart", "POST", Branch + "/import", ImportResource.StartAsync),
        new("importStatus", "GET", Branch + "/import", ImportResource.GetStatusAsync),
        new("importCancel", "DELETE", Branch + "/import", ImportResource.CancelAsync),
    ];

    /// <summary>Finds the operation; null if there is none.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="rawPath">The path as it was sent: a name may have an escaped slash in it.</param>
    public static RestMatch? Route(string method, string rawPath)
    {
        if (!rawPath.StartsWith(BasePath + "/", StringComparison.Ordinal))
        {
            return null;
        }

        string[] segments = rawPath[(BasePath.Length + 1)..].Split('/');
        foreach (RestOperation operation in Operations)
        {
            if (operation.Method == method && Match(operation.Segments, segments) is { } parameters)
            {
                return new RestMatch(operation, parameters);
            }
        }

        return null;
    }

    private static Dictionary<string, string>? Match(string[] pattern, string[] segments)
    {
        if (pattern.Length != segments.Length)
        {
            return null;
        }

        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        for (int i = 0; i < pattern.Length; i++)
        {
            if (!pattern[i].StartsWith('{'))
            {
                if (pattern[i] != segments[i])
                {
                    return null;
                }
            }
            else if (segments[i].Length > 0
                && PercentEncoding.TryDecode(segments[i], plusIsSpace: false, out string value))
            {
                parameters.Add(pattern[i][1..^1], value);
            }
            else
            {
                return null;
            }
        }

        return parameters;
    }
}
