using System.Collections.Generic;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>The operations of the REST API.</summary>
internal static class RestOperations
{
    private const string Repository = "/repositories/{repository}";
    private const string Branch = Repository + "/branches/{branch}";
    private const string Ref = Repository + "/refs/{ref}";
    private const string User = "/auth/users/{user}";
    private const string Group = "/auth/groups/{group}";
    private const string Policy = "/auth/policies/{policy}";

    private static readonly RestOperation[] Users =
    [
        new("listUsers", "GET", "/auth/users", UsersResource.ListAsync),
        new("createUser", "POST", "/auth/users", UsersResource.CreateAsync),
        new("getUser", "GET", User, UsersResource.GetAsync),
        new("deleteUser", "DELETE", User, UsersResource.DeleteAsync),
        new("createCredentials", "POST", User + "/credentials", UsersResource.CreateCredentialsAsync),
        new("getCredentials", "GET", User + "/credentials/{key}", UsersResource.GetCredentialsAsync),
        NotOfLakeFS("GET", User + "/credentials", "listUserCredentials"),
        NotOfLakeFS("DELETE", User + "/credentials/{key}", "deleteCredentials"),
        NotOfLakeFS("GET", User + "/groups", "listUserGroups"),
        NotOfLakeFS("GET", User + "/policies", "listUserPolicies"),
        NotOfLakeFS("PUT", User + "/policies/{policy}", "attachPolicyToUser"),
        NotOfLakeFS("DELETE", User + "/policies/{policy}", "detachPolicyFromUser"),
        NotOfLakeFS("GET", User + "/external/principals/ls", "listUserExternalPrincipals"),
        NotOfLakeFS("GET", "/auth/external/principals", "getExternalPrincipal"),
        NotOfLakeFS("GET", "/auth/groups", "listGroups"),
        NotOfLakeFS("POST", "/auth/groups", "createGroup"),
        NotOfLakeFS("GET", Group, "getGroup"),
        NotOfLakeFS("DELETE", Group, "deleteGroup"),
        NotOfLakeFS("GET", Group + "/acl", "getGroupACL"),
        NotOfLakeFS("POST", Group + "/acl", "setGroupACL"),
        NotOfLakeFS("GET", Group + "/members", "listGroupMembers"),
        NotOfLakeFS("PUT", Group + "/members/{user}", "addGroupMembership"),
        NotOfLakeFS("DELETE", Group + "/members/{user}", "deleteGroupMembership"),
        NotOfLakeFS("GET", Group + "/policies", "listGroupPolicies"),
        NotOfLakeFS("PUT", Group + "/policies/{policy}", "attachPolicyToGroup"),
        NotOfLakeFS("DELETE", Group + "/policies/{policy}", "detachPolicyFromGroup"),
        NotOfLakeFS("GET", "/auth/policies", "listPolicies"),
        NotOfLakeFS("POST", "/auth/policies", "createPolicy"),
        NotOfLakeFS("GET", Policy, "getPolicy"),
        NotOfLakeFS("PUT", Policy, "updatePolicy"),
        NotOfLakeFS("DELETE", Policy, "deletePolicy"),
    ];

    /// <summary>What lakeFS does, and the gateway does not.</summary>
    private static readonly RestOperation[] Unimplemented =
    [
        Missing("PUT", Repository + "/refs/dump", "dumpRefs"),
        Missing("PUT", Repository + "/refs/restore", "restoreRefs"),
        Missing("POST", Repository + "/dump", "dumpSubmit"),
        Missing("GET", Repository + "/dump", "dumpStatus"),
        Missing("POST", Repository + "/restore", "restoreSubmit"),
        Missing("GET", Repository + "/restore", "restoreStatus"),
        Missing("POST", Repository + "/commits", "createCommitRecord"),
        Missing("POST", Repository + "/refs/{branch}/symlink", "createSymlinkFile"),
        Missing("POST", Repository + "/gc/prepare_commits", "prepareGarbageCollectionCommits"),
        Missing("POST", Repository + "/gc/prepare_commits/async", "prepareGarbageCollectionCommitsAsync"),
        Missing("GET", Repository + "/gc/prepare_commits/status", "prepareGarbageCollectionCommitsStatus"),
        Missing("POST", Repository + "/gc/prepare_uncommited", "prepareGarbageCollectionUncommitted"),
        new("externalPrincipalLogin", "POST", "/auth/external/principal/login", Unsupported.RefuseAsLakeFSAsync, IsOpen: true),
        new("stsLogin", "POST", "/sts/login", Unsupported.RefuseAsLakeFSAsync, IsOpen: true),
    ];

    /// <summary>The operations. Of those that fit a request the first counts.</summary>
    public static readonly IReadOnlyList<RestOperation> All =
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
        new("setup", "POST", "/setup_lakefs", ServerResource.SetUpAsync, IsOpen: true),
        new("postStatsEvents", "POST", "/statistics", StatisticsResource.PostAsync),
        new("getUsageReportSummary", "GET", "/usage-report/summary", StatisticsResource.GetUsageAsync),

        new("listRepositories", "GET", "/repositories", RepositoriesResource.ListAsync),
        new("createRepository", "POST", "/repositories", RepositoriesResource.CreateAsync),
        new("getRepository", "GET", Repository, RepositoriesResource.GetAsync),
        new("deleteRepository", "DELETE", Repository, RepositoriesResource.DeleteAsync),
        new("getRepositoryMetadata", "GET", Repository + "/metadata", RepositoriesResource.GetMetadataAsync),
        new("setRepositoryMetadata", "POST", Repository + "/metadata", RepositoriesResource.SetMetadataAsync),
        new("deleteRepositoryMetadata", "DELETE", Repository + "/metadata", RepositoriesResource.DeleteMetadataAsync),
        new("getMetaRange", "GET", Repository + "/metadata/meta_range/{range}", RangesResource.GetLocationAsync),
        new("getRange", "GET", Repository + "/metadata/range/{range}", RangesResource.GetLocationAsync),
        new("getMetadataObject", "GET", Repository + "/metadata/object/{type}/{id}", RangesResource.GetTableAsync),

        new("getBranchProtectionRules", "GET", Repository + "/settings/branch_protection", SettingsResource.GetProtectionAsync),
        new("setBranchProtectionRules", "PUT", Repository + "/settings/branch_protection", SettingsResource.SetProtectionAsync),
        new("internalGetBranchProtectionRules", "GET", Repository + "/branch_protection", SettingsResource.GetProtectionAsync),
        new("internalCreateBranchProtectionRule", "POST", Repository + "/branch_protection", SettingsResource.ProtectAsync),
        new("internalDeleteBranchProtectionRule", "DELETE", Repository + "/branch_protection", SettingsResource.UnprotectAsync),
        new("createBranchProtectionRulePreflight", "GET", Repository + "/branch_protection/set_allowed", SettingsResource.CheckAsync),
        new("getGCRules", "GET", Repository + "/settings/gc_rules", RetentionResource.GetAsync),
        new("setGCRules", "PUT", Repository + "/settings/gc_rules", RetentionResource.SetAsync),
        new("deleteGCRules", "DELETE", Repository + "/settings/gc_rules", RetentionResource.DeleteAsync),
        new("internalGetGarbageCollectionRules", "GET", Repository + "/gc/rules", RetentionResource.GetAsync),
        new("internalSetGarbageCollectionRules", "POST", Repository + "/gc/rules", RetentionResource.SetAsync),
        new("internalDeleteGarbageCollectionRules", "DELETE", Repository + "/gc/rules", RetentionResource.DeleteAsync),
        new("setGarbageCollectionRulesPreflight", "GET", Repository + "/gc/rules/set_allowed", SettingsResource.CheckAsync),

        new("listRepositoryRuns", "GET", Repository + "/actions/runs", HooksResource.ListRunsAsync),
        new("getRun", "GET", Repository + "/actions/runs/{run}", HooksResource.GetRunAsync),
        new("listRunHooks", "GET", Repository + "/actions/runs/{run}/hooks", HooksResource.ListHooksAsync),
        new("getRunHookOutput", "GET", Repository + "/actions/runs/{run}/hooks/{hook}/output", HooksResource.GetOutputAsync),

        new("listPullRequests", "GET", Repository + "/pulls", PullRequestsResource.ListAsync),
        new("createPullRequest", "POST", Repository + "/pulls", PullRequestsResource.CreateAsync),
        new("getPullRequest", "GET", Repository + "/pulls/{pull}", PullRequestsResource.GetAsync),
        new("updatePullRequest", "PATCH", Repository + "/pulls/{pull}", PullRequestsResource.UpdateAsync),
        new("mergePullRequest", "PUT", Repository + "/pulls/{pull}/merge", PullRequestsResource.MergeAsync),

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
        new("stageObject", "PUT", Branch + "/objects", StagingResource.StageAsync),
        new("getPhysicalAddress", "GET", Branch + "/staging/backing", PresignedObjectsResource.GetAddressAsync),
        new("linkPhysicalAddress", "PUT", Branch + "/staging/backing", PresignedObjectsResource.LinkAsync),
        new("createPresignMultipartUpload", "POST", Branch + "/staging/pmpu", PresignedUploadsResource.BeginAsync),
        new("completePresignMultipartUpload", "PUT", Branch + "/staging/pmpu/{upload}", PresignedUploadsResource.CompleteAsync),
        new("abortPresignMultipartUpload", "DELETE", Branch + "/staging/pmpu/{upload}", PresignedUploadsResource.AbortAsync),
        new("uploadPart", "PUT", Branch + "/staging/pmpu/{upload}/parts/{part}", PresignedUploadsResource.SignPartAsync),

        new("importStart", "POST", Branch + "/import", ImportResource.StartAsync),
        new("importStatus", "GET", Branch + "/import", ImportResource.GetStatusAsync),
        new("importCancel", "DELETE", Branch + "/import", ImportResource.CancelAsync),

        .. Users,
        .. Unimplemented,
    ];

    private static RestOperation NotOfLakeFS(string method, string pattern, string id) =>
        new(id, method, pattern, Unsupported.RefuseAsLakeFSAsync);

    private static RestOperation Missing(string method, string pattern, string id) =>
        new(id, method, pattern, Unsupported.RefuseAsync);
}
