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
    GatewayWarmup    = 3
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
    # Writer: the client that writes what is fetched, in the operation WriterOperation; the module where left out. Verified
    # says whether the module's download has to be checked in the end.
    # Targets: the module's figure is at most Limit times that of the client named With, or of the fastest peer; at most
    # Most; or LeastRate objects a second at least. RoundTrip names the distances, in milliseconds, where that holds; all
    # where left out. curl, which checks nothing, is no peer in this sense: it is the limit. Peers do not check what they
    # fetch: against them the unchecked download is the same work.
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
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; Limit = 1 }
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
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; Limit = 1.1; RoundTrip = 0 }
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; Limit = 1; RoundTrip = 20, 50, 150 }
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
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; Limit = 1.1; RoundTrip = 0 }
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; Limit = 1; RoundTrip = 20, 50, 150 }
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
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; Limit = 1.1; RoundTrip = 0 }
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; Limit = 1; RoundTrip = 20, 50, 150 }
                @{ Client = 'LakeFS.S3'; Measure = 'seconds'; With = 's5cmd'; Limit = 1.25 }
                @{ Client = 'LakeFS.S3 unchecked'; Measure = 'sessionSeconds'; With = 's5cmd'; Limit = 1 }
                @{ Client = 'LakeFS.S3 unchecked'; Measure = 'seconds'; With = 's5cmd'; Limit = 1 }
                @{ Client = 'LakeFS.S3 unchecked'; Measure = 'sessionCpuSeconds'; With = 'curl'; Limit = 3 }
            )
        }
        @{
            Name            = 'large-down-s5cmd'
            Title           = '{size} down, written by s5cmd in parts of 50 MiB'
            Operation       = 'ReceiveFile'
            Count           = 1
            Size            = 1GB
            Writer          = 's5cmd'
            WriterOperation = 'SendFile'
            Verified        = $true
            Clients         = @('LakeFS.S3', 's5cmd')
            Why             = 'the other side is the fastest of the downloads above'
            Targets         = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; With = 's5cmd'; Limit = 1.25; RoundTrip = 0 }
                @{ Client = 'LakeFS.S3'; Measure = 'sessionCpuSeconds'; Most = 2.5; RoundTrip = 0 }
            )
        }
        @{
            Name            = 'large-down-boto3'
            Title           = '{size} down, written by boto3 in parts of 8 MiB'
            Operation       = 'ReceiveFile'
            Count           = 1
            Size            = 1GB
            Writer          = 'boto3'
            WriterOperation = 'SendFile'
            Verified        = $true
            Clients         = @('LakeFS.S3', 's5cmd')
            Why             = 'the other side is the fastest of the downloads above'
            Targets         = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; With = 's5cmd'; Limit = 1.25; RoundTrip = 0 }
                @{ Client = 'LakeFS.S3'; Measure = 'sessionCpuSeconds'; Most = 2.5; RoundTrip = 0 }
            )
        }
        @{
            Name            = 'large-down-rclone'
            Title           = '{size} down, written by rclone in parts of 5 MiB'
            Operation       = 'ReceiveFile'
            Count           = 1
            Size            = 1GB
            Writer          = 'rclone'
            WriterOperation = 'SendFile'
            Verified        = $true
            Clients         = @('LakeFS.S3', 's5cmd')
            Why             = 'the other side is the fastest of the downloads above'
            Targets         = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; With = 's5cmd'; Limit = 1.25; RoundTrip = 0 }
                @{ Client = 'LakeFS.S3'; Measure = 'sessionCpuSeconds'; Most = 2.5; RoundTrip = 0 }
            )
        }
        @{
            Name            = 'large-down-minio'
            Title           = '{size} down, written by minio-client in parts'
            Operation       = 'ReceiveFile'
            Count           = 1
            Size            = 1GB
            Writer          = 'minio-client'
            WriterOperation = 'SendFile'
            Verified        = $true
            Clients         = @('LakeFS.S3', 's5cmd')
            Why             = 'the other side is the fastest of the downloads above'
            Targets         = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; With = 's5cmd'; Limit = 1.25; RoundTrip = 0 }
                @{ Client = 'LakeFS.S3'; Measure = 'sessionCpuSeconds'; Most = 2.5; RoundTrip = 0 }
            )
        }
        @{
            Name            = 'large-down-put'
            Title           = '{size} down, written by curl in one piece'
            Operation       = 'ReceiveFile'
            Count           = 1
            Size            = 1GB
            Writer          = 'curl'
            WriterOperation = 'SendFile'
            Verified        = $true
            Clients         = @('LakeFS.S3', 's5cmd')
            Why             = 'the other side is the fastest of the downloads above'
            Targets         = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; With = 's5cmd'; Limit = 1.25; RoundTrip = 0 }
                @{ Client = 'LakeFS.S3'; Measure = 'sessionCpuSeconds'; Most = 2.5; RoundTrip = 0 }
            )
        }
        @{
            Name            = 'large-down-odd'
            Title           = '{size} down, written by s5cmd in parts of 11 MiB'
            Operation       = 'ReceiveFile'
            Count           = 1
            Size            = 1GB
            Writer          = 's5cmd'
            WriterOperation = 'SendFileOddParts'
            Verified        = $false
            Clients         = @('LakeFS.S3', 's5cmd')
            Why             = 'the other side is the fastest of the downloads above'
            Targets         = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; With = 's5cmd'; Limit = 1.25; RoundTrip = 0 }
                @{ Client = 'LakeFS.S3'; Measure = 'sessionCpuSeconds'; Most = 2.5; RoundTrip = 0 }
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
            Targets   = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; With = 's5cmd'; Limit = 0.5; RoundTrip = 50 }
            )
        }
        @{
            Name      = 'remove-many'
            Title     = '{count} listed objects removed by pipeline'
            Operation = 'RemoveMany'
            Count     = 10000
            Size      = 4KB
            Clients   = @('LakeFS.S3', 's5cmd')
            Why       = 's5cmd is the one to compare with'
            Targets   = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; With = 's5cmd'; Limit = 1 }
            )
        }
        @{
            Name      = 'copy-many'
            Title     = '{count} listed objects copied within a branch by pipeline'
            Operation = 'CopyMany'
            Count     = 10000
            Size      = 4KB
            Clients   = @('LakeFS.S3', 's5cmd')
            Why       = 's5cmd is the one to compare with'
            Targets   = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; With = 's5cmd'; Limit = 1 }
            )
        }
        @{
            Name      = 'metadata-many'
            Title     = 'The metadata of {count} listed objects'
            Operation = 'MetadataMany'
            Count     = 10000
            Size      = 4KB
            Clients   = @('LakeFS.S3')
            Why       = 'it has no such command for many objects'
            Targets   = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; LeastRate = 1500; RoundTrip = 0 }
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; LeastRate = 800; RoundTrip = 50 }
            )
        }
        @{
            Name      = 'test-many'
            Title     = '{count} listed objects tested'
            Operation = 'TestMany'
            Count     = 10000
            Size      = 4KB
            Clients   = @('LakeFS.S3')
            Why       = 'it has no such command for many objects'
            Targets   = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; LeastRate = 1500; RoundTrip = 0 }
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; LeastRate = 800; RoundTrip = 50 }
            )
        }
        @{
            Name      = 'read-many'
            Title     = '{count} listed objects read as text'
            Operation = 'ReadMany'
            Count     = 10000
            Size      = 4KB
            Clients   = @('LakeFS.S3')
            Why       = 'it has no such command for many objects'
            Targets   = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; LeastRate = 1500; RoundTrip = 0 }
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; LeastRate = 800; RoundTrip = 50 }
            )
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
            Name      = 'million-list'
            Title     = '{count} objects listed'
            Operation = 'List'
            Count     = 1000000
            Size      = 10
            Optional  = $true
            Rounds    = 3
            Clients   = @('LakeFS.S3', 's5cmd')
            Why       = 'it is compared with s5cmd'
            Targets   = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; With = 's5cmd'; Limit = 1 }
                @{ Client = 'LakeFS.S3'; Measure = 'peakMiB'; Most = 60 }
            )
        }
        @{
            Name      = 'million-remove'
            Title     = '{count} objects removed by prefix'
            Operation = 'RemovePrefix'
            Count     = 1000000
            Size      = 10
            Optional  = $true
            Rounds    = 1
            Clients   = @('LakeFS.S3')
            Why       = 'it shows the time and the memory of the module'
        }
        @{
            Name      = 'million-sync'
            Title     = '{count} unchanged files synchronised again'
            Operation = 'Sync'
            Count     = 1000000
            Size      = 10
            Optional  = $true
            Rounds    = 1
            Clients   = @('LakeFS.S3', 'list + hash')
            Why       = 'it is compared with the least that a synchronisation has to do'
            Targets   = @(
                @{ Client = 'LakeFS.S3'; Measure = 'sessionSeconds'; With = 'list + hash'; Limit = 1.5 }
                @{ Client = 'LakeFS.S3'; Measure = 'peakMiB'; Most = 150 }
            )
        }
        @{
            Name      = 'many-branches'
            Title     = '{count} branches listed'
            Operation = 'ListBranches'
            Count     = 10000
            Size      = 0
            Optional  = $true
            Rounds    = 3
            Clients   = @('LakeFS.S3')
            Why       = 'an S3 client knows no branches'
        }
        @{
            Name      = 'many-commits'
            Title     = '{count} commits listed'
            Operation = 'ListCommits'
            Count     = 100000
            Size      = 0
            Optional  = $true
            Rounds    = 3
            Clients   = @('LakeFS.S3')
            Why       = 'an S3 client knows no commits'
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
