namespace LakeFS.S3.LocalGateway.Requests;

/// <summary>What is found out about a request on its way, for the request log and for faults.</summary>
internal sealed class RequestRecord
{
    /// <summary>The S3 API's name of the operation, or the REST API's operation id.</summary>
    public string Operation { get; set; } = "Unknown";

    public string? Repository { get; set; }

    public string? Ref { get; set; }

    public string? Key { get; set; }

    /// <summary>Bytes of the request's body that were taken in, decoded.</summary>
    public long BytesIn { get; set; }

    /// <summary>Bytes of body that were answered.</summary>
    public long BytesOut { get; set; }
}
