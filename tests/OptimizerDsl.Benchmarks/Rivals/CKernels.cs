using System.Diagnostics;
using System.Runtime.InteropServices;
using OptimizerDsl.Benchmarks.Measuring;

namespace OptimizerDsl.Benchmarks.Rivals;

/// <summary>The loops of kernels.c, compiled by gcc for this machine or for an older one; the library is kept for a system without gcc.</summary>
internal sealed class CKernels
{
    private readonly nint _library;

    private CKernels(nint library) => _library = library;

    /// <summary>Compiles and loads the loops.</summary>
    /// <param name="machine">What gcc is told about the machine, such as "-march=native".</param>
    /// <param name="why">Why there are none.</param>
    /// <returns>The loops; null where they cannot be had.</returns>
    internal static CKernels? Load(string machine, out string why)
    {
        string name = "kernels" + string.Concat(machine.Where(char.IsLetterOrDigit)) + ".so";
        string path = Path.Combine(AppContext.BaseDirectory, name);
        why = "";
        try
        {
            string source = Path.Combine(AppContext.BaseDirectory, "Rivals", "kernels.c");
            if (!File.Exists(path) || File.GetLastWriteTimeUtc(path) < File.GetLastWriteTimeUtc(source))
            {
                using Process gcc = Process.Start("gcc", $"-O3 {machine} -fno-math-errno -shared -fPIC -o \"{path}\" \"{source}\" -lm");
                gcc.WaitForExit();
                if (gcc.ExitCode != 0) why = $"gcc ended with {gcc.ExitCode}";
            }

            return why.Length == 0 ? new CKernels(NativeLibrary.Load(path)) : null;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or DllNotFoundException or BadImageFormatException)
        {
            why = $"no gcc here: {exception.Message}";
            return null;
        }
    }

    internal Contender Steps(string rule, string name, int count, double rate) => new Loop(name, NativeLibrary.GetExport(_library, rule + "_steps"), count, rate);

    private sealed unsafe class Loop(string name, nint entry, int count, double rate) : Contender(name)
    {
        private readonly Model _model = new(count);
        private long _count;

        internal override void Run(int steps)
        {
            var run = (delegate* unmanaged<float*, float*, float*, float*, nuint, double, long, long, void>)entry;
            run(_model.W.Pointer, _model.G.Pointer, _model.M.Pointer, _model.V.Pointer, (nuint)_model.Count, rate, _count + 1, steps);
            _count += steps;
        }
    }
}
