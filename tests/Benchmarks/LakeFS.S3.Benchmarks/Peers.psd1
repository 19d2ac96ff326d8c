# The other clients, as a user would call them, and why a client does not take part where it does not.
#
# Programs, Question, Answer: the names it goes by, what to ask, and what the right program answers, with its version.
# Variables: what is set in its environment; $null removes one. With AwsVariables those of the top are set too.
# Files: what is written beside it before it starts. Config: the function that writes what no template can.
# Arguments: its command line for each operation. Cannot: why it has none. Named: its command line for operations of scenarios
# that name it.
# Setting: what a reader of the report should know of how it is called.
#
# In texts, {endpoint}, {scheme}, {authority}, {accessKeyId} and {secretAccessKey} are the server's; with "target." before
# them those of the server to copy to. {remote} is bucket/branch/key, {bucket} and {objectKey} are its parts, {targetRemote}
# is the one to copy to. {local} is the file or the folder on this machine, {work} an empty folder for its files, {module}
# the folder of the benchmarks, {null} a file without content.
@{
    # No key pair, profile or endpoint of the person who runs the benchmarks.
    AwsVariables = @{
        AWS_ACCESS_KEY_ID           = '{accessKeyId}'
        AWS_SECRET_ACCESS_KEY       = '{secretAccessKey}'
        AWS_REGION                  = 'us-east-1'
        AWS_DEFAULT_REGION          = 'us-east-1'
        AWS_EC2_METADATA_DISABLED   = 'true'
        AWS_SHARED_CREDENTIALS_FILE = '{null}'
        AWS_CONFIG_FILE             = '{null}'
        AWS_SESSION_TOKEN           = $null
        AWS_PROFILE                 = $null
        AWS_ENDPOINT_URL            = $null
        AWS_ENDPOINT_URL_S3         = $null
        S3_ENDPOINT_URL             = $null
    }

    # In the order of the report.
    Peers        = @(
        @{
            Name         = 's5cmd'
            Programs     = @('s5cmd')
            Question     = @('version')
            Answer       = '(?<version>\d+(\.\d+)+)'
            Color        = '#d55e00'
            AwsVariables = $true
            # Without --log it prints a line for each file. Keys are such lines too.
            Arguments    = @{
                SendFolder    = '--endpoint-url', '{endpoint}', '--log', 'error', 'cp', '{local}/', 's3://{remote}/'
                ReceiveFolder = '--endpoint-url', '{endpoint}', '--log', 'error', 'cp', 's3://{remote}/*', '{local}/'
                SendFile      = '--endpoint-url', '{endpoint}', '--log', 'error', 'cp', '{local}', 's3://{remote}'
                ReceiveFile   = '--endpoint-url', '{endpoint}', '--log', 'error', 'cp', 's3://{remote}', '{local}'
                List          = '--endpoint-url', '{endpoint}', 'ls', 's3://{remote}/*'
                Sync          = '--endpoint-url', '{endpoint}', '--log', 'error', 'sync', '{local}/', 's3://{remote}/'
            }
            Named        = @{
                CopyMany         = '--endpoint-url', '{endpoint}', '--log', 'error', 'cp', 's3://{remote}/*', 's3://{bucket}/{branch}/copy/'
                RemoveMany       = '--endpoint-url', '{endpoint}', '--log', 'error', 'rm', 's3://{remote}/*'
                SendFileOddParts = '--endpoint-url', '{endpoint}', '--log', 'error', 'cp', '--part-size', '11', '{local}', 's3://{remote}'
            }
            Cannot       = @{
                CopyAcross = 'a command has one endpoint and one key pair'
            }
        }
        @{
            Name      = 'rclone'
            Programs  = @('rclone')
            Question  = @('version')
            Answer    = 'rclone v(?<version>\d+(\.\d+)+)'
            Color     = '#009e73'
            Variables = @{
                RCLONE_CONFIG                       = '{null}'
                RCLONE_CONFIG_LK_TYPE               = 's3'
                RCLONE_CONFIG_LK_PROVIDER           = 'Other'
                RCLONE_CONFIG_LK_ENDPOINT           = '{endpoint}'
                RCLONE_CONFIG_LK_ACCESS_KEY_ID      = '{accessKeyId}'
                RCLONE_CONFIG_LK_SECRET_ACCESS_KEY  = '{secretAccessKey}'
                RCLONE_CONFIG_LK_REGION             = 'us-east-1'
                RCLONE_CONFIG_LK_FORCE_PATH_STYLE   = 'true'
                RCLONE_CONFIG_LK_NO_CHECK_BUCKET    = 'true'
                RCLONE_CONFIG_TO_TYPE               = 's3'
                RCLONE_CONFIG_TO_PROVIDER           = 'Other'
                RCLONE_CONFIG_TO_ENDPOINT           = '{target.endpoint}'
                RCLONE_CONFIG_TO_ACCESS_KEY_ID      = '{target.accessKeyId}'
                RCLONE_CONFIG_TO_SECRET_ACCESS_KEY  = '{target.secretAccessKey}'
                RCLONE_CONFIG_TO_REGION             = 'us-east-1'
                RCLONE_CONFIG_TO_FORCE_PATH_STYLE   = 'true'
                RCLONE_CONFIG_TO_NO_CHECK_BUCKET    = 'true'
            }
            # It takes the ETag for an MD5 where that has no -N, which lakeFS leaves out for large objects too, and fails:
            # large objects are fetched with --ignore-checksum.
            Arguments = @{
                SendFolder    = 'copy', '{local}', 'lk:{remote}', '--transfers', '32', '--checkers', '32', '--no-traverse', '--no-check-dest', '--s3-no-head'
                ReceiveFolder = 'copy', 'lk:{remote}', '{local}', '--transfers', '32', '--checkers', '32', '--no-traverse', '--no-check-dest', '--s3-no-head'
                SendFile      = 'copyto', '{local}', 'lk:{remote}', '--no-check-dest', '--s3-no-head'
                ReceiveFile   = 'copyto', 'lk:{remote}', '{local}', '--no-check-dest', '--ignore-checksum'
                CopyAcross    = 'copyto', 'lk:{remote}', 'to:{targetRemote}', '--no-check-dest', '--ignore-checksum', '--s3-no-head'
                List          = 'lsf', '--recursive', '--files-only', '--fast-list', 'lk:{remote}'
                Sync          = 'sync', '{local}', 'lk:{remote}', '--checksum', '--fast-list', '--checkers', '32'
            }
            Setting   = '32 transfers at a time, no look at the target before; large objects come without its check, which takes lakeFS''s ETag for an MD5'
        }
        @{
            # Another program of the name mc shows files.
            Name      = 'minio-client'
            Programs  = 'mc', 'mcli', 'minio-client'
            Question  = @('--version')
            Answer    = 'version (RELEASE\.)?(?<version>\S+)[\s\S]*MinIO'
            Color     = '#cc79a7'
            Variables = @{
                MC_CONFIG_DIR = '{work}/mc'
                MC_HOST_lk    = '{scheme}://{accessKeyId}:{secretAccessKey}@{authority}'
                MC_HOST_to    = '{target.scheme}://{target.accessKeyId}:{target.secretAccessKey}@{target.authority}'
            }
            Arguments = @{
                SendFolder    = '-q', 'cp', '-r', '{local}/', 'lk/{remote}/'
                ReceiveFolder = '-q', 'cp', '-r', 'lk/{remote}/', '{local}/'
                SendFile      = '-q', 'cp', '{local}', 'lk/{remote}'
                ReceiveFile   = '-q', 'cp', 'lk/{remote}', '{local}'
                CopyAcross    = '-q', 'cp', 'lk/{remote}', 'to/{targetRemote}'
                List          = '-q', 'ls', '-r', 'lk/{remote}/'
                Sync          = '-q', 'mirror', '{local}/', 'lk/{remote}/'
            }
            Setting   = 'its synchronisation is `mirror`'
        }
        @{
            Name         = 'aws-cli'
            Programs     = @('aws')
            Question     = @('--version')
            Answer       = 'aws-cli/(?<version>\d+(\.\d+)+)'
            Color        = '#e69f00'
            AwsVariables = $true
            Variables    = @{
                AWS_CONFIG_FILE = '{work}/aws-config'
            }
            Files        = @{
                'aws-config' = "[default]`ns3 =`n    addressing_style = path"
            }
            Arguments    = @{
                SendFolder    = '--endpoint-url', '{endpoint}', 's3', 'cp', '--only-show-errors', '--recursive', '{local}', 's3://{remote}/'
                ReceiveFolder = '--endpoint-url', '{endpoint}', 's3', 'cp', '--only-show-errors', '--recursive', 's3://{remote}/', '{local}'
                SendFile      = '--endpoint-url', '{endpoint}', 's3', 'cp', '--only-show-errors', '{local}', 's3://{remote}'
                ReceiveFile   = '--endpoint-url', '{endpoint}', 's3', 'cp', '--only-show-errors', 's3://{remote}', '{local}'
                List          = '--endpoint-url', '{endpoint}', 's3', 'ls', '--recursive', 's3://{remote}/'
                Sync          = '--endpoint-url', '{endpoint}', 's3', 'sync', '--only-show-errors', '{local}', 's3://{remote}/'
            }
            Cannot       = @{
                CopyAcross = 'a command has one endpoint and one key pair'
            }
            Setting      = 'addressing_style = path; checksums and everything else as installed'
        }
        @{
            Name         = 'boto3'
            Programs     = 'python3', 'python'
            Question     = '-c', 'import boto3; print(boto3.__version__)'
            Answer       = '(?<version>\d+(\.\d+)+)'
            Color        = '#c9b800'
            AwsVariables = $true
            Variables    = @{
                TARGET_ENDPOINT_URL      = '{target.endpoint}'
                TARGET_ACCESS_KEY_ID     = '{target.accessKeyId}'
                TARGET_SECRET_ACCESS_KEY = '{target.secretAccessKey}'
            }
            Arguments    = @{
                SendFolder    = '{module}/boto3_client.py', 'SendFolder', '{endpoint}', '{bucket}', '{objectKey}', '{local}'
                ReceiveFolder = '{module}/boto3_client.py', 'ReceiveFolder', '{endpoint}', '{bucket}', '{objectKey}', '{local}'
                SendFile      = '{module}/boto3_client.py', 'SendFile', '{endpoint}', '{bucket}', '{objectKey}', '{local}'
                ReceiveFile   = '{module}/boto3_client.py', 'ReceiveFile', '{endpoint}', '{bucket}', '{objectKey}', '{local}'
                CopyAcross    = '{module}/boto3_client.py', 'CopyAcross', '{endpoint}', '{bucket}', '{objectKey}', '{targetRemote}'
                List          = '{module}/boto3_client.py', 'List', '{endpoint}', '{bucket}', '{objectKey}', '-'
            }
            Cannot       = @{
                Sync = 'a library without a synchronisation'
            }
            Setting      = 'a program of 32 threads, a file each; the transfer manager for a large object; checksums as installed'
        }
        @{
            Name      = 'curl'
            Programs  = @('curl')
            Question  = @('--version')
            Answer    = 'curl (?<version>\d+(\.\d+)+)'
            Color     = '#777777'
            # It knows no folders and no pages: the names come from the benchmarks.
            Config    = 'Set-CurlConfig'
            Arguments = @{
                SendFolder    = '--disable', '--parallel', '--parallel-max', '32', '--config', '{work}/curl-config'
                ReceiveFolder = '--disable', '--parallel', '--parallel-max', '32', '--config', '{work}/curl-config'
                SendFile      = '--disable', '--config', '{work}/curl-config'
                ReceiveFile   = '--disable', '--config', '{work}/curl-config'
                List          = '--disable', '--config', '{work}/curl-config'
            }
            Cannot    = @{
                CopyAcross = 'what comes from a pipe has no length, and S3 asks for one'
                Sync       = 'it does not compare'
            }
            Setting   = '32 requests at a time, unsigned payloads; it is handed the names of files and pages, and finds out nothing itself'
        }
    )
}
