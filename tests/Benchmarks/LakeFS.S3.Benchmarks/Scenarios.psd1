# What is measured, how often, and what the module has to reach.
@{
    # How often each client takes its turn.
    Rounds           = 5

    # A slow client must not make the run endless. After the least rounds it takes no turn with which, going by its own
    # mean, its time in the scenario would pass the limit; the report shows how many rounds each client had.
    LeastRounds      = 2
    SecondsPerClient = 40

    # Turns of the module before the first round of an upload, which count for nothing. The local gateway keeps objects
    # in memory: until it has dropped about 5 GiB, it asks the system for new memory with every upload.
    GatewayWarmup    = 6
    LakeFSWarmup     = 1

    # The largest peak of the module, above that of a session that does nothing.
    PeakMiB          = 150

    # In the order of the report.
    #
    # Title: {count} and {size} are filled in, so that they are right with -Scale too.
    # Optional: runs only where it is asked for by name.
    # Rounds, LeastRounds: in place of those above.
    # Sparse: the files take no room on the disk before they are sent.
    # Clients: only these take part; Why says so in the report. All that can do the operation take part where left out.
    # Targets: the module's figure is at most Limit times that of the client named With, or of the fastest peer. curl,
    # which checks nothing, is no peer in this sense: it is the limit. Peers do not check what they fetch: against them
    # the unchecked download is the same work.
    Scenarios        = @(
        @{
            Name        = 'small-up'
            Title       = '{count} files of {size} up'
            Operation   = 'SendFolder'
            Count       = 10000
            Size        = 4KB
            # A turn of aws-cli or boto3 takes about a minute.
            LeastRounds = 1
            Targets     = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; With = 's5cmd'; Limit = 1 }
                @{ Client = 'LakeFS.S3'; Measure = 'seconds'; With = 's5cmd'; Limit = 1.25 }
            )
        }
        @{
            Name        = 'small-down'
            Title       = '{count} files of {size} down'
            Operation   = 'ReceiveFolder'
            Count       = 10000
            Size        = 4KB
            # A turn of aws-cli or boto3 takes about a minute.
            LeastRounds = 1
            Targets     = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; With = 's5cmd'; Limit = 1 }
                @{ Client = 'LakeFS.S3'; Measure = 'seconds'; With = 's5cmd'; Limit = 1.25 }
            )
        }
        @{
            Name      = 'medium-up'
            Title     = '{count} files of {size} up'
            Operation = 'SendFolder'
            Count     = 200
            Size      = 8MB
            Targets   = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; Limit = 1 }
                @{ Client = 'LakeFS.S3'; Measure = 'seconds'; Limit = 1 }
            )
        }
        @{
            Name      = 'medium-down'
            Title     = '{count} files of {size} down'
            Operation = 'ReceiveFolder'
            Count     = 200
            Size      = 8MB
            Targets   = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; Limit = 1 }
                @{ Client = 'LakeFS.S3'; Measure = 'seconds'; Limit = 1 }
                @{ Client = 'LakeFS.S3 unchecked'; Measure = 'sessionSeconds'; Limit = 1 }
            )
        }
        @{
            Name      = 'large-up'
            Title     = '{size} up'
            Operation = 'SendFile'
            Count     = 1
            Size      = 1GB
            Targets   = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; Limit = 1 }
                @{ Client = 'LakeFS.S3'; Measure = 'seconds'; Limit = 1 }
            )
        }
        @{
            Name      = 'large-down'
            Title     = '{size} down'
            Operation = 'ReceiveFile'
            Count     = 1
            Size      = 1GB
            Targets   = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; With = 's5cmd'; Limit = 1.25 }
                @{ Client = 'LakeFS.S3'; Measure = 'seconds'; With = 's5cmd'; Limit = 1.25 }
                @{ Client = 'LakeFS.S3 unchecked'; Measure = 'sessionSeconds'; With = 's5cmd'; Limit = 1 }
                @{ Client = 'LakeFS.S3 unchecked'; Measure = 'seconds'; With = 's5cmd'; Limit = 1 }
                @{ Client = 'LakeFS.S3 unchecked'; Measure = 'sessionCpuSeconds'; With = 'curl'; Limit = 3 }
            )
        }
        @{
            Name      = 'router-copy'
            Title     = '{size} copied from one server to another'
            Operation = 'CopyAcross'
            Count     = 1
            Size      = 1GB
            # Against the slower of its two halves, each measured alone.
            Targets   = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; Halves = 'large-up', 'large-down'; LeastSpeed = 0.8 }
            )
        }
        @{
            Name      = 'list'
            Title     = '{count} objects listed'
            Operation = 'List'
            Count     = 100000
            Size      = 10
        }
        @{
            Name      = 'sync'
            Title     = '{count} unchanged files synchronised again'
            Operation = 'Sync'
            Count     = 10000
            Size      = 4KB
            Targets   = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; With = 'list + hash'; Limit = 1.5 }
            )
        }
        @{
            Name      = 'sparse-up'
            Title     = '{size} up, a sparse file'
            Operation = 'SendFile'
            Count     = 1
            Size      = 20GB
            Optional  = $true
            Sparse    = $true
            Rounds    = 1
            Clients   = @('LakeFS.S3')
            Why       = 'it shows that the module''s memory stays flat'
        }
        @{
            Name      = 'sparse-down'
            Title     = '{size} down, a sparse file'
            Operation = 'ReceiveFile'
            Count     = 1
            Size      = 20GB
            Optional  = $true
            Sparse    = $true
            Rounds    = 1
            Clients   = @('LakeFS.S3')
            Why       = 'it shows that the module''s memory stays flat'
        }
        @{
            Name      = 'start'
            Title     = 'Start a session'
            Operation = 'Start'
            Count     = 0
            Size      = 0
            Clients   = @('LakeFS.S3', 'pwsh')
            Why       = 'only PowerShell has a session; the others start with every command, and their time holds that'
        }
    )
}
