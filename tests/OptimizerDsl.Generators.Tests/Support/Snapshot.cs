namespace OptimizerDsl.Generators.Tests;

using System.Reflection;
using System.Runtime.CompilerServices;

/// <summary>
/// Compares generated code with <c>Class.Method.verified.cs</c> beside the test; on a mismatch <c>Class.Method.received.cs</c>
/// is left there, to be compared and, if it is right, renamed. These are Verify's conventions.
/// </summary>
internal static class Snapshot
{
    private static readonly string s_folder = Path.Combine(
        typeof(Snapshot).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDirectory").Value!, "Snapshots");

    public static void Verify(string code, string className, [CallerMemberName] string method = "")
    {
        string verified = Path.Combine(s_folder, $"{className}.{method}.verified.cs"), received = Path.Combine(s_folder, $"{className}.{method}.received.cs");
        // A new version of the package is no change of its code.
        string version = typeof(OptimizerGenerator).Assembly.GetName().Version!.ToString(3);
        string actual = code.Replace($"\"{version}\"", "\"(version)\"");
        string expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, actual);
        Assert.Fail($"{Path.GetFileName(received)} differs from {Path.GetFileName(verified)} at {Text.Place(expected, actual)}.");
    }
}
