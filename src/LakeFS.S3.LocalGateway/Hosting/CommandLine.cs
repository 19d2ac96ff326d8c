using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace LakeFS.S3.LocalGateway.Hosting;

/// <summary>The command line is not understood.</summary>
internal sealed class CommandLineException(string message) : Exception(message);

/// <summary>What the command line asks for.</summary>
internal sealed record CommandLine
{
    public const string Help = """
        A local server that answers as lakeFS 1.84 does: S3 gateway and REST API on 127.0.0.1,
        for demos and tests. It is no place to keep data that matters.

        Usage: LakeFS.S3.LocalGateway [options]

          --port N                  port for HTTP (default 0: a free one)
          --https-port N            also listen for HTTPS on this port (0: a free one)
          --ca-file PATH            where to write the CA certificate (PEM) that HTTPS clients
                                    have to trust (default: a temporary file)
          --broken-certificates     with --https-port: listen also with an expired certificate, one
                                    for another name, and one that no authority has signed
          --legacy-signatures       check signatures as lakeFS 1.55 did: no checksum trailers,
                                    no clock skew, no expiry
          --data DIR                keep everything in this directory, to be there after a
                                    restart (default: in memory)
          --block-storage KIND      local or memory: which block storage of lakeFS to be like;
                                    memory can list the parts of multipart uploads, local,
                                    the default, cannot
          --import-folder DIR       let the files of this directory be imported, as objects of the
                                    storage: local://in/a.csv, or with their full path. Links
                                    are not followed (default: imports are not supported)
          --import-seconds N        how long the import of each file takes (default 0)
          --store-port N            hand out pre-signed URLs of the block storage, which listens on this
                                    port (0: a free one; with --https-port on one for HTTPS, too)
          --store-url URL           where pre-signed URLs lead, if not to that port
          --presign-seconds N       how long pre-signed URLs are valid (default 900)
          --forward URL             pass requests on to the lakeFS at this URL, as they are, in place of
                                    answering them: faults and the request log work in front of it.
                                    Key pair, repositories and content are those of that server
          --access-key-id ID        3 to 20 letters and digits (default AKIAIOSFODNN7LOCALGW)
          --secret-access-key KEY   (default: a random one at each start, which is printed)
          --repository NAME         make this repository at the start; may be repeated
          --seed DIR                commit the files of this directory to branch main of the
                                    first --repository at the start. Links are not followed
          --host NAME               answer to this name too; may be repeated
          --faults FILE             a fault plan (JSON): what is to go wrong on purpose; - takes
                                    the first line of standard input
          --stop-on-stdin-end       stop when standard input ends, and not at SIGINT, which a
                                    terminal also sends to what a session started
          --help                    print this
          --version                 print the version

        When it listens it prints, a line each: url, https_url and ca_file (with --https-port),
        expired_url, wrong_name_url and self_signed_url (with --broken-certificates), store_url
        (with --store-port), access_key_id and secret_access_key (not with --forward), and "ready". It stops
        at SIGINT or SIGTERM, with exit code 0; a command line it does not understand ends with exit code 2.

        REST clients use HTTP basic authentication with the key pair, below /api/v1.

        It answers to loopback addresses, localhost, names below localhost, s3.local.lakefs.io with
        names below it, and --host. Changes that pages of other sites request are refused.

        Webhooks of actions below _lakefs_actions/ are sent, as lakeFS does. Hooks that run Lua or
        call Airflow fail, and say that this local gateway can't run them.

        For tests, without credentials:
          GET, DELETE       /_gateway/requests   the requests that were answered; forget them
          GET, PUT, DELETE  /_gateway/faults     the fault plan

        A fault plan: {"rules": [{"operation": "PutObject", "keyPattern": "*.bin", "nth": 1,
        "count": 1, "fault": "error", "status": 503, "code": "SlowDown", "message": "...",
        "afterBytes": 1000, "seconds": 30}]}. Only operation ("*" for any) and fault are
        needed; nth is the first matching request that is hit, count how many are (0: all).
        Faults: error, hook (a REST operation is refused as by a hook that wrote the message), reset,
        half-close, lost-answer, reset-in-body, stall, stall-in-body, wrong-content-length, wrong-etag, truncate,
        corrupt, mangle, drip, redirect (301 to 308, as status says), html, delay.
        """;

    public LocalGatewayOptions Options { get; private init; } = new();

    /// <summary>The fault plan; null for none.</summary>
    public string? FaultPlan { get; private init; }

    public bool StopsOnInputEnd { get; private init; }

    public bool ShowsHelp { get; private init; }

    public bool ShowsVersion { get; private init; }

    /// <exception cref="CommandLineException">It is not understood; the message says what.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        CommandLine line = new();
        List<string> repositories = [];
        List<string> hosts = [];
        for (int i = 0; i < arguments.Count; i++)
        {
            string option = arguments[i];
            string Value() => ++i < arguments.Count
                ? arguments[i]
                : throw new CommandLineException($"{option} needs a value.");

            LocalGatewayOptions options = line.Options;
            switch (option)
            {
                case "--port":
                    line = line with { Options = options with { Port = ParsePort(option, Value()) } };
                    break;
                case "--https-port":
                    line = line with { Options = options with { HttpsPort = ParsePort(option, Value()) } };
                    break;
                case "--ca-file":
                    line = line with { Options = options with { CaFile = Value() } };
                    break;
                case "--broken-certificates":
                    line = line with { Options = options with { BrokenCertificates = true } };
                    break;
                case "--legacy-signatures":
                    line = line with { Options = options with { LegacySignatures = true } };
                    break;
                case "--data":
                    line = line with { Options = options with { DataDirectory = Value() } };
                    break;
                case "--block-storage":
                    line = line with { Options = options with { BlockStorage = ParseStorage(option, Value()) } };
                    break;
                case "--import-folder":
                    line = line with { Options = options with { ImportFolder = Value() } };
                    break;
                case "--import-seconds":
                    line = line with { Options = options with { ImportTimePerObject = ParseSeconds(option, Value()) } };
                    break;
                case "--store-port":
                    line = line with { Options = options with { StorePort = ParsePort(option, Value()) } };
                    break;
                case "--store-url":
                    line = line with { Options = options with { StoreUrl = ParseUrl(option, Value()) } };
                    break;
                case "--presign-seconds":
                    line = line with { Options = options with { PresignLifetime = ParseSeconds(option, Value()) } };
                    break;
                case "--forward":
                    line = line with { Options = options with { ForwardUrl = ParseUrl(option, Value()) } };
                    break;
                case "--access-key-id":
                    line = line with { Options = options with { AccessKeyId = ParseKeyId(option, Value()) } };
                    break;
                case "--secret-access-key":
                    line = line with { Options = options with { SecretAccessKey = Value() } };
                    break;
                case "--repository":
                    repositories.Add(Value());
                    break;
                case "--seed":
                    line = line with { Options = options with { SeedFolder = Value() } };
                    break;
                case "--host":
                    hosts.Add(Value());
                    break;
                case "--faults":
                    line = line with { FaultPlan = ReadFaults(option, Value()) };
                    break;
                case "--stop-on-stdin-end":
                    line = line with { StopsOnInputEnd = true };
                    break;
                case "--help" or "-h":
                    return line with { ShowsHelp = true };
                case "--version":
                    return line with { ShowsVersion = true };
                default:
                    throw new CommandLineException($"Unknown option {option}.");
            }
        }

        return Check(line with { Options = line.Options with { Repositories = repositories, Hosts = hosts } });
    }

    private static CommandLine Check(CommandLine line) => line.Options switch
    {
        { SeedFolder: not null, Repositories.Count: 0 } => throw new CommandLineException("--seed needs a --repository to put the files into."),
        { ForwardUrl: not null } options when options.Repositories.Count > 0 || (options.DataDirectory ?? options.ImportFolder) is not null || options.StorePort is not null =>
            throw new CommandLineException("--forward leaves repositories, data, imports and the store to the server that it names."),
        _ => line,
    };

    private static int ParsePort(string option, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= ushort.MaxValue
            ? port
            : throw new CommandLineException($"{option} needs a number from 0 to 65535, not {text}.");

    private static Uri ParseUrl(string option, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url
            : throw new CommandLineException($"{option} needs an http or https URL, not {text}.");

    private static TimeSpan ParseSeconds(string option, string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw new CommandLineException($"{option} needs a number of seconds up to a day, not {text}.");

    private static BlockStorage ParseStorage(string option, string text) => text switch
    {
        "local" => BlockStorage.Local,
        "memory" => BlockStorage.Memory,
        _ => throw new CommandLineException($"{option} is local or memory, not {text}."),
    };

    private static string ParseKeyId(string option, string text) =>
        text.Length is >= 3 and <= 20
            ? text
            : throw new CommandLineException($"{option} needs 3 to 20 characters, not {text.Length}.");

    private static string ReadFaults(string option, string path)
    {
        try
        {
            string json = path == "-" ? ReadInputLine() : File.ReadAllText(path);
            Faults.FaultPlan.Parse(json);
            return json;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new CommandLineException($"{option} {path}: {problem.Message}");
        }
    }

    // Not Console.In, which reads in the code page of the console.
    private static string ReadInputLine()
    {
        using StreamReader input = new(Console.OpenStandardInput(), Encoding.UTF8, leaveOpen: true);
        return input.ReadLine() ?? string.Empty;
    }
}
