using System;

namespace LakeFS.S3.LocalGateway.Actions;

/// <summary>An action that is none, or a hook that can't be made.</summary>
/// <param name="message">What lakeFS says of it.</param>
internal sealed class InvalidActionException(string message) : Exception(message);
