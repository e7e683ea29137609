using System.ComponentModel;

[assembly: OptimizerDsl.OptimizerDslContract(7)]

namespace OptimizerDsl;

/// <summary>
/// The version of what generated code and this library expect of each other. A compiler that knows another version
/// reports that, and generates nothing.
/// </summary>
/// <param name="version">The version of the contract.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = false)]
public sealed class OptimizerDslContractAttribute(int version) : Attribute
{
    /// <summary>The version of the contract.</summary>
    public int Version { get; } = version;
}
