# Values that look hostile and may be meant: with these, a request is tried. Names of values are those of Get-HostileValue.
@{
    Groups = @(
        @{
            Why = 'Keys, and prefixes of keys, hold any character; an empty prefix of what only reads means everything.'
            Parameter = 'Key', 'KeyPrefix', 'Prefix', 'DestinationKey', 'DestinationKeyPrefix', 'DestinationPrefix', 'StartAfter', 'Delimiter'
            Value = 'null', 'empty', 'blank', 'no text', 'tab', 'star', 'bracket', 'NUL', 'lines', 'escape', 'another provider', 'no drive', 'up', 'hashtable', 'array', 'empty list', 'list of null', 'script block'
        }
        @{
            Why = 'The server decides what comes after, or what it is grouped by.'
            Parameter = 'StartAfter', 'Delimiter'
            Value = 'huge', 'scheme', 'half a pair'
        }
        @{
            Why = 'Texts that the server keeps and nobody reads as anything else; the names of connections and patterns of names are the user''s own.'
            Parameter = 'Message', 'CommitMessage', 'Content', 'ContentType', 'Name', 'Region', 'AccessKeyId', 'ContentDisposition', 'ImportId', 'UploadId', 'SourceUrl', 'StorageNamespace'
            Value = 'empty', 'null', 'blank', 'no text', 'tab', 'huge', 'star', 'bracket', 'NUL', 'lines', 'escape', 'another provider', 'no drive', 'up', 'scheme', 'half a pair', 'hashtable', 'array', 'script block'
        }
        @{
            Why = 'Wildcards, of which none is invalid but an open bracket.'
            Parameter = 'Include', 'Exclude'
            Value = 'null', 'empty', 'blank', 'no text', 'tab', 'huge', 'star', 'NUL', 'lines', 'escape', 'another provider', 'no drive', 'up', 'scheme', 'half a pair', 'array', 'hashtable', 'script block', 'empty list', 'list of null'
        }
        @{
            Why = 'A ref may be long, and a tag''s name hold most characters; null is nothing that was asked for.'
            Parameter = 'Ref', 'Branch', 'Source', 'Destination', 'DestinationRef', 'ReferenceRef', 'DifferenceRef', 'Id', 'To', 'DefaultBranch', 'BucketName'
            Value = 'null', 'huge', 'half a pair', 'hashtable', 'no text'
        }
        @{
            Why = 'A bucket''s name on lakeFS is checked by the server.'
            Parameter = 'BucketName'
            Value = 'star', 'bracket', 'another provider', 'no drive'
        }
        @{
            Why = 'What a file may be called on Unix; the request comes before the file.'
            Parameter = 'File', 'Folder', 'DestinationFolder', 'Seed'
            Value = 'blank', 'no text', 'tab', 'huge', 'star', 'bracket', 'lines', 'escape', 'up', 'half a pair', 'hashtable'
        }
        @{
            Why = 'Names and values of commits are any text; what no header can hold is refused where it would be one.'
            Parameter = 'Metadata', 'CommitMetadata'
            Value = 'empty table', 'empty name', 'null value', 'lines in a name', 'lines in a value', 'huge value', 'half a pair', 'no text as a name', 'nested'
        }
        @{
            Why = 'Numbers and times in range, as PowerShell converts them; zero is an encoding''s code page.'
            Parameter = 'First', 'MaxRetries', 'ExpiresIn', 'Since', 'Encoding'
            Value = 'null', 'most', 'zero', 'empty', 'blank', 'fraction'
        }
        @{
            Why = 'Nothing that was asked for.'
            Parameter = 'CACertificate', 'Proxy', 'Repository', 'SessionToken'
            Value = @('null')
        }
        @{
            Why = 'The name of the default connection when there is one.'
            Parameter = @('Connection')
            Value = @('blank')
        }
    )
}
