using System.Text.Json.Serialization;

namespace LakeFS.S3.Rest;

/// <summary>Serializes the models without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ListModel<RepositoryModel>))]
[JsonSerializable(typeof(RepositoryModel))]
[JsonSerializable(typeof(ObjectStatsModel))]
[JsonSerializable(typeof(ListModel<RefModel>))]
[JsonSerializable(typeof(ListModel<CommitModel>))]
[JsonSerializable(typeof(ListModel<DiffModel>))]
[JsonSerializable(typeof(ListModel<HookRunModel>))]
[JsonSerializable(typeof(RepositoryCreationModel))]
[JsonSerializable(typeof(BranchCreationModel))]
[JsonSerializable(typeof(TagCreationModel))]
[JsonSerializable(typeof(CommitCreationModel))]
[JsonSerializable(typeof(MergeModel))]
[JsonSerializable(typeof(MergeResultModel))]
[JsonSerializable(typeof(PickModel))]
[JsonSerializable(typeof(ResetModel))]
[JsonSerializable(typeof(ImportCreationModel))]
[JsonSerializable(typeof(ImportStartedModel))]
[JsonSerializable(typeof(ImportStatusModel))]
[JsonSerializable(typeof(ServerConfigModel))]
[JsonSerializable(typeof(CurrentUserModel))]
[JsonSerializable(typeof(StagingLocationModel))]
[JsonSerializable(typeof(StagingMetadataModel))]
[JsonSerializable(typeof(PresignedUploadModel))]
[JsonSerializable(typeof(PresignedPartModel))]
[JsonSerializable(typeof(PresignedUploadEndModel))]
[JsonSerializable(typeof(PhysicalAddressModel))]
[JsonSerializable(typeof(ErrorModel))]
internal sealed partial class RestJson : JsonSerializerContext
{
}
