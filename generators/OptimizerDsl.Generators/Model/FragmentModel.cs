namespace OptimizerDsl.Generators.Model;

/// <summary>A fragment of this compilation, as it will be written into metadata.</summary>
internal sealed record FragmentModel(string HintName, string Namespace, EquatableArray<TypeHeader> Containers, TypeHeader Type, string Text);
