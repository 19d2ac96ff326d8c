#requires -Version 5.1
<#
.SYNOPSIS
    Shows LakeFS.S3 at work in a real session against the local gateway.
.DESCRIPTION
    Starts the local gateway, writes the sample files to a branch, commits, changes a file, lists branch and commit, reads
    metadata, downloads both states and compares them with the originals, byte for byte. Fails if anything differs.
.EXAMPLE
    ./docs/samples/Demo.ps1 -Module ./out/LakeFS.S3 -Gateway ./out/LocalGateway
#>
[CmdletBinding()]
param(
    # The folder of the built module.
    [Parameter(Mandatory)]
    [string] $Module,

    # The folder of the built local gateway.
    [Parameter(Mandatory)]
    [string] $Gateway
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

function Open-Gateway {
    # Starts the gateway and waits until it listens; returns what it reports about itself, and its process.
    param([string] $Folder)

    $start = [Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.Arguments = '"{0}" --port 0 --repository example-repo --stop-on-stdin-end' -f (Join-Path $Folder 'LakeFS.S3.LocalGateway.dll')
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $said = @{ process = $process }
    while (($line = $process.StandardOutput.ReadLine()) -ne 'ready') {
        if ($null -eq $line) {
            throw 'The local gateway did not start.'
        }
        $name, $value = $line -split ': ', 2
        $said[$name] = $value
    }
    $said
}

function Compare-File {
    # Counts the files in a folder that equal their originals; throws if a file differs, is missing or is extra.
    param([IO.FileInfo[]] $Original, [string] $Folder)

    $surplus = Get-ChildItem -LiteralPath $Folder -Recurse -File | Where-Object Name -NotIn $Original.Name
    if ($surplus) {
        throw "These files have no original: $($surplus.FullName -join ', ')"
    }
    foreach ($file in $Original) {
        $copy = Join-Path $Folder $file.Name
        if ((Get-FileHash -LiteralPath $copy).Hash -ne (Get-FileHash -LiteralPath $file.FullName).Hash) {
            throw "$copy differs from $($file.FullName)."
        }
    }
    $Original.Count
}

$manifest = Join-Path $Module 'LakeFS.S3.psd1'
$data = Join-Path $PSScriptRoot 'data'
$work = Join-Path ([IO.Path]::GetTempPath()) "LakeFS.S3-demo-$([guid]::NewGuid().ToString('N'))"
$null = New-Item -ItemType Directory -Path $work
$server = Open-Gateway $Gateway
try {
    $endpoint = $server.url
    $secret = [Security.SecureString]::new()
    $server.secret_access_key.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
    $credential = [pscredential]::new($server.access_key_id, $secret)
    $edited = Join-Path $work 'orders-2026-03.csv'
    Write-Host "A local gateway answers at $endpoint in place of lakeFS: `$endpoint. Its key pair is `$credential,"
    Write-Host "the sample files are in `$data, and `$work is a temporary folder.`n"

    # What a user would type. The steps share this script's variables, as the lines of a session do.
    $steps = @(
        'Connect. Repository and branch are then known to every command.'
        { Import-Module $manifest }
        { Connect-LakeS3 $endpoint -Credential $credential -Repository example-repo -Ref main }
        'Write a folder of files. Each upload is checked against the ETag that the server returns.'
        { Write-LakeObject -Folder $data -KeyPrefix raw/ -Metadata @{ source = 'demo' } -PassThru | Format-Table Key, Size, Verified }
        'Commit.'
        { $commit = New-LakeCommit 'Add the sample data'; $commit }
        'Change a file, and write it again.'
        { Copy-Item $data/orders-2026-03.csv $edited }
        { Add-Content $edited '52851,2026-03-31T23:59:59Z,1042,P-0007,1,19.90,shipped' -Encoding ascii }
        { Write-LakeObject raw/orders-2026-03.csv -File $edited }
        'The branch shows the change, the commit does not.'
        { Get-LakeObjectList raw/orders }
        { Get-LakeObjectList raw/orders -Ref $commit.Id }
        { Compare-Object (Get-LakeObjectList -Ref $commit.Id) (Get-LakeObjectList -Ref main) -Property Key, Size }
        'Read what the server says of an object.'
        { Get-LakeObjectMetadata raw/customers.json }
        'Read one object into the pipeline.'
        { Read-LakeObject raw/products.json -AsString | ConvertFrom-Json | ForEach-Object { $_ } | Select-Object -First 3 | Format-Table }
        'Download the commit and the branch.'
        { Read-LakeObject -Prefix raw/ -Ref $commit.Id -Folder $work/commit }
        { Read-LakeObject -Prefix raw/ -Folder $work/branch }
        { Disconnect-LakeS3 }
    )
    foreach ($step in $steps) {
        if ($step -is [string]) {
            Write-Host "# $step"
            continue
        }
        Write-Host "PS> $($step.ToString().Trim())"
        $shown = (. $step | Out-String -Width 100).Trim("`r", "`n")
        Write-Host $(if ($shown) { "`n$shown`n" } else { '' })
    }

    $originals = @(Get-ChildItem -LiteralPath $data -File)
    $present = @($originals | Where-Object Name -NE 'orders-2026-03.csv') + (Get-Item -LiteralPath $edited)
    $equal = (Compare-File $originals (Join-Path $work 'commit')) + (Compare-File $present (Join-Path $work 'branch'))
}
finally {
    $server.process.StandardInput.Close()
    $server.process.WaitForExit()
    Remove-Item -LiteralPath $work -Recurse -Force
}
if ($server.process.ExitCode -ne 0) {
    throw "The local gateway ended with exit code $($server.process.ExitCode)."
}
Write-Host "All $equal files were equal byte for byte."
