using System;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>The tokens that a login gets, in place of the key pair: JSON web tokens, signed with a key of this process.</summary>
internal static class LoginTokens
{
    private const string Header = """{"alg":"HS256","typ":"JWT"}""";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Makes a token.</summary>
    public static (string Token, long Expires) Create(DateTimeOffset now)
    {
        long expires = (now + Lifetime).ToUnixTimeSeconds();
        string claims = JsonSerializer.Serialize(new
        {
            jti = Guid.NewGuid().ToString(),
            iss = "auth",
            sub = RestExchange.UserName,
            aud = "login",
            iat = now.ToUnixTimeSeconds(),
            exp = expires,
        });
        string signed = $"{Encode(Header)}.{Encode(claims)}";
        return ($"{signed}.{Sign(signed)}", expires);
    }

    /// <summary>Whether a token is one that was made here and has not expired.</summary>
    public static bool IsValid(string token, DateTimeOffset now)
    {
        int end = token.LastIndexOf('.');
        if (end < 0 || !CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(token[(end + 1)..]), Encoding.UTF8.GetBytes(Sign(token[..end]))))
        {
            return false;
        }

        string claims = token[..end].Split('.')[^1];
        using JsonDocument json = JsonDocument.Parse(Base64Url.DecodeFromChars(claims));
        return json.RootElement.GetProperty("exp").GetInt64() > now.ToUnixTimeSeconds();
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Sign(string text) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(text)));
}
