using System.Runtime.InteropServices;

namespace OptimizerDsl;

/// <summary>Zeros to be read, and written by nobody. The system gives large ones no pages of their own.</summary>
internal sealed unsafe class ZeroMemory : IDisposable
{
    private void* _start;
    private nuint _length;

    ~ZeroMemory() => NativeMemory.Free(_start);

    /// <summary>At least so many bytes of zeros.</summary>
    /// <param name="length">How many.</param>
    /// <returns>Where they are, until the next call.</returns>
    internal nint Take(nuint length)
    {
        if (length > _length)
        {
            NativeMemory.Free(_start);
            _start = null;
            _length = 0;
            _start = NativeMemory.AllocZeroed(length);
            _length = length;
        }

        return (nint)_start;
    }

    /// <summary>Gives them back.</summary>
    public void Dispose()
    {
        NativeMemory.Free(_start);
        _start = null;
        _length = 0;
        GC.SuppressFinalize(this);
    }
}
