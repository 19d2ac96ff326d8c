# A real lakeFS, behind a gateway that passes requests on and has them go wrong.

function Get-MatrixLakeFS {
    <#
    .SYNOPSIS
        Describes the server that the variables of the Pester suites name.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # The folder below out/imports of which files can be imported.
        [Parameter(Mandatory)]
        [string] $ImportFolder
    )

    $url, $keyId, $secret, $repository = foreach ($name in 'ENDPOINT', 'ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'REPOSITORY') {
        $value = [Environment]::GetEnvironmentVariable("LAKEFS_S3_TEST_$name")
        if (-not $value) {
            throw "LAKEFS_S3_TEST_$name is not set."
        }
        $value
    }
    $url = $url.TrimEnd('/')
    $headers = @{ Authorization = Get-MatrixAuthorization $keyId $secret }
    $config = Invoke-RestMethod "$url/api/v1/config" -Headers $headers
    $namespace = (Invoke-RestMethod "$url/api/v1/repositories/$repository" -Headers $headers).storage_namespace.TrimEnd('/')
    $imports = $env:LAKEFS_S3_TEST_IMPORT_URL
    # lakeFS on local storage lists no uploads (s3-multipart-errors #71).
    $listsUploads = $config.storage_config.blockstore_type -ne 'local'
    [pscustomobject]@{
        Url = $url
        AccessKeyId = $keyId
        SecretAccessKey = $secret
        Name = "lakeFS $($config.version_config.version), block storage $($config.storage_config.blockstore_type)$(if (-not $listsUploads) { ', which lists no unfinished uploads that could be found' })"
        # What storage namespaces of further repositories begin with.
        Storage = "$namespace-"
        ImportUrl = if ($imports) { "$imports$ImportFolder/landing/2026/" }
        ListsUploads = $listsUploads
    }
}

function Test-MatrixLakeFS {
    # Whether requests with a fault reach a real server, and whether it can do the operation. An import of a few files has ended
    # there before it can be stopped.
    param([pscustomobject] $behind, [hashtable] $operation, [hashtable] $fault)

    $fault.Contains('Rule') -and
    ($behind.ListsUploads -or -not ($operation['Upload'] -or $operation.Request -eq 'ListMultipartUploads')) -and
    ($behind.ImportUrl -or $operation.Request -notlike 'import*') -and
    $operation.Request -ne 'importCancel'
}
