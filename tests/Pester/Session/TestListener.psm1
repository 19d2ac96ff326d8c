#requires -Version 5.1
# Servers and proxies of a test's own: they answer each request with what the test makes of its head.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function New-TestListener {
    <#
    .SYNOPSIS
        Starts a server on a free port of this machine, which answers until it is stopped.
    .DESCRIPTION
        Has the properties Url and Heads, the heads of the requests that came so far. Stop-TestListener ends it.
    #>
    [System.Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Changes nothing that stays.')]
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        # Makes the whole answer, with its status line, of a request's head. $State is what -State was given.
        [Parameter(Mandatory)]
        [scriptblock] $Answer,

        # What the answers share.
        [hashtable] $State = @{}
    )

    $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $heads = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
    $worker = [powershell]::Create().AddScript({
            param($listener, $heads, $answer, $state)
            $answer = [scriptblock]::Create($answer)
            while ($true) {
                try { $client = $listener.AcceptTcpClient() } catch { return }
                try {
                    $stream = $client.GetStream()
                    $reader = [System.IO.StreamReader]::new($stream, [Text.Encoding]::ASCII, $false, 1)
                    $lines = @(while ($line = $reader.ReadLine()) { $line })
                    if (-not $lines) { continue }
                    $head = $lines -join "`n"
                    $heads.Enqueue($head)
                    # The body is read, so that the client is not disconnected while sending it.
                    if ($head -match '(?im)^Content-Length: (\d+)') {
                        $left = [int]$Matches[1]
                        $buffer = [char[]]::new(65536)
                        while ($left -gt 0 -and ($read = $reader.Read($buffer, 0, [Math]::Min($left, $buffer.Length))) -gt 0) { $left -= $read }
                    }
                    $bytes = [Text.Encoding]::UTF8.GetBytes((& $answer $head $state))
                    $stream.Write($bytes, 0, $bytes.Length)
                    $stream.Flush()
                } catch [System.IO.IOException] {
                    Write-Verbose "The client went away: $_"
                } finally {
                    $client.Dispose()
                }
            }
        }).AddArgument($listener).AddArgument($heads).AddArgument("$Answer").AddArgument($State)
    $null = $worker.BeginInvoke()
    [pscustomobject]@{
        Url = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
        Heads = $heads
        Listener = $listener
        Worker = $worker
    }
}

function Stop-TestListener {
    <#
    .SYNOPSIS
        Ends a server.
    #>
    [System.Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Ends what the test began.')]
    [CmdletBinding()]
    param(
        # What New-TestListener gave; null for none.
        [Parameter(Mandatory, ValueFromPipeline)]
        [AllowNull()]
        [object] $InputObject
    )

    process {
        if ($null -ne $InputObject) {
            $InputObject.Listener.Stop()
            $InputObject.Worker.Dispose()
        }
    }
}

Export-ModuleMember -Function New-TestListener, Stop-TestListener
