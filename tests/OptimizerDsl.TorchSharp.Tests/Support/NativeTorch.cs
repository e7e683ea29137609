using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace OptimizerDsl.TorchSharp.Tests.Support;

/// <summary>Whether TorchSharp's native library loads into this process.</summary>
internal static class NativeTorch
{
    private static readonly Lazy<bool> s_isLoaded = new(Load);

    /// <summary>Skips the test, loudly, where it does not load.</summary>
    public static void Need()
    {
        if (!s_isLoaded.Value)
            Assert.Skip("NOT TESTED against libtorch: its native library does not load here. It takes -p:NativeTorch=true at the build, Linux x64, and a libstdc++ with GLIBCXX_3.4.32.");
    }

    // TorchSharp itself, where it fails, looks on for long and copies 600 MB about.
    private static bool Load()
    {
        Assembly assembly = typeof(torch).Assembly;
        return NativeLibrary.TryLoad("torch_cpu", assembly, null, out _) && NativeLibrary.TryLoad("LibTorchSharp", assembly, null, out _);
    }
}
