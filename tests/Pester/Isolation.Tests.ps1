#requires -Version 5.1
# The module keeps to itself: its connections to their runspace, its AWSSDK to a load context of its own.

Describe 'Isolation' -Tag Build {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        $script:server = Get-TestServer
        $script:module = (Get-TestPath).Module
        $script:branch = Add-TestBranch
        $script:lake = Connect-TestServer -Ref $branch
        Write-LakeObject isolated.txt -Content 'isolated'
        $script:core = $PSVersionTable.PSEdition -eq 'Core'
        $script:apart = $core -and -not (Test-NetStandardBuild)

        # Connects as a user does, in a process of its own; its secret comes by the environment.
        $script:connect = Join-Path $TestDrive 'connect.ps1'
        Set-Content -LiteralPath $connect -Value @'
param($url, $ca, $id, $repository, $branch)
$secret = [System.Net.NetworkCredential]::new('', $env:LAKEFS_S3_ISOLATION_SECRET).SecurePassword
$more = if ($ca) { @{ CACertificate = $ca } } else { @{} }
Connect-LakeS3 $url -AccessKeyId $id -SecretAccessKey $secret -Repository $repository -Ref $branch @more
Read-LakeObject isolated.txt -AsString
'@

        function Invoke-NewProcess {
            # Runs a script in another process; $module is the module, and Use-Lake connects and reads an object.
            param([string] $Script)

            $endpoint = Get-TestEndpoint
            $file = Join-Path $TestDrive 'process.ps1'
            Set-Content -LiteralPath $file -Value @"
`$ErrorActionPreference = 'Stop'
`$module = '$module'
function Use-Lake { & '$connect' '$($endpoint.EndpointUrl)' '$($endpoint.CACertificate)' '$($server.AccessKeyId)' '$($server.Repository)' '$branch' }
function Get-Loaded { param(`$name) [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -like `$name } }
$Script
"@
            $env:LAKEFS_S3_ISOLATION_SECRET = $server.SecretAccessKey
            try {
                Invoke-ThisPowerShell -Argument '-File', $file
            } finally {
                Remove-Item Env:LAKEFS_S3_ISOLATION_SECRET
            }
        }

        # PowerShell changes the list of formats that the runspaces of a pool share, also while another of them reads it. An
        # import of any module with formats fails then with "Collection was modified", and can be tried again (Pode #1378).
        $script:importing = 'while (-not (Get-Module LakeFS.S3)) { try { Import-Module $module -ErrorAction Stop } catch [InvalidOperationException] { } }'

        # Another AWSSDK.Core, older and empty: as if another module had brought its own.
        $script:foreign = Join-Path $TestDrive 'AWSSDK.Core.dll'
        if ($apart) {
            # Add-Type gives its assemblies names of its own; the compiler that it brings does not.
            $said = Invoke-NewProcess @"
Add-Type -TypeDefinition 'public class Compiler { }'
`$tree = [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree]::ParseText('[assembly: System.Reflection.AssemblyVersion("3.3.0.0")] namespace Amazon.Runtime { public class AmazonServiceException { } }')
`$library = [Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions]::new('DynamicallyLinkedLibrary')
`$reference = [Microsoft.CodeAnalysis.MetadataReference]::CreateFromFile([object].Assembly.Location)
`$compilation = [Microsoft.CodeAnalysis.CSharp.CSharpCompilation]::Create('AWSSDK.Core', [Microsoft.CodeAnalysis.SyntaxTree[]]@(`$tree), [Microsoft.CodeAnalysis.MetadataReference[]]@(`$reference), `$library)
[Microsoft.CodeAnalysis.FileSystemExtensions]::Emit(`$compilation, '$foreign').Success
"@
            $said | Should -Be 'True'
        }
    }

    Context 'Runspaces' {
        It 'hold connections of their own' {
            $other = Add-TestBranch
            $shells = foreach ($ref in $branch, $other) {
                $shell = [powershell]::Create([System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault())
                $login = Get-TestLogin
                $login.Repository = $server.Repository
                $login.Ref = $ref
                $login.Name = "of $ref"
                $null = $shell.AddScript('param($module, $login) Import-Module $module; Connect-LakeS3 @login').AddArgument($module).AddArgument($login)
                $null = $shell.Invoke()
                $shell.Streams.Error | Should -BeNullOrEmpty
                $shell.Commands.Clear()
                $shell
            }
            $written = foreach ($shell in $shells) {
                $null = $shell.AddScript('Write-LakeObject which.txt -Content c -PassThru; Get-LakeS3Connection')
                $shell.Invoke()
                $shell.Dispose()
            }
            $written[0].Ref | Should -Be $branch
            $written[1].Name | Should -Be "of $branch"
            $written[2].Ref | Should -Be $other
            $written[3].Name | Should -Be "of $other"
            $written | Should -HaveCount 4
            Get-LakeS3Connection | ForEach-Object Name | Should -Not -Contain "of $other"
        }

        It 'take a connection of another, all at once' {
            $pool = [runspacefactory]::CreateRunspacePool(1, 8)
            $pool.Open()
            $running = 1..16 | ForEach-Object {
                $shell = [powershell]::Create()
                $shell.RunspacePool = $pool
                $null = $shell.AddScript("param(`$module, `$lake, `$n) $importing; " + 'Write-LakeObject "pool/$n.txt" -Content "$n" -Connection $lake; Read-LakeObject "pool/$n.txt" -AsString -Connection $lake')
                $null = $shell.AddArgument($module).AddArgument($lake).AddArgument($_)
                [pscustomobject]@{ Shell = $shell; Running = $shell.BeginInvoke() }
            }
            $read = $running | ForEach-Object { $_.Shell.EndInvoke($_.Running) }
            $running.Shell.Streams.Error | Should -BeNullOrEmpty
            $running.Shell.Dispose()
            $pool.Dispose()
            $read | Should -Be (1..16 | ForEach-Object { "$_" })
        }

        It 'of ForEach-Object -Parallel take $using' {
            if (-not $core) {
                Set-ItResult -Skipped -Because 'Windows PowerShell has no ForEach-Object -Parallel'
            }
            # Made from a text: Windows PowerShell could not even read it.
            $parallel = [scriptblock]::Create(@'
param($lake, $module, $importing)
1..8 | ForEach-Object -Parallel {
    $module = $using:module
    Invoke-Expression $using:importing
    Write-LakeObject "parallel/$_.txt" -Content "$_" -Connection $using:lake
    Get-LakeObjectMetadata "parallel/$_.txt" -Connection $using:lake
} -ThrottleLimit 4
'@)
            $found = & $parallel $lake $module $importing
            $found.Key | Sort-Object | Should -Be (1..8 | ForEach-Object { "parallel/$_.txt" })
        }
    }

    Context 'Importing' {
        It 'loads neither AWSSDK nor the engine before the first connection' {
            $said = Invoke-NewProcess @'
Import-Module $module
$null = Get-Command -Module LakeFS.S3 -Syntax
$null = (Get-Command -Module LakeFS.S3).Parameters
"AWSSDK: $(@(Get-Loaded 'AWSSDK*').Count)"
"read: $(Use-Lake)"
"AWSSDK: $(@(Get-Loaded 'AWSSDK*').Count)"
'@
            $said[0, 1] | Should -Be 'AWSSDK: 0', 'read: isolated'
            # Its two assemblies are loaded as they are needed.
            $said[2] | Should -BeIn 'AWSSDK: 1', 'AWSSDK: 2'
        }

        It 'again, with -Force or after Remove-Module, keeps the cmdlets working' {
            $said = Invoke-NewProcess @'
Import-Module $module
Use-Lake
Import-Module $module
Read-LakeObject isolated.txt -AsString
Import-Module $module -Force
Read-LakeObject isolated.txt -AsString
Remove-Module LakeFS.S3
"gone: $(@(Get-Command -Module LakeFS.S3).Count)"
Import-Module $module
Use-Lake
"cmdlets: $(@(Get-Command -Module LakeFS.S3).Count)"
'@
            $said | Should -Be 'isolated', 'isolated', 'isolated', 'gone: 0', 'isolated', "cmdlets: $(@(Get-Command -Module LakeFS.S3).Count)"
        }

        It 'registers the provider, and takes its drives along when it goes' {
            $said = Invoke-NewProcess @"
Import-Module `$module
"provider: `$((Get-PSProvider LakeFS).Name)"
`$null = Use-Lake
`$null = New-PSDrive lake LakeFS -Root '$($server.Repository)/$branch'
Get-Content lake:/isolated.txt
Remove-Module LakeFS.S3
"left: `$(@(Get-PSDrive lake -ErrorAction Ignore).Count) `$(@(Get-PSProvider LakeFS -ErrorAction Ignore).Count)"
Import-Module `$module
`$null = New-PSDrive lake LakeFS -Root '$($server.Repository)/$branch'
Get-Content lake:/isolated.txt
"@
            $said | Should -Be 'provider: LakeFS', 'isolated', 'left: 0 0', 'isolated'
        }

        It 'works in many runspaces at once' {
            $said = Invoke-NewProcess (@'
$pool = [RunspaceFactory]::CreateRunspacePool(8, 8)
$pool.Open()
$running = foreach ($number in 1..16) {
    $shell = [PowerShell]::Create().AddScript('param($module) IMPORTING; Get-LakeS3Connection; "imported"').AddArgument($module)
    $shell.RunspacePool = $pool
    @{ Shell = $shell; Result = $shell.BeginInvoke() }
}
$running | ForEach-Object { $_.Shell.EndInvoke($_.Result) } | Group-Object | ForEach-Object { "$($_.Count) $($_.Name)" }
'@).Replace('IMPORTING', $importing)
            $said | Should -Be '16 imported'
        }

        It 'exports what the manifest says and nothing else' {
            $manifest = Test-ModuleManifest -Path $module
            $manifest.ExportedCommands.Keys | Sort-Object | Should -Be ((Get-Command -Module LakeFS.S3).Name | Sort-Object)
            $loaded = Get-Module LakeFS.S3
            $loaded.ExportedAliases.Keys | Sort-Object | Should -Be 'Get-LakeDiff', 'Get-LakeLog', 'Get-LakeObject', 'Get-LakeStatus'
            $loaded.ExportedVariables.Keys + $loaded.ExportedFunctions.Keys | Should -BeNullOrEmpty
        }
    }

    Context 'Another AWSSDK.Core' -Tag Once {
        BeforeEach {
            if (-not $apart) {
                Set-ItResult -Skipped -Because 'only the build for PowerShell 7 has a load context of its own'
            }
        }

        It 'that was there first does not disturb the module' {
            $said = Invoke-NewProcess @"
`$null = [System.Reflection.Assembly]::LoadFrom('$foreign')
Import-Module `$module
Use-Lake
Get-Loaded AWSSDK.Core | ForEach-Object { "`$(`$_.GetName().Version.Major) in `$([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext(`$_).Name)" } | Sort-Object
"@
            $said | Should -Be 'isolated', '3 in Default', '4 in LakeFS.S3'
        }

        It 'that was loaded by path into the default context does not disturb the module' {
            $said = Invoke-NewProcess @"
`$null = [System.Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath('$foreign')
Import-Module `$module
Use-Lake
try { Get-LakeObjectMetadata missing.txt } catch { `$_.FullyQualifiedErrorId }
"@
            $said[0] | Should -Be 'isolated'
            $said[1] | Should -BeLike 'LakeObjectNotFound,*' -Because 'exceptions are of the module''s own AWSSDK'
        }

        It 'does not disturb a plain S3 store and the profiles of AWS''s own tools, whichever came first' {
            $profiles = Join-Path $TestDrive 'credentials'
            Set-Content -LiteralPath $profiles -Value '[tools]', 'aws_access_key_id = AKIATOOLS', 'aws_secret_access_key = of-the-tools', 'region = eu-central-1'
            $connect = @"
`$env:AWS_SHARED_CREDENTIALS_FILE = '$profiles'
`$env:AWS_PROFILE = 'tools'
`$s3 = Connect-LakeS3 -Store S3 -NoVerify -PassThru
"`$(`$s3.AccessKeyId) `$(`$s3.EndpointUrl)"
New-LakeObjectUrl s3://my-bucket/key | ForEach-Object { (`$_ -split '\?')[0] }
"@
            $expected = 'AKIATOOLS https://s3.eu-central-1.amazonaws.com/', 'https://my-bucket.s3.eu-central-1.amazonaws.com/key'
            Invoke-NewProcess "`$null = [System.Reflection.Assembly]::LoadFrom('$foreign'); Import-Module `$module`n$connect" | Should -Be $expected
            $said = Invoke-NewProcess "Import-Module `$module`n$connect`nAdd-Type -Path '$foreign'`n[Amazon.Runtime.AmazonServiceException].Assembly.GetName().Version.Major`n$connect"
            $said | Should -Be (@($expected) + '3' + $expected)
        }

        It 'that comes later finds its place, and its types are its own' {
            $said = Invoke-NewProcess @"
Import-Module `$module
Use-Lake
Add-Type -Path '$foreign'
"later: `$([Amazon.Runtime.AmazonServiceException].Assembly.GetName().Version)"
Read-LakeObject isolated.txt -AsString
"@
            $said | Should -Be 'isolated', 'later: 3.3.0.0', 'isolated'
        }
    }
}
