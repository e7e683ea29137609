using System.ComponentModel;

namespace OptimizerDsl.Runtime;

/// <summary>One thing that a recipe says, by which a checkpoint tells whether it was made by the same recipe.</summary>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Name">Its name, such as AdamW.Beta2.</param>
/// <param name="Value">What the recipe says of it, in the invariant culture; equal texts are equal values.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct RecipeField(CheckpointDifferences Kind, string Name, string Value);
