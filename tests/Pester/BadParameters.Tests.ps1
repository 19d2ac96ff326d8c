#requires -Version 5.1
# Every public parameter of every cmdlet with values that it can hardly mean: an error record with an id and a category
# before anything is sent, or the value is among those that Session/AcceptedValues.psd1 lists.

Describe 'Every parameter' -Tag Once {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Session/TestSession.psm1')
        Import-Module (Join-Path $PSScriptRoot 'Session/TestParameter.psm1')
        $branch = Add-TestBranch
        Add-TestObject -Branch $branch -Key 'k'
        $null = Connect-TestServer -Ref $branch
        $script:listed = Get-LakeObjectList
        $groups = (Import-PowerShellDataFile (Join-Path $PSScriptRoot 'Session/AcceptedValues.psd1')).Groups
        $script:accepted = @{}
        foreach ($group in $groups) {
            foreach ($name in $group.Parameter) {
                $accepted[$name] = @($accepted[$name]) + $group.Value
            }
        }

        function Connect-Nowhere {
            # Nothing listens there: LakeConnectionFailed means that a value was taken, and a request tried.
            $secret = ConvertTo-TestSecret 'secret'
            Connect-LakeS3 http://127.0.0.1:9 -AccessKeyId AKIAIOSFODNN7EXAMPLE -SecretAccessKey $secret -Repository data-lake -Ref main -Name nowhere -NoVerify -MaxRetries 0 -TimeoutSeconds 5
            Connect-LakeS3Router -Connection @{ default = 'nowhere' } -Profile @{} -Name router
        }

        function Invoke-HostileCall {
            # Calls a cmdlet; gives the error record, or nothing.
            param([object] $Command, [hashtable] $Argument)

            # A cmdlet may close the connection that the next call needs.
            if (@(Get-LakeS3Connection | Where-Object Name -In 'nowhere', 'router').Count -ne 2) {
                Connect-Nowhere
            }
            $saved = $ConfirmPreference, $WarningPreference
            $ConfirmPreference = 'None'
            $WarningPreference = 'SilentlyContinue'
            try {
                $null = & $Command @Argument -ErrorAction Stop
            } catch {
                $_
            } finally {
                $ConfirmPreference, $WarningPreference = $saved
            }
        }

        function Find-Flaw {
            # What is wrong with an error record, in a word; nothing if it is as it should be.
            param([Management.Automation.ErrorRecord] $Record)

            $isOurs = $Record.Exception.GetType().Name -eq 'LakeS3Exception' -and $Record.FullyQualifiedErrorId -clike 'Lake*,*'
            $isPowerShells = $Record.Exception -is [Management.Automation.ParameterBindingException] -or $Record.Exception -is [Management.Automation.PSInvalidOperationException]
            if (-not $isOurs -and -not $isPowerShells) {
                "$($Record.Exception.GetType().Name): $Record"
            } elseif ($Record.CategoryInfo.Category -eq 'NotSpecified') {
                "no category: $($Record.FullyQualifiedErrorId)"
            } elseif (-not "$Record") {
                "no message: $($Record.FullyQualifiedErrorId)"
            }
        }
    }

    BeforeEach {
        $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([Guid]::NewGuid().ToString('N')))
        $null = New-Item -ItemType Directory -Path (Join-Path $folder 'folder')
        Push-Location -LiteralPath $folder
    }

    AfterEach {
        Pop-Location
    }

    It 'refuses with an id and a category what it can''t mean: <_>' -ForEach @(
        (Import-PowerShellDataFile (Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'LakeFS.S3.psd1')).CmdletsToExport
    ) {
        $command = Get-Command $_ -Module LakeFS.S3
        $wrong = foreach ($parameter in Get-ParameterCall $command -Listed $listed) {
            $values = Get-HostileValue $parameter.Type
            foreach ($name in @($values.Keys)) {
                $arguments = $parameter.Needed.Clone()
                $arguments[$parameter.Name] = $values[$name]
                $watch = [Diagnostics.Stopwatch]::StartNew()
                $record = Invoke-HostileCall $command $arguments
                $what = "-$($parameter.Name) with $name"
                # Most take some milliseconds.
                if ($watch.Elapsed.TotalSeconds -gt 10) {
                    "$what took $($watch.Elapsed)"
                }
                $flaw = if ($record) { Find-Flaw $record }
                if ($flaw) {
                    "${what}: $flaw"
                } elseif ((-not $record -or $record.FullyQualifiedErrorId -like 'LakeConnectionFailed,*') -and $name -notin $accepted[$parameter.Name]) {
                    "$what was accepted"
                }
            }
        }
        $wrong | Should -BeNullOrEmpty
        # No file was left where the session is, either.
        Get-ChildItem -LiteralPath . -Recurse -File -Force | Should -BeNullOrEmpty
    }
}
