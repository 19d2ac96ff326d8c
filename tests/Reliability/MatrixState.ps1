# What a cell begins with, and what REST shows of it afterwards.

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

function Initialize-MatrixCell {
    param($operation, $fault, [string] $folder)

    $server = $script:control
    $own = [Guid]::NewGuid().ToString('N').Substring(0, 12)
    $endpoint = if ($fault.Contains('Endpoint')) { $fault.Endpoint } else { 'Right' }
    $c = @{ Branch = "b-$own"; New = "n-$own"; Side = "s-$own"; Prefix = "p-$own/"; Repository = $server.Repository; Storage = $server.Storage; ImportUrl = $server.ImportUrl; Lake = $server.Connections[$endpoint]; Seed = $server.Seed
        Text = $script:text; LargeHash = $server.LargeHash; Packed = $server.Packed; Settings = $server.Settings; Source = Join-Path $folder 'source'; Target = Join-Path $folder $own; SideCommit = $null; UploadId = $null; ImportId = $null }
    $null = New-Item -ItemType Directory -Path $c.Target
    if (-not (Test-Path $c.Source)) {
        $null = New-Item -ItemType Directory -Path $c.Source
        1..6 | ForEach-Object { [IO.File]::WriteAllText((Join-Path $c.Source "f$_.txt"), $script:text) }
    }
    $refs = "/repositories/$($c.Repository)"
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
                paths = @(1..5 | ForEach-Object { @{ type = 'common_prefix'; path = $c.ImportUrl; destination = "$($c.Prefix)$_/" } }); commit = @{ message = 'imported' } }).id
    }
    if ($operation['Tag']) {
        $null = Invoke-MatrixRest -Path "$refs/tags" -Method Post -Body @{ id = $c.New; ref = 'main' }
    }
    if ($operation['OwnRepository']) {
        $null = Invoke-MatrixRest -Path '/repositories' -Method Post -Body @{ name = $c.New; storage_namespace = $c.Storage + $c.New }
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

    if ($script:control.ListsUploads) {
        Get-LakeUpload -Repository $c.Repository -Connection $script:control.Connections.Right | ForEach-Object {
            if ($_.UploadId -ne $c.UploadId) {
                $_.UploadId
            }
            $_ | Remove-LakeUpload -Connection $script:control.Connections.Right -Confirm:$false
        }
    }
    (Invoke-MatrixRest "/repositories/$($c.Repository)/branches?amount=100&prefix=tx-&show_hidden=true").results | ForEach-Object {
        $_.id
        $null = Invoke-MatrixRest "/repositories/$($c.Repository)/branches/$($_.id)?force=true" Delete
    }
    Get-ChildItem $c.Target -File -Recurse -Force | Where-Object Name -Like '*partial*' | ForEach-Object Name
}

function Clear-MatrixCell {
    # What would be in the way of further cells, or stay on a real server: a branch for each cell is removed with the repository.
    param($operation, $c)

    Remove-Item -LiteralPath $c.Target -Recurse -Force
    if ($operation.Request -like '*Repository' -and (Measure-MatrixPath @{ Repository = $c.New } '')) {
        Remove-MatrixRepository $c.New
    }
}
