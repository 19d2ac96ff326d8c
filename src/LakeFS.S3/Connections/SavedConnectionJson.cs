using System.Text.Json.Serialization;

namespace LakeFS.S3.Connections;

/// <summary>Serializes saved connections without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(SavedConnection))]
internal sealed partial class SavedConnectionJson : JsonSerializerContext
{
}
