using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Text;
using System.Text.Json;

namespace LakeFS.S3.PowerShell.Commands.LocalGateway;

/// <summary>Converts the rules of a fault plan to the JSON that the gateway reads. The gateway checks them.</summary>
internal static class FaultPlanJson
{
    /// <summary>The plan as one line of ASCII.</summary>
    public static string Of(IEnumerable<IDictionary> rules)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("rules");
            foreach (IDictionary rule in rules)
            {
                Write(json, rule);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.ASCII.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, IDictionary rule)
    {
        json.WriteStartObject();
        foreach (DictionaryEntry member in rule)
        {
            // PowerShell ignores the case of names, and the gateway does not.
            json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(TextOf(member.Key)));
            switch (member.Value is PSObject wrapped ? wrapped.BaseObject : member.Value)
            {
                case int number:
                    json.WriteNumberValue(number);
                    break;
                case long number:
                    json.WriteNumberValue(number);
                    break;
                case double number:
                    json.WriteNumberValue(number);
                    break;
                case decimal number:
                    json.WriteNumberValue(number);
                    break;
                case object value:
                    json.WriteStringValue(TextOf(value));
                    break;
                default:
                    json.WriteNullValue();
                    break;
            }
        }

        json.WriteEndObject();
    }

    private static string TextOf(object value) => (string)LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.InvariantCulture);
}
