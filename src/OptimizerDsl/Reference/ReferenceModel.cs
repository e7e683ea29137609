using OptimizerDsl.Runtime;

namespace OptimizerDsl;

/// <summary>What a reference needs to know of the tensors that it steps.</summary>
internal sealed class ReferenceModel
{
    private readonly int[][] _shapes;
    private readonly (string Name, string? Group)[] _names;

    private ReferenceModel(int[][] shapes, (string Name, string? Group)[] names)
    {
        _shapes = shapes;
        _names = names;
    }

    /// <summary>Tensors of one dimension, called by their numbers.</summary>
    internal static ReferenceModel Of(int[] lengths)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        foreach (int length in lengths)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(lengths));
        }

        return Of([.. lengths.Select(length => (int[])[length])]);
    }

    /// <summary>Tensors of some shapes, called by their numbers.</summary>
    internal static ReferenceModel Of(int[][] shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        return new ReferenceModel([.. shapes.Select(shape => (int[])[.. shape])], [.. shapes.Select((_, i) => (FormattableString.Invariant($"{i}"), (string?)null))]);
    }

    /// <summary>The tensors of a set, whose memory the reference does not touch.</summary>
    internal static ReferenceModel Of(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return new ReferenceModel([.. parameters.Select(parameter => parameter.Shape.ToArray())], [.. parameters.Select(parameter => (parameter.Name, parameter.Group))]);
    }

    /// <summary>Assigns the tensors to the groups of a recipe.</summary>
    internal ReferenceTensor[] Assign(ReferenceRecipe recipe)
    {
        int[] groups = GroupAssignment.Assign(recipe.Name, recipe.Groups, recipe.Patterns, _names);
        return [.. _shapes.Select((shape, i) =>
        {
            int length = TensorShape.Product(_names[i].Name, shape);
            return new ReferenceTensor(groups[i], length, shape.Length < 2 || length == 0 ? length : length / shape[0], shape.Length);
        })];
    }
}
