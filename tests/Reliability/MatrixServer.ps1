# The worker's gateway: started, seeded, and asked by REST what was done.

function Start-MatrixServer {
    <#
    .SYNOPSIS
        Starts a gateway with the seed of all cells, and connects to it.
    #>
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType([pscustomobject])]
    param(
        # The gateway's assembly.
        [Parameter(Mandatory)]
        [string] $Gateway,

        # A folder of which files can be imported.
        [Parameter(Mandatory)]
        [string] $ImportFolder
    )

    if (-not $PSCmdlet.ShouldProcess($Gateway, 'Start')) {
        return
    }
    $start = [Diagnostics.ProcessStartInfo]::new('dotnet', "`"$Gateway`" --port 0 --https-port 0 --broken-certificates --stop-on-stdin-end --repository matrix-repo --block-storage memory --import-seconds 0.3 --import-folder `"$ImportFolder`"")
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
    $pair = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("$($said.access_key_id):$($said.secret_access_key)"))
    $server = [pscustomobject]@{ Process = $process; Url = $said.url; HttpsUrl = $said.https_url; Pair = $pair; Connections = @{}; Settings = $null; Seed = $null; LargeHash = $null; Packed = $null }
    $settings = @{ AccessKeyId = $said.access_key_id; SecretAccessKey = [Net.NetworkCredential]::new('', $said.secret_access_key).SecurePassword
        Repository = 'matrix-repo'; Ref = 'main'; TimeoutSeconds = 2; MaxRetries = 2; MaxConcurrency = 4; NoVerify = $true; PassThru = $true; WarningAction = 'Ignore' }
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
    $script:control = $server
    Write-MatrixSeed
    $server
}

function Stop-MatrixServer {
    <#
    .SYNOPSIS
        Stops a gateway.
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param(
        # What Start-MatrixServer gave.
        [Parameter(Mandatory)]
        [pscustomobject] $Server
    )

    if ($PSCmdlet.ShouldProcess($Server.Url, 'Stop')) {
        $Server.Process.StandardInput.Close()
        $Server.Process.WaitForExit()
    }
}

function Write-MatrixSeed {
    $server = $script:control
    $lake = @{ Connection = $server.Connections.Right }
    $null = Invoke-MatrixRest -Path '/repositories/matrix-repo/branches' -Method Post -Body @{ name = 'empty'; source = 'main' }
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

function Invoke-MatrixRest {
    param([string] $Path, [string] $Method = 'Get', [object] $Body)

    $call = @{ Uri = "$($script:control.Url)/api/v1$Path"; Method = $Method; Headers = @{ Authorization = "Basic $($script:control.Pair)" } }
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

function Add-MatrixUpload {
    # An upload that was begun, and whose parts and abort were refused.
    param($c)

    Use-MatrixFault @{ operation = 'UploadPart'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }, @{ operation = 'AbortMultipartUpload'; count = 0; fault = 'error'; status = 403; code = 'AccessDenied' }
    $lake = @{ Repository = $c.Repository; Ref = $c.Branch; Connection = $script:control.Connections.Right }
    try {
        $null = Write-LargeObject $c 3>&1
    } catch {
        if ($_.FullyQualifiedErrorId -notlike 'LakeAccessDenied*') {
            throw
        }
    }
    Use-MatrixFault
    (Get-LakeUpload -Repository $c.Repository -Connection $lake.Connection | Where-Object Key -EQ "$($c.Prefix)large").UploadId
}

function Measure-MatrixUpload {
    # 1 if the upload of the cell is there, 0 if not.
    param($c)

    @(Get-LakeUpload -Repository $c.Repository -Connection $script:control.Connections.Right | Where-Object UploadId -EQ $c.UploadId).Count
}

function Connect-MatrixServer {
    # A further connection with the settings of the cell's, which is verified.
    param($c)

    $settings = $c.Settings.Clone()
    $settings.Remove('NoVerify')
    if ($c.Lake.CACertificate) {
        $settings.CACertificate = $c.Lake.CACertificate
    }
    Connect-LakeS3 $c.Lake.EndpointUrl @settings -Name "again-$($c.Branch)"
    Disconnect-LakeS3 -Name "again-$($c.Branch)"
}

function Add-MatrixEmptyFolder {
    param($c)

    (New-Item -ItemType Directory -Path (Join-Path $c.Target 'empty')).FullName
}

function Measure-MatrixHit {
    # How many requests the rule has hit.
    (Invoke-RestMethod "$($script:control.Url)/_gateway/faults").rules[0].hits
}

function Initialize-MatrixCell {
    param($operation, $fault, [string] $folder)

    $server = $script:control
    $own = [Guid]::NewGuid().ToString('N').Substring(0, 12)
    $endpoint = if ($fault.Contains('Endpoint')) { $fault.Endpoint } else { 'Right' }
    $c = @{ Branch = "b-$own"; New = "n-$own"; Side = "s-$own"; Prefix = "p-$own/"; Repository = 'matrix-repo'; Lake = $server.Connections[$endpoint]; Seed = $server.Seed
        Text = $script:text; LargeHash = $server.LargeHash; Packed = $server.Packed; Settings = $server.Settings; Source = Join-Path $folder 'source'; Target = Join-Path $folder $own; SideCommit = $null; UploadId = $null; ImportId = $null }
    $null = New-Item -ItemType Directory -Path $c.Target
    if (-not (Test-Path $c.Source)) {
        $null = New-Item -ItemType Directory -Path $c.Source
        1..6 | ForEach-Object { [IO.File]::WriteAllText((Join-Path $c.Source "f$_.txt"), $script:text) }
    }
    $refs = '/repositories/matrix-repo'
    $null = Invoke-MatrixRest -Path "$refs/branches" -Method Post -Body @{ name = $c.Branch; source = 'main' }
    if ($operation['Changes']) {
        Write-LakeObject change -Content x -Ref $c.Branch -Connection $server.Connections.Right
    }
    if ($operation['Side']) {
        $null = Invoke-MatrixRest -Path "$refs/branches" -Method Post -Body @{ name = $c.Side; source = 'main' }
        Write-LakeObject side -Content x -Ref $c.Side -Connection $server.Connections.Right
        $c.SideCommit = (New-LakeCommit 'side' -Ref $c.Side -Connection $server.Connections.Right).Id
    }
    if ($operation['Upload']) {
        # Begun by a stream whose end does not come, and left by the abort that fails.
        $c.UploadId = Add-MatrixUpload $c
    }
    if ($operation['Import']) {
        $c.ImportId = (Invoke-MatrixRest -Path "$refs/branches/$($c.Branch)/import" -Method Post -Body @{
                paths = @(1..5 | ForEach-Object { @{ type = 'common_prefix'; path = 'mem://landing/2026/'; destination = "$($c.Prefix)$_/" } }); commit = @{ message = 'imported' } }).id
    }
    if ($operation['Tag']) {
        $null = Invoke-MatrixRest -Path "$refs/tags" -Method Post -Body @{ id = $c.New; ref = 'main' }
    }
    if ($operation['OwnRepository']) {
        $null = Invoke-MatrixRest -Path '/repositories' -Method Post -Body @{ name = $c.New; storage_namespace = "mem://$($c.New)" }
    }
    $c
}

function Get-MatrixObject {
    # The keys with a prefix, as REST lists them.
    param($c, [string] $Prefix)

    (Invoke-MatrixRest "/repositories/$($c.Repository)/refs/$($c.Branch)/objects/ls?amount=100&prefix=$([Uri]::EscapeDataString($Prefix))").results | ForEach-Object path
}

function Measure-MatrixPath {
    # 1 if the server has it, 0 if not.
    param($c, [string] $Path)

    try {
        $null = Invoke-MatrixRest "/repositories/$($c.Repository)$Path"
        1
    } catch {
        if ($_.Exception.Response.StatusCode -ne 404) {
            throw
        }
        0
    }
}

function Measure-MatrixCommit {
    # How many commits of the branch have a message.
    param($c, [string] $Message)

    @((Invoke-MatrixRest "/repositories/$($c.Repository)/refs/$($c.Branch)/commits?amount=20&first_parent=true").results | Where-Object message -EQ $Message).Count
}

function Wait-MatrixImport {
    # An import whose status can't be read goes on, and ends within a second.
    param($c)

    foreach ($try in 1..20) {
        if (@(Get-MatrixObject $c $c.Prefix).Count -eq 2) {
            return 1
        }
        Start-Sleep -Milliseconds 100
    }
    0
}

function Get-MatrixLeftover {
    # What should not be there any more: unfinished uploads, a transaction's branch, temporary files.
    param($c)

    Get-LakeUpload -Repository matrix-repo -Connection $script:control.Connections.Right | ForEach-Object {
        if ($_.UploadId -ne $c.UploadId) {
            $_.UploadId
        }
        $_ | Remove-LakeUpload -Connection $script:control.Connections.Right -Confirm:$false
    }
    (Invoke-MatrixRest '/repositories/matrix-repo/branches?amount=100&prefix=tx-&show_hidden=true').results | ForEach-Object {
        $_.id
        $null = Invoke-MatrixRest "/repositories/matrix-repo/branches/$($_.id)?force=true" Delete
    }
    Get-ChildItem $c.Target -File -Recurse -Force | Where-Object Name -Like '*partial*' | ForEach-Object Name
}
