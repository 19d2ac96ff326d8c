using System.Collections;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using LakeFS.S3.Errors;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>Converts the values of metadata to strings as PowerShell does: the elements of an array are joined with spaces.</summary>
internal static class MetadataTexts
{
    /// <summary>Returns a copy with strings, because the script may change the dictionary later.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeMetadataValueInvalid</c>: a value has no string form other than its type's name. <c>LakeMetadataNameInvalid</c>: two names have the same string.</exception>
    public static OrderedDictionary? Of(IDictionary? metadata)
    {
        if (metadata is null)
        {
            return null;
        }

        OrderedDictionary texts = [];
        foreach (DictionaryEntry entry in metadata)
        {
            string name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            if (texts.Contains(name))
            {
                throw ObjectErrors.MetadataNameTwice(name);
            }

            texts.Add(name, TextOf(name, entry.Value));
        }

        return texts;
    }

    private static string TextOf(string name, object? given)
    {
        object? value = given is PSObject wrapped ? wrapped.BaseObject : given;
        if (value is not string and IEnumerable values)
        {
            return value is IDictionary ? throw WithoutText(name, value) : string.Join(" ", values.Cast<object?>().Select(element => ElementText(name, element)));
        }

        return ElementText(name, value);
    }

    private static string ElementText(string name, object? given)
    {
        object? value = given is PSObject wrapped ? wrapped.BaseObject : given;
        string text = LanguagePrimitives.ConvertTo<string>(value) ?? string.Empty;
        return value is ScriptBlock or (not string and IEnumerable) || (value is not string && text == value?.GetType().ToString())
            ? throw WithoutText(name, value)
            : text;
    }

    private static LakeS3Exception WithoutText(string name, object value) => ObjectErrors.MetadataValueInvalid(name, $"is {value.GetType()}, which is no text.");
}
