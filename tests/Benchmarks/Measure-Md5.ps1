#requires -Version 7.4
<#
.SYNOPSIS
    Measures the engine's MD5 against .NET's own, on one core.
.DESCRIPTION
    Hashes contents that come in pieces of 1 MiB, as transfers hand them over: by .NET one after the other, by the engine as
    many at once as there are contents. Figures are MB (a million bytes) for each second of the processor, so that other work
    on the machine does little to them; the best of the rounds counts. src/LakeFS.S3/Integrity/Md5/README.md has a run.
.EXAMPLE
    ./tests/Benchmarks/Measure-Md5.ps1

    Measures the module in out/LakeFS.S3 with one content and with up to sixteen.
.EXAMPLE
    $env:DOTNET_EnableAVX2 = 0; pwsh -NoProfile -File ./tests/Benchmarks/Measure-Md5.ps1

    The same, as on a processor without AVX2. The variable counts when PowerShell starts.
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    # The folder of the built module.
    [string] $Module = (Join-Path $PSScriptRoot '../../out/LakeFS.S3'),

    # How many contents are hashed at once.
    [int[]] $Count = @(1, 2, 4, 8, 16),

    # How often each is measured.
    [int] $Rounds = 10
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$piece = 1MB
$engine = [Reflection.Assembly]::LoadFrom((Resolve-Path -LiteralPath "$Module/bin/Core/lib/LakeFS.S3.dll"))
$space = 'LakeFS.S3.Integrity.Md5'

function Measure-Throughput {
    # The most bytes for a second of the processor that any round reaches.
    param([scriptblock] $Hash, [long] $Bytes, [int] $Rounds)

    $process = [Diagnostics.Process]::GetCurrentProcess()
    $best = 0.0
    foreach ($round in 1..$Rounds) {
        $process.Refresh()
        $before = $process.TotalProcessorTime
        $null = & $Hash
        $process.Refresh()
        $best = [Math]::Max($best, $Bytes / ($process.TotalProcessorTime - $before).TotalSeconds)
    }
    [Math]::Round($best / 1e6)
}

$random = [Random]::new(1)
foreach ($contents in $Count) {
    $buffers = @(foreach ($n in 1..$contents) {
            $buffer = [byte[]]::new($piece)
            $random.NextBytes($buffer)
            , $buffer
        })
    # Enough for a processor clock that ticks in hundredths of a second.
    $pieces = [int](512MB / $piece / $contents)
    $hashes = [Security.Cryptography.IncrementalHash[]]@(1..$contents | ForEach-Object { [Security.Cryptography.IncrementalHash]::CreateHash('MD5') })
    $own = Measure-Throughput -Rounds $Rounds -Bytes ([long]$pieces * $piece * $contents) -Hash {
        foreach ($n in 1..$pieces) {
            for ($i = 0; $i -lt $contents; $i++) { $hashes[$i].AppendData($buffers[$i]) }
        }
    }
    $pool = [Activator]::CreateInstance($engine.GetType("$space.MultiBufferMd5"))
    $md5s = @(1..$contents | ForEach-Object { [Activator]::CreateInstance($engine.GetType("$space.ContentMd5"), $pool) })
    $append = @($md5s | ForEach-Object { $_.GetType().GetMethod('AppendAsync').CreateDelegate([Func[byte[], int, Threading.Tasks.Task]], $_) })
    $atOnce = Measure-Throughput -Rounds $Rounds -Bytes ([long]$pieces * $piece * $contents) -Hash {
        foreach ($n in 1..$pieces) {
            [Threading.Tasks.Task]::WaitAll([Threading.Tasks.Task[]]@(for ($i = 0; $i -lt $contents; $i++) { $append[$i].Invoke($buffers[$i], $piece) }))
        }
    }
    $md5s | ForEach-Object { $_.Dispose() }
    [pscustomobject]@{ Contents = $contents; DotNet = $own; Engine = $atOnce; Ratio = [Math]::Round($atOnce / $own, 2) }
}
