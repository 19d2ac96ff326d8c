using System;
using System.Management.Automation;
using LakeFS.S3.Connections;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>The connection that the first command opens by itself, from lakectl's variables and configuration file.</summary>
internal static class AutoConnection
{
    /// <summary>The preference variable that turns it off, with the values of <c>$PSModuleAutoLoadingPreference</c>.</summary>
    public const string Preference = "LakeS3AutoConnectPreference";

    /// <summary>Opens the connection and makes it the session's. Nothing is sent: the command that needs it does so anyway.</summary>
    /// <param name="session">The session.</param>
    /// <param name="notices">What the user is told.</param>
    /// <param name="verbose">Writes a verbose message.</param>
    /// <returns>The connection; null if it is turned off or lakectl is not configured.</returns>
    /// <exception cref="LakeS3Exception">lakectl's configuration can't be used.</exception>
    public static LakeS3Connection? Open(SessionState session, ConnectionNotices notices, Action<string> verbose)
    {
        if (IsOff(session.PSVariable.GetValue(Preference)) || LakectlConnection.Open() is not LakeS3Connection connection)
        {
            return null;
        }

        verbose($"The session has no connection, and lakectl is configured: its settings are used. ${Preference} = 'None' turns this off.");
        notices.Write(connection);
        ConnectionTable.Of(session).Add(connection);
        return connection;
    }

    /// <summary>Whether a value of the preference variable turns it off.</summary>
    public static bool IsOff(object? preference) => (preference is PSObject wrapped ? wrapped.BaseObject : preference) switch
    {
        bool isOn => !isOn,
        string text => string.Equals(text, "None", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
