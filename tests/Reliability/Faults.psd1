@{
    # What goes wrong, as rules of the gateway's fault plan without operation and count. Passes: a request that is repeated
    # succeeds, so that a single one must not be seen in reads and in writes over S3. Ids: the errors that name it rightly.
    # Endpoint: the server is not the right one, for every request.
    Faults = @(
        @{ Name = '500'; Rule = @{ fault = 'error'; status = 500; code = 'InternalError'; message = 'internal' }; Passes = $true; Ids = 'LakeServerError' }
        @{ Name = '502'; Rule = @{ fault = 'error'; status = 502; code = 'BadGateway'; message = 'bad gateway' }; Passes = $true; Ids = 'LakeServerError', 'LakeConnectionFailed' }
        @{ Name = '503'; Rule = @{ fault = 'error'; status = 503; code = 'SlowDown'; message = 'slow down' }; Passes = $true; Ids = 'LakeThrottled' }
        @{ Name = '504'; Rule = @{ fault = 'error'; status = 504; code = 'GatewayTimeout'; message = 'timeout' }; Passes = $true; Ids = 'LakeServerError', 'LakeTimeout' }
        @{ Name = '429'; Rule = @{ fault = 'error'; status = 429; code = 'TooManyRequests'; message = 'too many' }; Passes = $true; Ids = 'LakeThrottled' }
        @{ Name = '408'; Rule = @{ fault = 'error'; status = 408; code = 'RequestTimeout'; message = 'too slow' }; Passes = $true; Ids = 'LakeServerError' }
        @{ Name = '401'; Rule = @{ fault = 'error'; status = 401; code = 'InvalidAccessKeyId'; message = 'unknown key' }; Ids = 'LakeAccessDenied' }
        @{ Name = '403'; Rule = @{ fault = 'error'; status = 403; code = 'AccessDenied'; message = 'denied' }; Ids = 'LakeAccessDenied' }
        @{ Name = '413'; Rule = @{ fault = 'error'; status = 413; code = 'EntityTooLarge'; message = 'too large' }; Ids = 'LakeRequestTooLarge', 'LakeServerError' }
        @{ Name = '301'; Rule = @{ fault = 'redirect'; status = 301 }; Ids = 'LakeRedirected' }
        @{ Name = '308'; Rule = @{ fault = 'redirect'; status = 308 }; Ids = 'LakeRedirected' }
        @{ Name = '307'; Rule = @{ fault = 'redirect'; status = 307 }; Ids = 'LakeRedirected' }
        @{ Name = 'html'; Rule = @{ fault = 'html' }; Ids = 'LakeNotAnS3Endpoint' }
        @{ Name = 'reset'; Rule = @{ fault = 'reset' }; Passes = $true; Ids = 'LakeConnectionFailed' }
        @{ Name = 'half closed'; Rule = @{ fault = 'half-close'; seconds = 1 }; Passes = $true; Ids = 'LakeConnectionFailed' }
        @{ Name = 'reset in the body'; Rule = @{ fault = 'reset-in-body'; afterBytes = 10 }; Passes = $true; Ids = 'LakeConnectionFailed' }
        @{ Name = 'answer lost'; Rule = @{ fault = 'lost-answer' }; Passes = $true; Ids = 'LakeConnectionFailed' }
        @{ Name = 'stall'; Rule = @{ fault = 'stall'; seconds = 5 }; Passes = $true; Ids = 'LakeTimeout', 'LakeConnectionFailed' }
        @{ Name = 'stall in the body'; Rule = @{ fault = 'stall-in-body'; afterBytes = 10; seconds = 5 }; Passes = $true; Ids = 'LakeTimeout', 'LakeConnectionFailed' }
        @{ Name = 'delay'; Rule = @{ fault = 'delay'; seconds = 0.3 }; Harmless = $true; Ids = @() }
        @{ Name = 'drip'; Rule = @{ fault = 'drip'; seconds = 0.4 }; Harmless = $true; Ids = @() }
        @{ Name = 'length too large'; Rule = @{ fault = 'wrong-content-length' }; Passes = $true; Ids = 'LakeConnectionFailed', 'LakeServerError' }
        @{ Name = 'truncated at 0'; Rule = @{ fault = 'truncate' }; Passes = $true; Ids = 'LakeConnectionFailed' }
        @{ Name = 'truncated at 20'; Rule = @{ fault = 'truncate'; afterBytes = 20 }; Passes = $true; Ids = 'LakeConnectionFailed' }
        @{ Name = 'byte 0 flipped'; Rule = @{ fault = 'corrupt' }; Ids = 'LakeContentMismatch', 'LakeNotAnS3Endpoint', 'LakeServerError' }
        @{ Name = 'byte 30 flipped'; Rule = @{ fault = 'corrupt'; afterBytes = 30 }; Ids = 'LakeContentMismatch', 'LakeNotAnS3Endpoint', 'LakeServerError' }
        @{ Name = 'another ETag'; Rule = @{ fault = 'wrong-etag' }; Ids = 'LakeContentMismatch', 'LakeObjectChanged' }
        @{ Name = 'answer mangled'; Rule = @{ fault = 'mangle' }; Ids = 'LakeNotAnS3Endpoint', 'LakeServerError', 'LakeContentMismatch' }
        @{ Name = 'server away'; Endpoint = 'Away'; Ids = 'LakeConnectionFailed' }
        @{ Name = 'authority not trusted'; Endpoint = 'Untrusted'; Ids = 'LakeCertificateNotTrusted' }
        @{ Name = 'certificate expired'; Endpoint = 'Expired'; Ids = 'LakeCertificateNotTrusted' }
        @{ Name = 'certificate for another name'; Endpoint = 'WrongName'; Ids = 'LakeCertificateNotTrusted' }
        @{ Name = 'certificate self-signed'; Endpoint = 'SelfSigned'; Ids = 'LakeCertificateNotTrusted' }
        @{ Name = 'HTTP behind https'; Endpoint = 'PlainBehindTls'; Ids = 'LakeConnectionFailed' }
        @{ Name = 'TLS behind http'; Endpoint = 'TlsBehindPlain'; Ids = 'LakeConnectionFailed', 'LakeNotAnS3Endpoint', 'LakeServerError' }
    )
}
