# The worker's server: started, seeded, and told what goes wrong.

function Start-MatrixServer {
    <#
    .SYNOPSIS
        Starts a gateway with the seed of all cells, and connects to it. In front of a real lakeFS, in a repository of its own.
    #>
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType([pscustomobject])]
    param(
        # The gateway's assembly.
        [Parameter(Mandatory)]
        [string] $Gateway,

        # A folder of which files can be imported.
        [Parameter(Mandatory)]
        [string] $ImportFolder,

        # What Get-MatrixLakeFS gave; left out, the gateway itself answers.
        [pscustomobject] $Behind
    )

    if (-not $PSCmdlet.ShouldProcess($Gateway, 'Start')) {
        return
    }
    $answers = if ($Behind) { "--forward $($Behind.Url)" } else { "--repository matrix-repo --block-storage memory --import-seconds 0.3 --import-folder `"$ImportFolder`"" }
    $start = [Diagnostics.ProcessStartInfo]::new('dotnet', "`"$Gateway`" --port 0 --https-port 0 --broken-certificates --stop-on-stdin-end $answers")
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $said = @{}
    while (($line = $process.StandardOutput.ReadLine()) -ne 'ready') {
        if ($null -eq $line) {
            throw 'The local gateway ended before it was ready.'
        }
        $name, $value = $line -split ': ', 2
        $said[$name] = $value
    }
    $keyId, $secret = if ($Behind) { $Behind.AccessKeyId, $Behind.SecretAccessKey } else { $said.access_key_id, $said.secret_access_key }
    $server = [pscustomobject]@{ Process = $process; Url = $said.url; HttpsUrl = $said.https_url; Authorization = Get-MatrixAuthorization $keyId $secret; Connections = @{}; Settings = $null; Seed = $null; LargeHash = $null; Packed = $null
        IsReal = [bool] $Behind; Repository = 'matrix-repo'; Storage = 'mem://'; ImportUrl = 'mem://landing/2026/'; ListsUploads = $true }
    $script:control = $server
    if ($Behind) {
        $server.Repository = "matrix-$([Guid]::NewGuid().ToString('N').Substring(0, 12))"
        $server.Storage = $Behind.Storage
        $server.ImportUrl = $Behind.ImportUrl
        $server.ListsUploads = $Behind.ListsUploads
        $null = Invoke-MatrixRest -Path '/repositories' -Method Post -Body @{ name = $server.Repository; storage_namespace = $server.Storage + $server.Repository }
    }
    $settings = @{ AccessKeyId = $keyId; SecretAccessKey = [Net.NetworkCredential]::new('', $secret).SecurePassword
        Repository = $server.Repository; Ref = 'main'; TimeoutSeconds = 2; MaxRetries = 2; MaxConcurrency = 4; NoVerify = $true; PassThru = $true; WarningAction = 'Ignore' }
    $refused = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $refused.Start()
    $away = $refused.LocalEndpoint.Port
    $refused.Stop()
    $urls = @{ Right = $server.Url; Away = "http://127.0.0.1:$away"; Untrusted = $server.HttpsUrl; PlainBehindTls = $server.Url -replace '^http:', 'https:'; TlsBehindPlain = $server.HttpsUrl -replace '^https:', 'http:' }
    foreach ($name in $urls.Keys) {
        $server.Connections[$name] = Connect-LakeS3 $urls[$name] @settings -Name "$name-$($process.Id)"
    }
    # Their certificates are what is wrong, not that the authority is unknown.
    $flawed = @{ Expired = $said.expired_url; WrongName = $said.wrong_name_url; SelfSigned = $said.self_signed_url }
    foreach ($name in $flawed.Keys) {
        $server.Connections[$name] = Connect-LakeS3 $flawed[$name] @settings -CACertificate $said.ca_file -Name "$name-$($process.Id)"
    }
    $server.Settings = $settings
    Write-MatrixSeed
    $server
}

function Stop-MatrixServer {
    <#
    .SYNOPSIS
        Stops a gateway, and removes its repository from a real lakeFS.
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param(
        # What Start-MatrixServer gave.
        [Parameter(Mandatory)]
        [pscustomobject] $Server
    )

    if ($PSCmdlet.ShouldProcess($Server.Url, 'Stop')) {
        if ($Server.IsReal) {
            $script:control = $Server
            Remove-MatrixRepository $Server.Repository
        }
        $Server.Process.StandardInput.Close()
        $Server.Process.WaitForExit()
    }
}

function Write-MatrixSeed {
    $server = $script:control
    $lake = @{ Connection = $server.Connections.Right }
    $null = Invoke-MatrixRest -Path "/repositories/$($server.Repository)/branches" -Method Post -Body @{ name = 'empty'; source = 'main' }
    $content = [byte[]]::new(20000000)
    [Random]::new(1).NextBytes($content)
    $server.LargeHash = [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($content))
    Write-LakeObject large/object.bin -Content $content @lake
    $null = New-LakeCommit 'large' @lake
    1..6 | ForEach-Object { Write-LakeObject "seed/f$_.txt" -Content $script:text @lake }
    $server.Seed = (New-LakeCommit 'seed' @lake).Id
    $null = New-LakeTag seeded main @lake
    $packed = [IO.MemoryStream]::new()
    $deflate = [IO.Compression.DeflateStream]::new($packed, [IO.Compression.CompressionLevel]::Fastest)
    $deflate.Write([byte[]]::new(17000000))
    $deflate.Dispose()
    $server.Packed = $packed.ToArray()
}

function Get-MatrixAuthorization {
    # The header with which a key pair calls REST.
    param([string] $AccessKeyId, [string] $SecretAccessKey)

    "Basic $([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("${AccessKeyId}:$SecretAccessKey")))"
}

function Invoke-MatrixRest {
    param([string] $Path, [string] $Method = 'Get', [object] $Body)

    $call = @{ Uri = "$($script:control.Url)/api/v1$Path"; Method = $Method; Headers = @{ Authorization = $script:control.Authorization } }
    if ($null -ne $Body) {
        $call.Body = ConvertTo-Json $Body -Compress
        $call.ContentType = 'application/json'
    }
    Invoke-RestMethod @call
}

function Use-MatrixFault {
    # Sets the fault plan; none where left out.
    param([hashtable[]] $Rule)

    $plan = ConvertTo-Json @{ rules = @($Rule | Where-Object { $_ }) } -Depth 4 -Compress
    $null = Invoke-RestMethod "$($script:control.Url)/_gateway/faults" -Method Put -Body $plan -ContentType 'application/json'
}

function Measure-MatrixHit {
    # How many requests the rule has hit.
    (Invoke-RestMethod "$($script:control.Url)/_gateway/faults").rules[0].hits
}

function Remove-MatrixRepository {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'The matrix has made it.')]
    param([string] $Name)

    $null = Invoke-MatrixRest -Path "/repositories/${Name}?force=true" -Method Delete
}
